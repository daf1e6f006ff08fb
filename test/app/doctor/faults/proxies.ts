// Faults in the configs of nginx, stunnel and Redis, and of what faces them.
import * as end from '../../../support/doctor-ends.js';
import { expired, keyPem, pem, server, serverEnd } from '../../../support/doctor-files.js';
import { rowsOf } from '../../../support/fault-row.js';
import { memoryFile } from '../../../support/memory-files.js';

const NGINX = '/nginx/site.conf';
const PROXY = '/proxy/site.conf';
const STUNNEL = '/stunnel/server.conf';
const TUNNEL = '/tunnel/client.conf';
const REDIS = '/redis/redis.conf';
const proxied = { ...end.upstream, ...end.nginx };
const tunnelled = { ...end.stunnelClient, ...end.stunnel };
const stored = { ...end.toRedis, ...end.redis };

export const PROXY_FAULTS = [
  ...rowsOf(proxied, [
    {
      name: 'nginx verifies no upstream',
      change: [PROXY, 'proxy_ssl_verify on', 'proxy_ssl_verify off'],
      code: 'verification-off',
      at: [PROXY, 'proxy_ssl_verify off', 'proxy_ssl_verify'],
    },
    {
      name: 'nginx verifies no upstream by default',
      change: [PROXY, '    proxy_ssl_verify on;\n', ''],
      code: 'verification-off',
      at: [PROXY, 'proxy_pass'],
    },
    {
      name: 'nginx asks nobody',
      change: [NGINX, 'ssl_verify_client on', 'ssl_verify_client off'],
      code: 'unasked-certificate',
      severity: 'warning',
      at: [NGINX, 'ssl_verify_client off'],
    },
    {
      name: 'nginx asks nobody by default',
      change: [NGINX, '    ssl_verify_client on;\n', ''],
      code: 'useless-setting',
      severity: 'warning',
      at: [NGINX, 'ssl_client_certificate'],
    },
    {
      name: 'nginx without its key',
      change: [NGINX, '    ssl_certificate_key /nginx/tls/own.key;\n', ''],
      code: 'missing-setting',
      at: [NGINX, 'ssl_certificate '],
    },
    {
      name: 'a version of TLS misspelt',
      change: [NGINX, 'TLSv1.2 TLSv1.3', 'TLSv12 TLSv1.3'],
      code: 'setting-value',
      at: [NGINX, 'ssl_protocols'],
    },
    {
      name: 'an unknown directive',
      change: [NGINX, 'ssl_verify_client', 'ssl_verify_clients'],
      code: 'unknown-setting',
      at: [NGINX, 'ssl_verify_clients'],
    },
    {
      name: 'a directive that stands twice',
      change: [NGINX, 'ssl_verify_client on;', 'ssl_verify_client on;\n    ssl_verify_client on;'],
      code: 'repeated-setting',
      at: [NGINX, 'ssl_verify_client on'],
    },
    {
      name: 'no TLS on the port that is dialled',
      change: [NGINX, 'listen 443 ssl', 'listen 443'],
      code: 'plain-text',
      at: [NGINX, 'listen 443'],
    },
    {
      name: 'versions of TLS that have none in common',
      change: {
        [NGINX]: end.nginx[NGINX].replace('TLSv1.2 TLSv1.3', 'TLSv1.3'),
        [PROXY]: end.upstream[PROXY].replace('TLSv1.2 TLSv1.3', 'TLSv1.2'),
      },
      code: 'protocol-ranges',
      at: [PROXY, 'proxy_ssl_protocols'],
    },
    {
      name: 'another name than that of the certificate',
      change: [PROXY, 'proxy_ssl_name logs.lan', 'proxy_ssl_name other.lan'],
      code: 'host-name',
      at: [PROXY, 'proxy_ssl_name', 'proxy_ssl_name'],
    },
  ]),
  ...rowsOf(
    {
      ...tunnelled,
      '/stunnel/tls/own.crt': memoryFile(pem(server) + keyPem(server), 0o600),
      [STUNNEL]: end.stunnel[STUNNEL].replace('key = /stunnel/tls/own.key\n', ''),
    },
    [
      {
        name: 'an expired certificate in one file with its key',
        change: {
          '/stunnel/tls/own.crt':
            pem(serverEnd('server', { ...expired, key: server.key })) + keyPem(server),
        },
        code: 'expired',
        at: [STUNNEL, 'cert ='],
      },
    ],
  ),
  ...rowsOf(tunnelled, [
    {
      name: 'stunnel verifies nobody',
      change: [TUNNEL, 'verifyChain = yes\ncheckHost = logs.lan', 'verifyChain = no'],
      code: 'verification-off',
      at: [TUNNEL, 'verifyChain = no'],
    },
    {
      name: 'stunnel asks nobody',
      change: [STUNNEL, 'verifyChain = yes', 'verifyChain = no'],
      code: 'unasked-certificate',
      severity: 'warning',
      at: [STUNNEL, 'verifyChain = no'],
    },
    {
      name: 'a misspelt option of stunnel',
      change: [STUNNEL, 'verifyChain = yes', 'verifyChian = yes'],
      code: 'unknown-setting',
      at: [STUNNEL, 'verifyChian', 'verifyChian'],
    },
    {
      name: 'a host that the certificate does not name',
      change: [TUNNEL, 'checkHost = logs.lan', 'checkHost = redis.lan'],
      code: 'host-name',
      at: [TUNNEL, 'checkHost', 'checkHost'],
    },
    {
      name: 'a client of stunnel without CAs',
      change: [TUNNEL, 'CAfile = /tunnel/tls/ca.crt\n', ''],
      code: 'missing-setting',
      at: [TUNNEL, 'verifyChain'],
    },
    {
      name: 'TLS 1.3 alone, and a client that speaks 1.2 at most',
      change: {
        [STUNNEL]: end.stunnel[STUNNEL].replace(
          'sslVersionMin = TLSv1.2',
          'sslVersionMin = TLSv1.3',
        ),
        [TUNNEL]: end.stunnelClient[TUNNEL].replace(
          'sslVersionMin = TLSv1.2',
          'sslVersionMax = TLSv1.2',
        ),
      },
      code: 'protocol-ranges',
      at: [TUNNEL, 'sslVersionMax'],
    },
  ]),
  ...rowsOf(stored, [
    {
      name: 'Redis speaks no TLS on the port that is dialled',
      change: [REDIS, 'port 0\ntls-port 6379', 'port 6379'],
      code: 'plain-text',
      at: [REDIS, 'tls-cert-file'],
    },
    {
      name: 'Redis asks nobody',
      change: [REDIS, 'tls-auth-clients yes', 'tls-auth-clients no'],
      code: 'unasked-certificate',
      severity: 'warning',
      at: [REDIS, 'tls-auth-clients no'],
    },
    {
      name: 'Redis without CAs',
      change: [REDIS, 'tls-ca-cert-file /redis/tls/ca.crt\n', ''],
      code: 'missing-setting',
      at: [REDIS, 'tls-auth-clients'],
    },
    {
      name: 'Redis without a key',
      change: [REDIS, 'tls-key-file /redis/tls/own.key\n', ''],
      code: 'missing-setting',
      at: [REDIS, 'tls-cert-file'],
    },
    {
      name: 'a misspelt directive of Redis',
      change: [REDIS, 'tls-auth-clients', 'tls-auth-client'],
      code: 'unknown-setting',
      at: [REDIS, 'tls-auth-client', 'tls-auth-client'],
    },
    {
      name: 'a value that Redis does not take',
      change: [REDIS, 'tls-auth-clients yes', 'tls-auth-clients required'],
      code: 'setting-value',
      at: [REDIS, 'tls-auth-clients required'],
    },
  ]),
];
