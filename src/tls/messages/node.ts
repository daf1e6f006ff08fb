// What Kibana and Node say beside what OpenSSL says.
import { loggedBy } from './message.js';

const KIBANA = 'Kibana, elasticsearch config';

export const NODE_MESSAGES = loggedBy('Kibana, Node', [
  {
    code: 'node-host-differs',
    pattern:
      /does not match certificate's altnames: (Host: (?<host>[^\s"\\]{1,253}?)\.? is not|IP: \S{1,64} is not|Cert)|is not in the cert's (altnames|list)|is not cert's CN|ERR_TLS_CERT_ALTNAME_INVALID/,
    cause: "the name or address that the client dials is not in the server's certificate",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: 'Node, tls.checkServerIdentity',
  },
  {
    code: 'node-file-absent',
    pattern:
      /ENOENT: no such file or directory, open '(?<path>[^'\n]{1,300}\.(pem|crt|cer|key|p12|jks|pfx))'/,
    cause: 'there is no file {path}',
    side: 'either',
    remedy: 'correct the path',
    check: 'permissions',
    source: 'Node, fs',
  },
  {
    code: 'node-file-not-permitted',
    pattern:
      /EACCES: permission denied, open '(?<path>[^'\n]{1,300}\.(pem|crt|cer|key|p12|jks|pfx))'/,
    cause: 'the user of the service may not read {path}',
    side: 'either',
    remedy: 'give the file and its folders to the group of the service, mode 0640',
    check: 'permissions',
    source: 'Node, fs',
  },
  {
    code: 'node-closed-early',
    pattern: /Client network socket disconnected before secure TLS connection was established/,
    cause: 'the server hung up in the handshake: it has no TLS there, or refused without a word',
    side: 'either',
    weight: 'symptom',
    remedy: 'read the log of the server; see that it has TLS on this port',
    check: 'plain-port',
    source: 'Node, _tls_wrap.js',
  },
  {
    code: 'node-other-side-closed',
    pattern: /\b(SocketError|ConnectionError): other side closed\b/,
    cause:
      'the server hung up without an answer: it has TLS and was dialled with http://, or it refused',
    side: 'either',
    weight: 'symptom',
    remedy: 'write https:// where the server has TLS; read its log',
    check: 'plain-port',
    source: 'undici, SocketError',
  },
  {
    code: 'kibana-store-without-key',
    pattern: /Did not find private key in keystore at/,
    cause: 'Kibana finds no key in the PKCS#12 store: it holds none, or one that is not RSA',
    side: 'client',
    remedy: 'use PEM, or a store with an RSA key',
    check: 'store',
    source: KIBANA,
  },
  {
    code: 'kibana-store-password',
    pattern: /PKCS#12 MAC could not be verified\. Invalid password\?/,
    cause: "the password in Kibana's keystore does not open the PKCS#12 store",
    side: 'client',
    remedy: 'add it to the keystore again; text that looks like a number needs quotes',
    check: 'store',
    source: 'node-forge, pkcs12',
  },
  {
    code: 'kibana-two-identities',
    pattern:
      /cannot use \[(key|certificate|certificateAuthorities)\] when \[(keystore|truststore)\.path\] is specified/,
    cause: 'PEM files and a store are both set',
    side: 'client',
    remedy: 'keep one of the two',
    check: 'loads',
    source: KIBANA,
  },
  {
    code: 'kibana-number-password',
    pattern:
      /(keyPassphrase|keystore\.password|truststore\.password|ssl\.\w{1,40})\]?: expected value of type \[string\] but got \[number\]/,
    cause: 'a password of digits alone was read as a number',
    side: 'client',
    remedy: 'put it into quotes when it is added to the keystore',
    check: 'loads',
    source: '@kbn/config-schema',
  },
  {
    code: 'kibana-identity-incomplete',
    pattern: /must specify \[(certificate|key|keystore\.path)\]/,
    cause: 'of certificate and key only one is set',
    side: 'client',
    remedy: 'set both, or keystore.path',
    check: 'loads',
    source: '@kbn/server-http-tools',
  },
  {
    code: 'kibana-no-connection',
    pattern: /\[elasticsearch\][^\n]{0,60}(No living connections|Unable to revive connection: )/,
    cause: 'Kibana cannot reach or trust Elasticsearch; it does not say which',
    side: 'either',
    weight: 'wrapper',
    remedy: 'ask openssl for the certificate; set elasticsearch.ssl.certificateAuthorities',
    check: 'chain-served',
    source: 'elasticsearch-js before 8',
  },
  {
    code: 'kibana-no-version',
    pattern:
      /Unable to retrieve version information from Elasticsearch nodes\.(?! security_exception)/,
    cause: 'Kibana cannot reach or trust Elasticsearch',
    side: 'either',
    weight: 'wrapper',
    remedy: 'read what follows in the line',
    check: 'chain-served',
    source: 'Kibana, elasticsearch version check',
  },
  {
    code: 'node-invalid-passphrase',
    pattern: /ERR_MISSING_PASSPHRASE|ERR_OSSL_BAD_DECRYPT/,
    cause: 'the key is encrypted, and its password is wrong or not given',
    side: 'either',
    remedy: 'give the right password, or a key without encryption',
    check: 'key-file',
    source: 'Node, errors.js',
  },
]);
