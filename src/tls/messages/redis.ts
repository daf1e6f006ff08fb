// What redis and redis-cli say beside what OpenSSL says.
import { loggedBy } from './message.js';

const SERVER = 'redis, tls.c';

export const REDIS_MESSAGES = loggedBy('redis', [
  {
    code: 'redis-plain-client',
    pattern:
      /Error accepting a client connection: [^\n]{0,120}(wrong version number|http request|unknown protocol|packet length too long)/,
    cause: 'a client speaks plain text to the port that has TLS',
    side: 'client',
    remedy: 'switch TLS on at the client (rediss://, --tls)',
    check: 'redis-ping',
    source: SERVER,
  },
  {
    code: 'redis-no-client-certificate',
    pattern: /Error accepting a client connection: [^\n]{0,120}peer did not return a certificate/,
    cause: 'the client sent no certificate, and redis demands one unless told otherwise',
    side: 'client',
    remedy: 'set certificate and key of the client',
    check: 'redis-ping',
    source: SERVER,
  },
  {
    code: 'redis-client-untrusted',
    pattern: /Error accepting a client connection: [^\n]{0,120}certificate verify failed/,
    cause: "the client's certificate is of another CA than tls-ca-cert-file, or not for clients",
    side: 'either',
    remedy: 'put its CA into tls-ca-cert-file; see its dates and extKeyUsage',
    check: 'client-certificate',
    source: SERVER,
  },
  {
    code: 'redis-client-does-not-trust',
    pattern:
      /Error accepting a client connection: [^\n]{0,120}alert (unknown ca|bad certificate|certificate unknown)/,
    cause: 'the client refused the certificate of redis: it lacks the CA',
    side: 'client',
    remedy: 'give the client the CA that issued the certificate of redis',
    check: 'redis-ping',
    source: SERVER,
  },
  {
    code: 'redis-no-tls-built-in',
    pattern:
      />>> 'tls-[a-z-]{1,40}[^\n]{0,300}Bad directive or wrong number of arguments|unknown argument: tls-[a-z-]{1,40}/,
    cause:
      'redis does not know this tls- setting: it was built without TLS, or the name is mistyped',
    side: 'server',
    remedy: 'use a build with TLS (make BUILD_TLS=yes)',
    check: 'redis-ping',
    source: 'redis, config.c',
  },
  {
    code: 'redis-client-gone',
    pattern:
      /Error accepting a client connection: (\(null\)|Success|Broken pipe|Connection reset by peer|[^\n]{0,120}unexpected eof while reading)/,
    cause:
      'a client hung up in the handshake: a health check that only opens the port, or one that refused',
    side: 'client',
    weight: 'symptom',
    remedy: 'read the log of the client; periodic ones are health checks and harmless',
    check: 'redis-ping',
    source: 'redis, tls.c',
  },
  {
    code: 'redis-cli-not-tls',
    pattern: /Protocol error, got \\{0,2}"\\{1,2}x15\\{0,2}" as reply type byte/,
    cause: 'the client speaks plain text to a port that has TLS',
    side: 'client',
    remedy: 'switch TLS on at the client (rediss://, --tls)',
    check: 'redis-ping',
    source: 'hiredis',
  },
  {
    code: 'redis-load-key',
    pattern: /Failed to load private key( file)?[:\s]/,
    cause: 'redis cannot load its key: absent, encrypted, or not that of the certificate',
    side: 'server',
    weight: 'symptom',
    remedy: 'put the key there that the certificate was issued for; tls-key-file-pass opens it',
    check: 'loads',
    source: SERVER,
  },
  {
    code: 'redis-load-certificate',
    pattern: /Failed to load certificate(?!s?\sauthorit)( file)?[:\s]/,
    cause: 'redis cannot load its certificate',
    side: 'server',
    weight: 'symptom',
    remedy: 'name the PEM file of the certificate in tls-cert-file',
    check: 'certificate-file',
    source: SERVER,
  },
  {
    code: 'redis-load-ca',
    pattern: /Failed to configure CA certificate\(s\) file\/directory/,
    cause: 'redis cannot load the CA that it is to judge others by',
    side: 'server',
    weight: 'symptom',
    remedy: 'name the PEM file of the CA in tls-ca-cert-file',
    check: 'certificate-file',
    source: SERVER,
  },
  {
    code: 'redis-no-ca',
    pattern: /Either tls-ca-cert-file or tls-ca-cert-dir must be specified/,
    cause: 'redis demands client certificates, and has no CA to judge them by',
    side: 'server',
    remedy: 'set tls-ca-cert-file',
    check: 'redis-ping',
    source: SERVER,
  },
  {
    code: 'redis-cli-untrusted',
    pattern:
      /Could not connect to Redis at (?<endpoint>\S{1,253}): SSL_connect failed: certificate verify failed/,
    cause: 'redis-cli does not trust the certificate at {endpoint}',
    side: 'client',
    remedy: 'give it the CA',
    check: 'redis-ping',
    source: 'redis-cli, hiredis',
  },
  {
    code: 'redis-cli-plain',
    pattern:
      /Could not connect to Redis at (?<endpoint>\S{1,253}): SSL_connect failed: wrong version number/,
    cause: 'redis-cli speaks TLS to {endpoint}, which has none',
    side: 'server',
    remedy: 'set tls-port there, or dial the port that has TLS',
    check: 'redis-ping',
    source: 'redis-cli, hiredis',
  },
  {
    code: 'redis-py-closed',
    pattern:
      /redis\.exceptions\.ConnectionError: (Connection closed by server|Error while reading from [^\n]{1,253}\(104,|Error 104 while )/,
    cause: 'redis hung up: the client sent no certificate, or spoke plain text to a port with TLS',
    side: 'client',
    weight: 'symptom',
    remedy: 'set certificate and key of the client, and switch its TLS on',
    check: 'redis-ping',
    source: 'redis-py, connection.py',
  },
  {
    code: 'redis-cli-closed',
    pattern:
      /\bError: (Server closed the connection|Connection reset by peer|SSL_connect failed: (Success|unexpected eof))/,
    cause:
      'the server hung up: redis-cli sent no certificate, or spoke plain text to a port with TLS',
    side: 'client',
    weight: 'symptom',
    remedy: 'give redis-cli certificate and key, and switch its TLS on',
    check: 'redis-ping',
    source: 'redis-cli, hiredis',
  },
  {
    code: 'redis-bad-directive',
    pattern: /Bad directive or wrong number of arguments(?<!>>> '[^\n]{0,400})/,
    cause:
      'redis refuses the setting that the line before names: if it begins with tls-, this redis was built without TLS',
    side: 'server',
    weight: 'wrapper',
    remedy: 'give explain that line too; use a build with TLS (make BUILD_TLS=yes)',
    check: 'redis-ping',
    source: 'redis, config.c',
  },
  {
    code: 'redis-failed-tls',
    pattern: /Failed to configure TLS\. Check logs for more info/,
    cause: 'redis did not start because of its TLS settings',
    side: 'server',
    weight: 'wrapper',
    remedy: 'read the line before',
    check: 'loads',
    source: 'redis, server.c',
  },
]);
