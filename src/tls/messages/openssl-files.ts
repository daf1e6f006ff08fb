// What OpenSSL says of keys, certificates and stores that it cannot load.
import { loggedBy } from './message.js';

export const OPENSSL_FILE_MESSAGES = loggedBy(
  'OpenSSL: curl, Python, Node, nginx, stunnel, redis',
  [
    {
      code: 'openssl-key-mismatch',
      pattern: /key values mismatch|KEY_VALUES_MISMATCH/,
      cause: 'the key file is not that of the first certificate in the certificate file',
      side: 'either',
      remedy: 'put the end entity first in its file, and beside it the key it was issued for',
      check: 'loads',
      source: 'OpenSSL, x509_err.c',
    },
    {
      code: 'openssl-key-type-mismatch',
      pattern: /key type mismatch|KEY_TYPE_MISMATCH/,
      cause: 'certificate and key are of different kinds (RSA and EC), so they are no pair',
      side: 'either',
      remedy: 'put the key there that the certificate was issued for',
      check: 'loads',
      source: 'OpenSSL, x509_err.c',
    },
    {
      code: 'openssl-key-password',
      pattern:
        /bad decrypt\b|BAD_DECRYPT|maybe wrong password|bad password read|BAD_PASSWORD_READ|problems getting password/,
      cause: 'the key is encrypted, and its password is wrong or not given',
      side: 'either',
      remedy: 'give the right password, or a key without encryption',
      check: 'key-file',
      source: 'OpenSSL, evp_err.c',
    },
    {
      code: 'openssl-store-password',
      pattern:
        /Mac verify error: invalid password\?|PKCS#?12[^\n]{0,60}mac verify failure|\bmac verify failure\b|MAC_VERIFY_FAILURE/i,
      cause: 'the password does not open the PKCS#12 store',
      side: 'either',
      remedy: 'give the right one',
      check: 'store',
      source: 'OpenSSL, pk12err.c',
    },
    {
      code: 'openssl-legacy-store',
      pattern:
        /RC2-40-CBC|digital envelope routines::unsupported|Unsupported PKCS12 PFX data|ERR_OSSL_EVP_UNSUPPORTED/,
      cause: 'store or key is encrypted by an old scheme that OpenSSL 3 no longer reads',
      side: 'either',
      remedy: 'export it anew in the modern form; openssl pkcs12 -legacy reads the old one',
      check: 'store',
      source: 'OpenSSL 3, evp_fetch.c; Node',
    },
    {
      code: 'openssl-no-start-line',
      pattern:
        /no start line|NO_START_LINE|no certificate or crl found|NO_CERTIFICATE_OR_CRL_FOUND/,
      cause: 'the file is no PEM, or holds nothing of what is read from it',
      side: 'either',
      remedy: 'name the right file, saved as plain PEM',
      check: 'certificate-file',
      source: 'OpenSSL, pem_err.c',
    },
    {
      code: 'openssl-bad-pem',
      pattern:
        /PEM routines[^\n]{0,60}(bad base64 decode|bad end line|short header)|ERR_OSSL_PEM_BAD_(BASE64_DECODE|END_LINE)/,
      cause: 'the PEM is damaged: a line is missing or has letters that do not belong there',
      side: 'either',
      remedy: 'copy the file again, whole',
      check: 'certificate-file',
      source: 'OpenSSL, pem_err.c',
    },
    {
      code: 'openssl-could-not-read',
      pattern:
        /(Could not read|unable to load) (CA certificate|certificate|CRL|private key|public key|client certificate private key|certificates?)\b[^\n]{0,40}/i,
      cause: 'the file holds nothing of that kind in this form, or is damaged',
      side: 'either',
      remedy: 'name the right file, whole, as plain PEM',
      check: 'certificate-file',
      source: 'OpenSSL, apps/lib/apps.c',
    },
    {
      code: 'openssl-asn1',
      pattern:
        /asn1 encoding routines[^\n]{0,60}(wrong tag|nested asn1 error|too long|header too long|not enough data)|ERR_OSSL_ASN1_/,
      cause: 'the file is of another kind than what is read, or damaged',
      side: 'either',
      remedy: 'name the right file, whole',
      check: 'certificate-file',
      source: 'OpenSSL, asn1_err.c',
    },
    {
      code: 'openssl-decoder',
      pattern: /DECODER routines[^\n]{0,60}unsupported|ERR_OSSL_UNSUPPORTED/,
      cause: 'the key is of a form that OpenSSL does not read: damaged, or not a key at all',
      side: 'either',
      remedy: 'name the file that holds the key, whole',
      check: 'key-file',
      source: 'OpenSSL 3, decoder_lib.c',
    },
    {
      code: 'openssl-file-absent',
      pattern:
        /(BIO routines|system library|BIO_new_file|fopen)[^\n]{0,120}(No such file or directory|no such file)/,
      cause: 'a file that is named does not exist for the process that reads it',
      side: 'either',
      remedy: 'correct the path',
      check: 'permissions',
      source: 'OpenSSL, bss_file.c',
    },
    {
      code: 'openssl-file-not-permitted',
      pattern: /(BIO routines|system library|BIO_new_file|fopen)[^\n]{0,120}Permission denied/,
      cause: 'the process may not read a file that is named',
      side: 'either',
      remedy: 'give file and folders to the group of the service, mode 0640',
      check: 'permissions',
      source: 'OpenSSL, bss_file.c',
    },
    {
      code: 'openssl-key-too-small-file',
      pattern: /SSL_CTX_use_certificate[^\n]{0,120}too (small|weak)/,
      cause: 'the own certificate has a key or signature that OpenSSL no longer accepts',
      side: 'either',
      remedy: 'have it issued anew with RSA 2048 or P-256 and SHA-256',
      check: 'certificate-file',
      source: 'OpenSSL, ssl_err.c',
    },
    {
      code: 'openssl-certificate-absent',
      pattern: /no certificate assigned|NO_CERTIFICATE_ASSIGNED|no certificate set\b/,
      cause: 'a key is set without its certificate',
      side: 'either',
      remedy: 'set both',
      check: 'loads',
      source: 'OpenSSL, ssl_err.c',
    },
  ],
);
