// Faults of the files that configs name: keys, certificates, stores, and who may read them.
import * as end from '../../../support/doctor-ends.js';
import {
  client,
  clientEnd,
  edKey,
  emptyToJava,
  expired,
  issuing,
  keyPem,
  letsEncrypt,
  lockedPem,
  onlyEncipherment,
  otherRoot,
  PASSWORD,
  pem,
  publicRoot,
  root,
  sec1Pem,
  server,
  serverEnd,
  trustStore,
} from '../../../support/doctor-files.js';
import { keyUsage } from '../../../support/foreign-certificate.js';
import { ca, OID, sequence } from '../../../support/path-builder.js';
import { rowsOf } from '../../../support/fault-row.js';
import { memoryFile } from '../../../support/memory-files.js';

const BEAT = '/beat/heartbeat.yml';
const IN = '/logstash/in.conf';
const OUT = '/sender/out.conf';
const ES = '/es/elasticsearch.yml';
const NGINX = '/nginx/site.conf';
const REDIS = '/redis/redis.conf';
const link = { ...end.heartbeat, ...end.logstash };
const toElasticsearch = { ...end.elasticsearchOutput, ...end.elasticsearch };

/** Below an intermediate, whose certificate stands behind the server's. */
const below = serverEnd('server', { issuer: issuing, key: server.key });
const chained = { ...link, '/logstash/tls/own.crt': pem(below, issuing) };

/** Two intermediates stand between. */
const deepest = ca('Deepest CA', issuing);
const deep = clientEnd('client', { issuer: deepest, key: client.key });

/** The output trusts a store. */
const stored = {
  ...toElasticsearch,
  '/sender/tls/ca.p12': trustStore,
  [OUT]: end.elasticsearchOutput[OUT].replace(
    'ssl_certificate_authorities => ["/sender/tls/ca.crt"]',
    'ssl_truststore_path => "/sender/tls/ca.p12"\n    ssl_truststore_password => "${STORE_PASSWORD}"',
  ),
  '/sender/secrets.env': `STORE_PASSWORD=${PASSWORD}\n`,
};

/** Redis as a user of its own, who reads its key. */
const PASSWD = 'root:x:0:0::/:\nredis:x:100:100::/:\nlogstash:x:101:101::/:\n';
const owned = {
  ...end.toRedis,
  ...end.redis,
  '/etc/passwd': PASSWD,
  '/etc/group': 'redis:x:100:\n',
  '/redis/tls/own.key': { ...memoryFile(keyPem(server), 0o640), gid: 100 },
};

export const FILE_FAULTS = [
  ...rowsOf(link, [
    {
      name: 'a CA that is not where the config says',
      change: { '/beat/tls/ca.crt': undefined },
      code: 'file-absent',
      at: [BEAT, 'ssl.certificate_authorities', 'ssl.certificate_authorities'],
      byHand: [/^put the file to "\/beat\/tls\/ca\.crt"/, { '/beat/tls/ca.crt': pem(root) }],
    },
    {
      name: 'a key that is not there',
      change: { '/logstash/tls/own.key': undefined },
      code: 'file-absent',
      at: [IN, 'ssl_key', 'ssl_key'],
      byHand: [
        /^put the file to "\/logstash\/tls\/own\.key"/,
        { '/logstash/tls/own.key': keyPem(server) },
      ],
    },
    {
      name: 'a file that cannot be read',
      change: { '/beat/tls/own.crt': { isLocked: true } },
      code: 'file-unreadable',
      at: [BEAT, 'ssl.certificate:', 'ssl.certificate'],
      byHand: [
        /^let whoever runs this read "\/beat\/tls\/own\.crt"/,
        { '/beat/tls/own.crt': { isLocked: false } },
      ],
    },
    {
      name: 'a key where a certificate is to be',
      change: { '/beat/tls/own.crt': keyPem(client) },
      code: 'file-unusable',
      at: [BEAT, 'ssl.certificate:', 'ssl.certificate'],
      byHand: [
        /^name a file in ssl\.certificate that holds the certificate, PEM$/,
        { '/beat/tls/own.crt': pem(client) },
      ],
    },
    {
      name: 'a key in the traditional form, which Netty does not load',
      change: { '/logstash/tls/own.key': sec1Pem(server) },
      code: 'key-form',
      at: [IN, 'ssl_key', 'ssl_key'],
    },
    {
      name: 'the key of another certificate',
      change: { '/logstash/tls/own.key': keyPem(otherRoot) },
      code: 'key-mismatch',
      at: [IN, 'ssl_certificate =>', 'ssl_certificate'],
    },
    {
      name: 'the key of another client',
      change: { '/beat/tls/own.key': keyPem(otherRoot) },
      code: 'key-mismatch',
      at: [BEAT, 'ssl.certificate:', 'ssl.certificate'],
    },
    {
      name: 'the certificate of the client has expired',
      change: { '/beat/tls/own.crt': pem(clientEnd('client', { ...expired, key: client.key })) },
      code: 'expired',
      at: [BEAT, 'ssl.certificate:', 'ssl.certificate'],
    },
    {
      name: 'the certificate of the server has expired',
      change: {
        '/logstash/tls/own.crt': pem(serverEnd('server', { ...expired, key: server.key })),
      },
      code: 'expired',
      at: [IN, 'ssl_certificate =>', 'ssl_certificate'],
    },
    {
      name: 'a certificate of next year',
      change: {
        '/logstash/tls/own.crt': pem(
          serverEnd('server', { notBefore: new Date('2027-01-01'), key: server.key }),
        ),
      },
      code: 'not-yet-valid',
      at: [IN, 'ssl_certificate =>'],
    },
    {
      name: 'a client with the certificate of a server',
      change: { '/beat/tls/own.crt': pem(serverEnd('client', { key: client.key })) },
      code: 'purpose',
      at: [BEAT, 'ssl.certificate:'],
    },
    {
      name: 'a server with the certificate of a client',
      change: {
        '/logstash/tls/own.crt': pem(clientEnd('server', { names: ['logs.lan'], key: server.key })),
      },
      code: 'purpose',
      at: [IN, 'ssl_certificate =>'],
    },
    {
      name: 'a server that dials under another name',
      change: {
        '/logstash/tls/own.crt': pem(serverEnd('server', { names: ['web.lan'], key: server.key })),
      },
      code: 'host-name',
      at: [BEAT, 'hosts', 'hosts'],
      says: /the certificate is not for "logs\.lan": it names dns:web\.lan/,
    },
    {
      name: 'the two ends have CAs of their own',
      change: {
        '/beat/tls/ca.crt': pem(otherRoot),
        '/beat/tls/own.crt': pem(clientEnd('client', { issuer: otherRoot, key: client.key })),
      },
      code: 'different-authorities',
      at: [BEAT, 'ssl.certificate_authorities'],
      says: /trust different CAs: "CN=Test CA" and "CN=Other CA"/,
      byHand: [
        /^append the certificate of "CN=Test CA", which issued "\/logstash\/tls\/own\.crt", to "\/beat\/tls\/ca\.crt", and that of "CN=Other CA", which issued "\/beat\/tls\/own\.crt", to "\/logstash\/tls\/ca\.crt"$/,
        { '/beat/tls/ca.crt': pem(otherRoot, root), '/logstash/tls/ca.crt': pem(root, otherRoot) },
      ],
    },
    {
      name: 'a server that trusts another CA',
      change: { '/logstash/tls/ca.crt': pem(otherRoot) },
      code: 'different-authorities',
      at: [IN, 'ssl_certificate_authorities'],
      byHand: [
        /^append the certificate of "CN=Test CA", which issued "\/beat\/tls\/own\.crt", to "\/logstash\/tls\/ca\.crt"$/,
        { '/logstash/tls/ca.crt': pem(otherRoot, root) },
      ],
    },
    {
      name: 'a CA file in DER, which Go does not read',
      change: { '/beat/tls/ca.crt': root.der },
      code: 'certificate-form',
      at: [BEAT, 'ssl.certificate_authorities'],
    },
    {
      name: 'a key for Ed25519, which Netty does not load',
      change: {
        '/logstash/tls/own.key': keyPem({ ...server, key: edKey }),
        '/logstash/tls/own.crt': pem(serverEnd('server', { key: edKey })),
      },
      code: 'key-type',
      at: [IN, 'ssl_key'],
    },
  ]),
  ...rowsOf(chained, [
    {
      name: 'the intermediate before the certificate of the server',
      change: { '/logstash/tls/own.crt': pem(issuing, below) },
      code: 'chain-order',
      at: [IN, 'ssl_certificate =>'],
    },
    {
      name: 'the intermediate is missing',
      change: { '/logstash/tls/own.crt': pem(below) },
      code: 'no-path',
      at: [IN, 'ssl_certificate =>'],
      byHand: [
        /^append the certificate of "CN=Test Issuing CA", which issued it, to "\/logstash\/tls\/own\.crt"/,
        { '/logstash/tls/own.crt': pem(below, issuing) },
      ],
    },
  ]),
  ...rowsOf(link, [
    {
      name: 'a key usage that Go does not look at',
      change: {
        '/logstash/tls/own.crt': pem(
          serverEnd('server', { changes: { [OID.ku]: keyUsage(3) }, key: server.key }),
        ),
      },
      code: 'purpose',
      severity: 'warning',
      at: [IN, 'ssl_certificate '],
      says: /keyUsage/,
    },
  ]),
  ...rowsOf({ ...end.toElasticsearch, ...end.elasticsearch }, [
    {
      name: 'a key usage without signatures',
      change: {
        '/beat/tls/own.crt': pem(clientEnd('client', { ...onlyEncipherment, key: client.key })),
      },
      code: 'purpose',
      at: [BEAT, 'ssl.certificate:'],
      says: /keyUsage/,
    },
    {
      name: 'the key of Elasticsearch is that of somebody else',
      change: { '/es/tls/own.key': keyPem(otherRoot) },
      code: 'key-mismatch',
      at: [ES, 'xpack.security.http.ssl.certificate:'],
    },
  ]),
  ...rowsOf(stored, [
    {
      name: 'a trust store of openssl, which Java sees as empty',
      change: { '/sender/tls/ca.p12': emptyToJava },
      code: 'java-trust',
      at: [OUT, 'ssl_truststore_path'],
    },
  ]),
  ...rowsOf({ ...end.upstream, ...end.nginx }, [
    {
      name: 'an encrypted key of nginx without its password',
      change: { '/nginx/tls/own.key': lockedPem(server) },
      code: 'key-password',
      at: [NGINX, 'ssl_certificate_key'],
    },
  ]),
  ...rowsOf({ ...end.upstream, ...end.nginx, '/proxy/tls/own.crt': pem(deep, deepest, issuing) }, [
    {
      name: 'a chain that is deeper than nginx lets it be',
      change: [NGINX, '    ssl_verify_depth 3;\n', ''],
      code: 'max-depth',
      at: [NGINX, 'server {'],
    },
    {
      name: 'a depth that is too small',
      change: [NGINX, 'ssl_verify_depth 3', 'ssl_verify_depth 1'],
      code: 'max-depth',
      at: [NGINX, 'ssl_verify_depth 1', 'ssl_verify_depth'],
    },
  ]),
  ...rowsOf(link, [
    {
      name: 'a negative serial number, which Go does not take',
      change: {
        '/logstash/tls/own.crt': pem(
          serverEnd('server', { serialNumber: Uint8Array.of(0xff, 1, 2, 3), key: server.key }),
        ),
      },
      code: 'runtime-refuses',
      at: [IN, 'ssl_certificate =>'],
      says: /negative serial number/,
    },
    {
      name: 'no subject beside names that are not critical, which no JVM reads',
      change: {
        '/logstash/tls/own.crt': pem(serverEnd('', { subject: sequence(), key: server.key })),
      },
      code: 'jvm-certificate',
      at: [IN, 'ssl_certificate =>'],
    },
  ]),
  ...rowsOf({ ...link, '/logstash/tls/ca.crt': pem(root, publicRoot) }, [
    {
      name: 'a client with a certificate of a public CA, for servers alone',
      change: { '/beat/tls/own.crt': pem(letsEncrypt(client.key)) },
      code: 'public-client-certificate',
      at: [BEAT, 'ssl.certificate:', 'ssl.certificate'],
      says: /public CA/,
    },
  ]),
  ...rowsOf(owned, [
    {
      name: 'a key that everybody may read',
      change: { '/redis/tls/own.key': { mode: 0o644 } },
      code: 'file-mode',
      severity: 'warning',
      at: [REDIS, 'tls-key-file', 'tls-key-file'],
    },
    {
      name: 'a certificate that the user of Redis may not read',
      change: { '/redis/tls/own.crt': { mode: 0o600 } },
      code: 'file-forbidden',
      at: [REDIS, 'tls-cert-file', 'tls-cert-file'],
    },
    {
      name: 'a key that the user of Redis may not read',
      change: { '/redis/tls/own.key': { gid: 0, mode: 0o600 } },
      code: 'file-forbidden',
      at: [REDIS, 'tls-key-file', 'tls-key-file'],
    },
    {
      name: 'a key that belongs to another user',
      change: { '/redis/tls/own.key': { uid: 101, mode: 0o640 } },
      code: 'file-mode',
      severity: 'warning',
      at: [REDIS, 'tls-key-file'],
      says: /belongs to logstash/,
    },
  ]),
];
