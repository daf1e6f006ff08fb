// What Python's ssl says beside what OpenSSL says.
import { loggedBy } from './message.js';

const SSL = 'CPython, _ssl.c';

export const PYTHON_MESSAGES = loggedBy('Python', [
  {
    code: 'python-host-differs',
    pattern: /Hostname mismatch, certificate is not valid for '(?<host>[^'\n]{1,253})'/,
    cause: "the client dials {host}, which the server's certificate does not name",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: SSL,
  },
  {
    code: 'python-address-differs',
    pattern: /IP address mismatch, certificate is not valid for '(?<host>[^'\n]{1,64})'/,
    cause: "the client dials the address {host}, which the server's certificate does not name",
    side: 'server',
    remedy: 'have it issued anew with the address as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: SSL,
  },
  {
    code: 'python-no-host',
    pattern: /check_hostname requires server_hostname/,
    cause: 'the program dials with a check of the name, and does not say which name',
    side: 'client',
    remedy: 'pass the host as server_hostname',
    check: 'server-name',
    source: 'CPython, ssl.py',
  },
  {
    code: 'python-old-host-error',
    pattern:
      /ssl\.CertificateError: hostname '(?<host>[^'\n]{1,253})' doesn't match|hostname '(?<name>[^'\n]{1,253})' doesn't match (either of )?'/,
    cause: "the name that the client dials is not in the server's certificate",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: 'CPython before 3.7, urllib3',
  },
  {
    code: 'python-ca-file',
    pattern:
      /Could not find a suitable TLS CA certificate bundle, invalid path: (?<path>[^\s"]{1,300})/,
    cause: 'there is no file of CAs at {path}',
    side: 'client',
    remedy: 'correct the path in verify, or in REQUESTS_CA_BUNDLE',
    check: 'permissions',
    source: 'requests, adapters.py',
  },
  {
    code: 'python-no-file',
    pattern: /certfile should be a valid filesystem path/,
    cause: 'the program asks for a client certificate to be loaded, and names no file',
    side: 'client',
    remedy: 'set certificate and key, or none of both',
    check: 'loads',
    source: 'CPython, _ssl.c',
  },
  {
    code: 'python-pem',
    pattern: /ssl\.SSLError: \[SSL\] PEM lib/,
    cause: 'the file of certificate or key is no PEM, or the password of the key is wrong',
    side: 'client',
    remedy: 'name the right file, saved as plain PEM, and its password',
    check: 'loads',
    source: 'CPython, _ssl.c',
  },
  {
    code: 'python-remote-closed',
    pattern: /Remote end closed connection without response/,
    cause:
      'the server hung up without an answer: it has TLS and was asked in plain HTTP, or it refused',
    side: 'either',
    weight: 'symptom',
    remedy: 'write https:// where the server has TLS; read its log',
    check: 'plain-port',
    source: 'CPython, http/client.py',
  },
  {
    code: 'python-fingerprint',
    pattern: /Fingerprints did not match\./,
    cause: 'the certificate that the server shows has another fingerprint than the one that is set',
    side: 'client',
    remedy: "set the fingerprint of the server's certificate, or give the CA instead",
    check: 'chain-served',
    source: 'urllib3, util/ssl_.py',
  },
  {
    code: 'python-timeout',
    pattern: /The handshake operation timed out|_ssl\.c:\d{1,6}: The handshake operation timed out/,
    cause: 'a connection came about, and nobody answered the TLS handshake in time',
    side: 'network',
    weight: 'symptom',
    remedy: 'see whether the port belongs to this service, and for a proxy or firewall between',
    check: 'port-open',
    source: SSL,
  },
]);
