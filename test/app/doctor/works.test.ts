// Links that work, of the kinds that a judge of configs is easily wrong about: none is called
// broken.
import { describe, expect, it } from 'vitest';
import * as end from '../../support/doctor-ends.js';
import {
  client,
  clientEnd,
  issuing,
  letsEncrypt,
  lockedPem,
  otherRoot,
  PASSWORD,
  peerEnd,
  pem,
  publicRoot,
  root,
  server,
  serverEnd,
} from '../../support/doctor-files.js';
import { type Contents, look, treeOf } from '../../support/doctor-world.js';
import { fingerprintOf } from '../../support/fault-row.js';
import { ca, ipName, OID, san } from '../../support/path-builder.js';

const BEAT = '/beat/heartbeat.yml';
const IN = '/logstash/in.conf';
const NGINX = '/nginx/site.conf';
const PROXY = '/proxy/site.conf';
const ES = '/es/elasticsearch.yml';
const link = { ...end.heartbeat, ...end.logstash };
const proxied = { ...end.upstream, ...end.nginx };
const tunnelled = { ...end.stunnelClient, ...end.stunnel };
const named = (...names: string[]) => pem(serverEnd('server', { names, key: server.key }));

const group = (lines: string) =>
  `upstream backend {\n  server 10.0.0.5:443;\n  server 10.0.0.6:443;\n}\nserver {\n  listen 80;\n${end.upstream[
    PROXY
  ].replace('logs.lan:443', 'backend').replace('    proxy_ssl_name logs.lan;\n', lines)}}\n`;

interface Working {
  name: string;
  files: Contents;
  stack?: string;
  /** As the end of a sentence: what is left to the product. */
  notJudged?: RegExp;
}

const WORKING: readonly Working[] = [
  { name: 'stack 7.17', files: { ...end.heartbeat, ...end.oldLogstash }, stack: '7.17' },
  { name: 'stack 8.19 with new names', files: link, stack: '8.19' },
  {
    name: 'two servers of a group of nginx, whose name is said',
    files: { ...proxied, [PROXY]: group('    proxy_ssl_name logs.lan;\n') },
  },
  {
    name: 'a group of nginx whose own name is in the certificate',
    files: { ...proxied, [PROXY]: group(''), '/nginx/tls/own.crt': named('backend') },
  },
  {
    name: 'one of two names that stunnel is told is enough',
    files: {
      ...tunnelled,
      '/tunnel/client.conf': end.stunnelClient['/tunnel/client.conf'].replace(
        'checkHost = logs.lan',
        'checkHost = other.lan\ncheckHost = logs.lan',
      ),
    },
  },
  {
    name: 'stunnel that compares no name',
    files: {
      ...tunnelled,
      '/stunnel/tls/own.crt': named('elsewhere.lan'),
      '/tunnel/client.conf': end.stunnelClient['/tunnel/client.conf'].replace(
        'checkHost = logs.lan\n',
        '',
      ),
    },
  },
  {
    name: 'an encrypted key of nginx with a file of passwords',
    files: {
      ...proxied,
      '/nginx/tls/own.key': lockedPem(server),
      '/nginx/tls/passwords': `${PASSWORD}\nanother\n`,
      [NGINX]: end.nginx[NGINX].replace(
        'ssl_verify_client on',
        'ssl_password_file /nginx/tls/passwords;\n    ssl_verify_client on',
      ),
    },
  },
  {
    name: 'an encrypted key of a Beat with a file of its password',
    files: {
      ...link,
      '/beat/tls/own.key': lockedPem(client),
      '/beat/tls/passphrase': PASSWORD,
      [BEAT]: `${end.heartbeat[BEAT]}  ssl.key_passphrase_path: /beat/tls/passphrase\n`,
    },
  },
  {
    name: 'an encrypted key of Redis with its password in the config',
    files: {
      ...end.toRedis,
      ...end.redis,
      '/redis/tls/own.key': lockedPem(server),
      '/redis/redis.conf': `${end.redis['/redis/redis.conf']}tls-key-file-pass "${PASSWORD}"\n`,
    },
  },
  {
    name: 'an encrypted key of Elasticsearch, whose keystore has the password',
    files: { ...end.kibana, ...end.elasticsearch, '/es/tls/own.key': lockedPem(server) },
    notJudged: /whether \/es\/tls\/own\.key fits its certificate/,
  },
  {
    name: 'an encrypted key whose password the keystore has',
    files: {
      ...link,
      '/beat/tls/own.key': lockedPem(client),
      [BEAT]: `${end.heartbeat[BEAT]}  ssl.key_passphrase: '\${KEY_PASSPHRASE}'\n`,
    },
  },
  {
    name: 'a file that a variable names',
    files: {
      ...link,
      [IN]: end.logstash[IN].replace('/logstash/tls/own.crt', '${CERTS}/own.crt'),
    },
    notJudged: /the file of ssl_certificate, which a variable names/,
  },
  {
    name: 'an address that the certificate names',
    files: {
      ...link,
      [BEAT]: end.heartbeat[BEAT].replace('logs.lan', '10.0.0.5'),
      '/logstash/tls/own.crt': pem(
        serverEnd('server', {
          key: server.key,
          changes: { [OID.san]: san(ipName(10, 0, 0, 5)) },
        }),
      ),
    },
  },
  {
    name: 'a certificate for every host of a domain',
    files: {
      ...link,
      [BEAT]: end.heartbeat[BEAT].replace('logs.lan', 'a.logs.lan'),
      '/logstash/tls/own.crt': named('*.logs.lan'),
    },
  },
  {
    name: 'another name where names are not compared',
    files: {
      ...link,
      [BEAT]: end.heartbeat[BEAT].replace('mode: full', 'mode: certificate'),
      '/logstash/tls/own.crt': named('elsewhere.lan'),
    },
  },
  {
    name: 'certificates without extKeyUsage, and for both',
    files: {
      ...link,
      '/logstash/tls/own.crt': pem(
        serverEnd('server', { key: server.key, changes: { [OID.eku]: undefined } }),
      ),
      '/beat/tls/own.crt': pem(peerEnd('client', { key: client.key })),
    },
  },
  {
    name: 'an intermediate that the server sends',
    files: {
      ...link,
      '/logstash/tls/own.crt': pem(
        serverEnd('server', { issuer: issuing, key: server.key }),
        issuing,
      ),
    },
  },
  {
    name: 'an intermediate that the other end has among its CAs',
    files: {
      ...link,
      '/logstash/tls/ca.crt': pem(root, issuing),
      '/beat/tls/own.crt': pem(clientEnd('client', { issuer: issuing, key: client.key })),
    },
  },
  {
    name: 'each end of another CA, and each trusts that of the other',
    files: {
      ...link,
      '/logstash/tls/ca.crt': pem(otherRoot),
      '/beat/tls/own.crt': pem(clientEnd('client', { issuer: otherRoot, key: client.key })),
    },
  },
  {
    name: 'an expired CA beside the right one',
    files: {
      ...link,
      '/beat/tls/ca.crt': pem(ca('Old', undefined, { notAfter: new Date('2020-01-01') }), root),
    },
  },
  {
    name: 'a server with a certificate of a public CA, and a client that names none',
    files: {
      ...end.openLogstash,
      [BEAT]: end.heartbeatAlone[BEAT].replace(
        "  ssl.certificate_authorities: ['/beat/tls/ca.crt']\n",
        '  ssl.enabled: true\n',
      ),
      '/logstash/tls/own.crt': pem(letsEncrypt(server.key)),
    },
  },
  {
    name: 'a fingerprint with colons',
    files: {
      ...link,
      [BEAT]: end.heartbeat[BEAT].replace(
        "ssl.certificate_authorities: ['/beat/tls/ca.crt']",
        `ssl.ca_trusted_fingerprint: ${fingerprintOf(root)}`,
      ),
      '/logstash/tls/own.crt': pem(server, root),
    },
  },
  {
    name: 'two hosts, both named',
    files: {
      ...link,
      [BEAT]: end.heartbeat[BEAT].replace("'logs.lan:5044'", "'a.lan:5044', 'b.lan:5044'"),
      '/logstash/tls/own.crt': named('a.lan', 'b.lan'),
    },
  },
  {
    name: 'nginx that asks, and does not demand',
    files: { ...proxied, [NGINX]: end.nginx[NGINX].replace('client on', 'client optional') },
  },
  {
    name: 'Elasticsearch with a store whose password its keystore has',
    files: {
      [ES]: `xpack.security.enabled: true\nxpack.security.http.ssl.enabled: true\nxpack.security.http.ssl.keystore.path: http.p12\n`,
      '/es/http.p12': Buffer.from('3003020103', 'hex'),
    },
  },
  {
    name: 'versions of TLS that overlap in one',
    files: {
      ...link,
      [BEAT]: `${end.heartbeat[BEAT]}  ssl.supported_protocols: [TLSv1.2]\n`,
      [IN]: end.logstash[IN].replace(
        'ssl_enabled => true',
        'ssl_enabled => true\n    ssl_supported_protocols => ["TLSv1.2", "TLSv1.3"]',
      ),
    },
  },
  {
    name: 'a client whose server trusts a public CA too',
    files: { ...link, '/logstash/tls/ca.crt': pem(publicRoot, root) },
  },
];

describe.each(WORKING)('$name', ({ files, stack, notJudged }) => {
  it('is called sound', async () => {
    const { findings, ok, notJudged: left } = await look(treeOf(files), stack);
    const wrong = findings.filter(({ severity }) => severity !== 'info');
    expect(wrong.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(ok).toBe(true);
    const said = left.filter(({ what }) => notJudged?.test(what));
    expect(said).toHaveLength(notJudged ? 1 : 0);
  });
});
