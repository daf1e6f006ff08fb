// What GnuTLS says, and so wget, rsyslog and others of Debian.
import { loggedBy } from './message.js';

const VERIFY = 'GnuTLS, lib/cert-session.c';
const ERRORS = 'GnuTLS, lib/errors.c';

export const GNUTLS_MESSAGES = loggedBy('GnuTLS: wget, rsyslog', [
  {
    code: 'gnutls-expired',
    pattern:
      /The certificate chain uses expired certificate|certificate invalid: certificate expired/i,
    cause: 'a certificate of the other end, or its CA, has ended',
    side: 'either',
    remedy: 'renew the certificate of the other end, and its CA if that is what ended',
    check: 'clock',
    source: VERIFY,
  },
  {
    code: 'gnutls-not-yet-valid',
    pattern: /The certificate chain uses not yet valid certificate/,
    cause: 'a certificate begins later than the clock of this machine says',
    side: 'either',
    remedy: 'set the clock of this machine, or that of the CA, by a time server',
    check: 'clock',
    source: VERIFY,
  },
  {
    code: 'gnutls-host',
    pattern: /The name in the certificate does not match the expected/,
    cause: "the name or address that the client dials is not in the server's certificate",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: VERIFY,
  },
  {
    code: 'gnutls-purpose',
    pattern: /The certificate chain does not match the intended purpose/,
    cause: 'the extKeyUsage of the certificate does not allow its role',
    side: 'either',
    remedy: 'have it issued anew: serverAuth for a server, clientAuth for a client',
    check: 'certificate-file',
    source: VERIFY,
  },
  {
    code: 'gnutls-untrusted',
    pattern: /The certificate issuer is (unknown|not a CA)|certificate invalid: signer not found/i,
    cause:
      "the other end's certificate does not lead to a CA that this end trusts: another CA, or an " +
      'intermediate that the other end leaves out',
    side: 'either',
    remedy:
      'give this end the CA that issued it, up to the root; if it has it, let the other end send ' +
      'its intermediates',
    check: 'chain-served',
    source: VERIFY,
  },
  {
    code: 'gnutls-no-client-certificate',
    pattern: /Fatal error: (Certificate is required|No certificate was found)/,
    cause: 'the server demands a client certificate, and the client sent none',
    side: 'client',
    remedy: 'set certificate and key of the client',
    check: 'pair',
    source: ERRORS,
  },
  {
    code: 'gnutls-plain',
    pattern: /An unexpected TLS packet was received|A record packet with illegal version/,
    cause: 'the other end speaks no TLS on this port',
    side: 'either',
    remedy: 'switch TLS on at the other end, or dial the port that has it',
    check: 'plain-port',
    source: ERRORS,
  },
  {
    code: 'gnutls-closed',
    pattern:
      /A TLS packet with unexpected length was received|The TLS connection was non-properly terminated/,
    cause: 'the other end hung up without a word: it refused, crashed, or is no TLS server',
    side: 'either',
    weight: 'symptom',
    remedy: 'read the log of the other end',
    check: 'other-log',
    source: ERRORS,
  },
  {
    code: 'gnutls-pair',
    pattern: /The certificate and the given key do not match/,
    cause: 'the key file is not that of the first certificate in the certificate file',
    side: 'either',
    remedy: 'put the end entity first in its file, and beside it the key it was issued for',
    check: 'loads',
    source: ERRORS,
  },
]);
