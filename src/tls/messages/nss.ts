// What NSS and browsers say: curl of older Red Hat systems, Firefox, and Chromium's names for it.
import { loggedBy } from './message.js';

const ERRORS = 'NSS, SSLerrs.h and SECerrs.h';

export const NSS_MESSAGES = loggedBy('NSS: curl of older Red Hat, browsers', [
  {
    code: 'nss-plain-server',
    pattern:
      /SSL received a record that exceeded the maximum permissible length|SSL_ERROR_RX_RECORD_TOO_LONG/,
    cause: 'the server speaks no TLS on this port',
    side: 'server',
    remedy: 'switch TLS on at the server, or dial the port that has it',
    check: 'plain-port',
    source: ERRORS,
  },
  {
    code: 'nss-untrusted',
    pattern:
      /Peer's [Cc]ertificate issuer (is not recognized|has been marked as not trusted)|SEC_ERROR_(UNKNOWN|UNTRUSTED)_ISSUER|ERR_CERT_AUTHORITY_INVALID/,
    cause:
      "the other end's certificate does not lead to a CA that this end trusts: another CA, or an " +
      'intermediate that the other end leaves out',
    side: 'either',
    remedy:
      'give this end the CA that issued it, up to the root; if it has it, let the other end send ' +
      'its intermediates',
    check: 'chain-served',
    source: ERRORS,
  },
  {
    code: 'nss-expired',
    pattern:
      /Peer's Certificate has expired|SEC_ERROR_EXPIRED_(ISSUER_)?CERTIFICATE|ERR_CERT_DATE_INVALID/,
    cause: 'a certificate of the other end, or its CA, has ended',
    side: 'either',
    remedy: 'renew the certificate of the other end, and its CA if that is what ended',
    check: 'clock',
    source: ERRORS,
  },
  {
    code: 'nss-host',
    pattern:
      /requested domain name does not match the server's certificate|SSL_ERROR_BAD_CERT_DOMAIN|ERR_CERT_COMMON_NAME_INVALID/,
    cause: "the name that the client dials is not in the server's certificate",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: ERRORS,
  },
  {
    code: 'nss-purpose',
    pattern: /SEC_ERROR_INADEQUATE_CERT_TYPE|Certificate type not approved for application/,
    cause: 'the extKeyUsage of the certificate does not allow its role',
    side: 'either',
    remedy: 'have it issued anew: serverAuth for a server, clientAuth for a client',
    check: 'certificate-file',
    source: ERRORS,
  },
  {
    code: 'nss-no-client-certificate',
    pattern: /NSS: client certificate not found|SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT/,
    cause: 'the server demands a client certificate, and the client has none to send',
    side: 'client',
    remedy: 'set certificate and key of the client',
    check: 'pair',
    source: ERRORS,
  },
  {
    code: 'nss-refused',
    pattern:
      /SSL peer cannot verify your certificate|SSL peer (does not recognize and trust the CA that issued|rejected) your certificate|SSL_ERROR_(BAD_CERT|UNKNOWN_CA)_ALERT|ERR_BAD_SSL_CLIENT_AUTH_CERT/,
    cause: "the other end refused this end's certificate, or got none",
    side: 'either',
    weight: 'symptom',
    remedy: 'set certificate and key of the client; read the log of the other end',
    check: 'other-log',
    source: ERRORS,
  },
  {
    code: 'nss-no-cipher',
    pattern:
      /no common encryption algorithm|SSL_ERROR_NO_CYPHER_OVERLAP|ERR_SSL_VERSION_OR_CIPHER_MISMATCH/,
    cause: 'no cipher suite is left that both ends allow and the key of the server can serve',
    side: 'either',
    remedy: 'leave the cipher suites at their defaults; see that the server has a certificate',
    check: 'versions',
    source: ERRORS,
  },
]);
