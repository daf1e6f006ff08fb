// What each runtime says, row by row: the words of its sentence; a runtime that is not named accepts. Real runtimes agree (test/peers/runtimes.test.ts).
import type { RuntimeName } from '../../../src/checks/runtime/presented-chain.js';

export interface VerdictRow {
  name: string;
  role: 'server' | 'client';
  /** `beats` only where it differs from Go; null where it accepts what Go refuses. */
  refused: Partial<Record<Exclude<RuntimeName, 'beats'>, string>> & { beats?: string | null };
}

export const VERDICTS: readonly VerdictRow[] = [
  { name: 'a chain of three', role: 'server', refused: {} },
  {
    name: 'no intermediate',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority',
      jdk: 'unable to find valid certification path to requested target',
      openssl: 'error 20 at 0 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  { name: 'two intermediates in the wrong order', role: 'server', refused: {} },
  {
    name: '7 intermediates, the other way round',
    role: 'server',
    refused: { jdk: 'unable to find valid certification path to requested target' },
  },
  {
    name: 'the intermediate is the anchor',
    role: 'client',
    refused: {
      openssl: 'error 2 at 1 depth lookup: unable to get issuer certificate',
      node: 'UNABLE_TO_GET_ISSUER_CERT: unable to get issuer certificate',
    },
  },
  {
    name: 'an end entity is its own anchor',
    role: 'server',
    refused: {
      openssl: 'error 20 at 0 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
    },
  },
  {
    name: 'an expired end entity is its own anchor',
    role: 'server',
    refused: {
      go: 'x509: certificate has expired or is not yet valid: current time',
      openssl: 'error 20 at 0 depth lookup: unable to get local issuer certificate',
      node: 'CERT_HAS_EXPIRED: certificate has expired',
      python: 'certificate has expired',
    },
  },
  { name: 'self-signed and trusted', role: 'server', refused: {} },
  {
    name: 'self-signed and not trusted',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority',
      jdk: 'unable to find valid certification path to requested target',
      openssl: 'error 18 at 0 depth lookup: self-signed certificate',
      node: 'DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate',
      python: 'self-signed certificate',
    },
  },
  {
    name: 'another root, the own one presented',
    role: 'client',
    refused: {
      go: 'x509: certificate signed by unknown authority',
      jdk: 'unable to find valid certification path to requested target',
      openssl: 'error 19 at 2 depth lookup: self-signed certificate in certificate chain',
      node: 'SELF_SIGNED_CERT_IN_CHAIN: self-signed certificate in certificate chain',
      python: 'self-signed certificate in certificate chain',
    },
  },
  {
    name: 'namesake and root without key identifiers',
    role: 'server',
    refused: {
      openssl: 'error 7 at 0 depth lookup: certificate signature failure',
      node: 'CERT_SIGNATURE_FAILURE: certificate signature failure',
      python: 'Missing Authority Key Identifier',
    },
  },
  {
    name: 'a namesake of the root is trusted',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while tr',
      jdk: 'Path does not chain with any of the trust anchors',
      openssl: 'error 20 at 1 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unable to get local issuer certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  {
    name: 'cross-signed, the wrong one first',
    role: 'server',
    refused: {
      openssl: 'error 20 at 1 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unable to get local issuer certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  { name: 'an expired root and a fresh one of its key', role: 'server', refused: {} },
  {
    name: 'an expired root, presented before the intermediate',
    role: 'server',
    refused: {
      go: 'x509: certificate has expired or is not yet valid: current time',
      jdk: 'unable to find valid certification path to requested target',
      openssl: 'error 10 at 2 depth lookup: certificate has expired',
      node: 'CERT_HAS_EXPIRED: certificate has expired',
      python: 'certificate has expired',
    },
  },
  {
    name: 'the issuer in another case',
    role: 'server',
    refused: { go: 'x509: certificate signed by unknown authority' },
  },
  {
    name: 'a forged end entity',
    role: 'client',
    refused: {
      go: 'x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while tr',
      jdk: 'signature check failed',
      openssl: 'error 7 at 0 depth lookup: certificate signature failure',
      node: 'CERT_SIGNATURE_FAILURE: certificate signature failure',
      python: 'certificate signature failure',
    },
  },
  {
    name: 'a loop without a way out',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority',
      jdk: 'unable to find valid certification path to requested target',
      openssl: 'error 20 at 2 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unable to get local issuer certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  {
    name: 'expired: leaf',
    role: 'server',
    refused: {
      go: 'x509: certificate has expired or is not yet valid: current time',
      jdk: 'validity check failed (java.security.cert.CertificateExpiredException: NotAfter',
      openssl: 'error 10 at 0 depth lookup: certificate has expired',
      node: 'CERT_HAS_EXPIRED: certificate has expired',
      python: 'certificate has expired',
    },
  },
  {
    name: 'not yet valid: intermediate',
    role: 'client',
    refused: {
      go: 'x509: certificate has expired or is not yet valid: current time',
      jdk: 'validity check failed (java.security.cert.CertificateNotYetValidException: NotBefore',
      openssl: 'error 9 at 1 depth lookup: certificate is not yet valid',
      node: 'CERT_NOT_YET_VALID: certificate is not yet valid',
      python: 'certificate is not yet valid',
    },
  },
  {
    name: 'expired: root',
    role: 'server',
    refused: {
      go: 'x509: certificate has expired or is not yet valid: current time',
      openssl: 'error 10 at 2 depth lookup: certificate has expired',
      node: 'CERT_HAS_EXPIRED: certificate has expired',
      python: 'certificate has expired',
    },
  },
  {
    name: 'extKeyUsage clientAuth: leaf',
    role: 'server',
    refused: {
      go: 'x509: certificate specifies an incompatible key usage',
      jdk: 'Extended key usage does not permit use for TLS server authentication',
      openssl: 'error 26 at 0 depth lookup: unsuitable certificate purpose',
      node: 'INVALID_PURPOSE: unsuitable certificate purpose',
      python: 'unsuitable certificate purpose',
    },
  },
  {
    name: 'extKeyUsage serverAuth: leaf',
    role: 'client',
    refused: {
      go: 'x509: certificate specifies an incompatible key usage',
      jdk: 'Extended key usage does not permit use for TLS client authentication',
      openssl: 'error 26 at 0 depth lookup: unsuitable certificate purpose',
      node: 'INVALID_PURPOSE: unsuitable certificate purpose',
      python: 'unsuitable certificate purpose',
    },
  },
  {
    name: 'extKeyUsage any: leaf',
    role: 'client',
    refused: {
      openssl: 'error 26 at 0 depth lookup: unsuitable certificate purpose',
      node: 'INVALID_PURPOSE: unsuitable certificate purpose',
      python: 'unsuitable certificate purpose',
    },
  },
  {
    name: 'extKeyUsage serverAuth: intermediate',
    role: 'client',
    refused: {
      go: 'x509: certificate specifies an incompatible key usage',
      openssl: 'error 26 at 1 depth lookup: unsuitable certificate purpose',
      node: 'INVALID_PURPOSE: unsuitable certificate purpose',
      python: 'unsuitable certificate purpose',
    },
  },
  {
    name: 'extKeyUsage email: root',
    role: 'server',
    refused: {
      go: 'x509: certificate specifies an incompatible key usage',
      openssl: 'error 26 at 2 depth lookup: unsuitable certificate purpose',
      node: 'INVALID_PURPOSE: unsuitable certificate purpose',
      python: 'unsuitable certificate purpose',
    },
  },
  {
    name: 'extKeyUsage netscape sgc: leaf',
    role: 'server',
    refused: { go: 'x509: certificate specifies an incompatible key usage' },
  },
  {
    name: 'extKeyUsage empty: leaf',
    role: 'server',
    refused: {
      jdk: 'Extended key usage does not permit use for TLS server authentication',
      openssl: 'error 26 at 0 depth lookup: unsuitable certificate purpose',
      node: 'INVALID_PURPOSE: unsuitable certificate purpose',
      python: 'unsuitable certificate purpose',
    },
  },
  {
    name: 'keyUsage keyEncipherment: leaf',
    role: 'client',
    refused: {
      jdk: 'KeyUsage does not allow digital signatures',
      openssl: 'error 26 at 0 depth lookup: unsuitable certificate purpose',
      node: 'INVALID_PURPOSE: unsuitable certificate purpose',
      python: 'unsuitable certificate purpose',
    },
  },
  {
    name: 'keyUsage keyEncipherment: leaf',
    role: 'server',
    refused: { jdk: 'KeyUsage does not allow digital signatures' },
  },
  {
    name: 'keyUsage without bits: leaf',
    role: 'server',
    refused: {
      jdk: 'incorrect KeyUsage extension bits',
      openssl: 'error 20 at 0 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  {
    name: 'netscapeCertType for servers only: leaf',
    role: 'client',
    refused: {
      jdk: 'Netscape cert type does not permit use for SSL client',
      openssl: 'error 26 at 0 depth lookup: unsuitable certificate purpose',
      node: 'INVALID_PURPOSE: unsuitable certificate purpose',
      python: 'unsuitable certificate purpose',
    },
  },
  {
    name: 'no keyUsage: intermediate',
    role: 'server',
    refused: { python: 'CA cert does not include key usage extension' },
  },
  {
    name: 'keyUsage without keyCertSign: intermediate',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority (possibly because of "x509: invalid signature: parent certificat',
      jdk: 'CA key usage check failed: keyCertSign bit is not set',
      openssl: 'error 79 at 1 depth lookup: invalid CA certificate',
      node: 'UNSPECIFIED: key usage does not include certificate signing',
      python: 'invalid CA certificate',
    },
  },
  {
    name: 'keyUsage without keyCertSign: root',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority (possibly because of "x509: invalid signature: parent certificat',
      jdk: 'TrustAnchor with subject "CN=Root" does not have keyCertSign bit set in KeyUsage extension',
      openssl: 'error 79 at 2 depth lookup: invalid CA certificate',
      node: 'UNSPECIFIED: key usage does not include certificate signing',
      python: 'invalid CA certificate',
    },
  },
  {
    name: 'no basicConstraints: root',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority (possibly because of "x509: invalid signature: parent certificat',
      jdk: 'TrustAnchor with subject "CN=Root" is not a CA certificate',
      python: 'invalid CA certificate',
    },
  },
  {
    name: 'no CA: intermediate',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority (possibly because of "x509: invalid signature: parent certificat',
      jdk: 'basic constraints check failed: this is not a CA certificate',
      openssl: 'error 79 at 1 depth lookup: invalid CA certificate',
      node: 'INVALID_PURPOSE: unsuitable certificate purpose',
      python: 'invalid CA certificate',
    },
  },
  {
    name: 'basicConstraints not critical: root',
    role: 'server',
    refused: { python: 'Basic Constraints of CA cert not marked critical' },
  },
  {
    name: 'pathLen 0 of the root, one intermediate',
    role: 'server',
    refused: {
      go: 'x509: too many intermediates for path length constraint',
      openssl: 'error 25 at 2 depth lookup: path length constraint exceeded',
      node: 'PATH_LENGTH_EXCEEDED: path length constraint exceeded',
      python: 'path length constraint exceeded',
    },
  },
  {
    name: 'pathLen 0 of the root, a self-issued intermediate',
    role: 'server',
    refused: { go: 'x509: too many intermediates for path length constraint' },
  },
  {
    name: 'pathLen 0 of the intermediate, another one below',
    role: 'server',
    refused: {
      go: 'x509: too many intermediates for path length constraint',
      jdk: 'basic constraints check failed: pathLenConstraint violated - this cert must be the last cert in the certificat',
      openssl: 'error 25 at 2 depth lookup: path length constraint exceeded',
      node: 'PATH_LENGTH_EXCEEDED: path length constraint exceeded',
      python: 'path length constraint exceeded',
    },
  },
  {
    name: 'pathLen negative',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: invalid basic constraints',
      jdk: 'basic constraints check failed: this is not a CA certificate',
      openssl: 'error 20 at 0 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  {
    name: 'pathLen of 40 octets',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: invalid basic constraints',
      jdk: 'java.security.cert.CertificateParsingException: java.io.IOException: Integer exceeds maximum valid value',
    },
  },
  {
    name: 'CA with pathLen: leaf',
    role: 'server',
    refused: { python: 'Path length given without key usage keyCertSign' },
  },
  { name: 'version 1: root', role: 'server', refused: { python: 'invalid CA certificate' } },
  {
    name: 'version 1 with extensions: leaf',
    role: 'server',
    refused: {
      jdk: 'java.security.cert.CertificateParsingException: no more data allowed for version 1 certificate',
      python: 'Using cert extension requires at least X509v3',
    },
  },
  {
    name: 'no authorityKeyIdentifier: leaf',
    role: 'server',
    refused: { python: 'Missing Authority Key Identifier' },
  },
  {
    name: 'no subjectKeyIdentifier: intermediate',
    role: 'server',
    refused: { python: 'Missing Subject Key Identifier' },
  },
  {
    name: 'wrong authorityKeyIdentifier: leaf',
    role: 'server',
    refused: {
      openssl: 'error 20 at 0 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  {
    name: 'critical subjectKeyIdentifier: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: subject key identifier incorrectly marked critical',
      jdk: 'unrecognized critical extension(s)',
      openssl: 'error 34 at 0 depth lookup: unhandled critical extension',
      node: 'UNSPECIFIED: unhandled critical extension',
      python: 'unhandled critical extension',
    },
  },
  {
    name: 'unknown critical extension: leaf',
    role: 'client',
    refused: {
      go: 'x509: unhandled critical extension',
      jdk: 'unrecognized critical extension(s)',
      openssl: 'error 34 at 0 depth lookup: unhandled critical extension',
      node: 'UNSPECIFIED: unhandled critical extension',
      python: 'unhandled critical extension',
    },
  },
  {
    name: 'unknown critical extension: root',
    role: 'client',
    refused: {
      go: 'x509: unhandled critical extension',
      openssl: 'error 34 at 2 depth lookup: unhandled critical extension',
      node: 'UNSPECIFIED: unhandled critical extension',
      python: 'unhandled critical extension',
    },
  },
  {
    name: 'critical OCSP no check: leaf',
    role: 'server',
    refused: {
      go: 'x509: unhandled critical extension',
      jdk: 'unrecognized critical extension(s)',
    },
  },
  {
    name: 'critical authorityInfoAccess: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: authority info access incorrectly marked critical',
      jdk: 'unrecognized critical extension(s)',
      openssl: 'error 34 at 0 depth lookup: unhandled critical extension',
      node: 'UNSPECIFIED: unhandled critical extension',
      python: 'unhandled critical extension',
    },
  },
  {
    name: 'SHA-1 with RSA: leaf',
    role: 'client',
    refused: {
      go: 'x509: certificate signed by unknown authority (possibly because of "x509: cannot verify signature: insecure al',
      openssl: 'error 68 at 0 depth lookup: CA signature digest algorithm too weak',
      node: 'UNSPECIFIED: CA signature digest algorithm too weak',
      python: 'CA signature digest algorithm too weak',
    },
  },
  {
    name: 'MD5 with RSA: intermediate',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority (possibly because of "x509: cannot verify signature: insecure al',
      jdk: 'Algorithm constraints check failed on disabled algorithm: MD5 used with certificate',
      openssl: 'error 68 at 1 depth lookup: CA signature digest algorithm too weak',
      node: 'UNSPECIFIED: CA signature digest algorithm too weak',
      python: 'CA signature digest algorithm too weak',
    },
  },
  {
    name: 'SHA-224 with ECDSA: leaf',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority (possibly because of "x509: cannot verify signature: algorithm u',
      jdk: 'Algorithm constraints check failed on SHA224withECDSAsignature and EC key with size of 256bits',
    },
  },
  { name: 'MD5 with RSA: root', role: 'server', refused: {} },
  {
    name: 'key RSA 1024: leaf',
    role: 'server',
    refused: {
      openssl: 'error 66 at 0 depth lookup: EE certificate key too weak',
      node: 'UNSPECIFIED: EE certificate key too weak',
      python: 'EE certificate key too weak',
    },
  },
  {
    name: 'key RSA 768: root',
    role: 'server',
    refused: {
      go: 'x509: certificate signed by unknown authority (possibly because of "crypto/rsa: 768-bit keys are insecure (see',
      jdk: 'Algorithm constraints check failed on keysize limits: RSA 768 bit key.',
      openssl: 'error 67 at 2 depth lookup: CA certificate key too weak',
      node: 'UNSPECIFIED: CA certificate key too weak',
      python: 'CA certificate key too weak',
    },
  },
  {
    name: 'key secp256k1: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: unsupported elliptic curve',
      jdk: 'javax.net.ssl.SSLHandshakeException: (handshake_failure) Received fatal alert: handshake_failure',
      openssl: 'ssl/tls alert handshake failure',
      node: 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE: ssl/tls alert handshake failure',
      python: '[SSL: SSL/TLS_ALERT_HANDSHAKE_FAILURE] ssl/tls alert handshake failure',
    },
  },
  { name: 'key P-224: intermediate', role: 'server', refused: { jdk: 'signature check failed' } },
  {
    name: 'key Ed448: leaf',
    role: 'client',
    refused: { go: "tls: client's certificate contains an unsupported type of public key: <nil>" },
  },
  {
    name: 'key RSA-PSS: leaf',
    role: 'server',
    refused: { go: "tls: server's certificate contains an unsupported type of public key: <nil>" },
  },
  {
    name: 'key with explicit parameters: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: invalid ECDSA parameters',
      jdk: 'java.security.cert.CertificateParsingException: java.io.IOException: Only named ECParameters supported',
      openssl: 'error 94 at 0 depth lookup: Certificate public key has explicit ECC parameters',
      node: 'UNSPECIFIED: Certificate public key has explicit ECC parameters',
      python: 'Certificate public key has explicit ECC parameters',
    },
  },
  {
    name: 'serial number negative: leaf',
    role: 'server',
    refused: { go: 'tls: failed to parse certificate from server: x509: negative serial number' },
  },
  {
    name: 'serial number with a superfluous octet: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: malformed serial number',
      openssl: 'unable to load certificate: illegal padding',
      node: 'ERR_OSSL_ASN1_ILLEGAL_PADDING: illegal padding',
      python: '[ASN1: ILLEGAL_PADDING] illegal padding',
    },
  },
  { name: 'serial number of 21 octets: leaf', role: 'server', refused: {} },
  {
    name: 'critical authorityKeyIdentifier: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: authority key identifier incorrectly marked critical',
      jdk: 'unrecognized critical extension(s)',
      openssl: 'error 20 at 0 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  {
    name: 'a policy twice: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: invalid certificate policies',
    },
  },
  {
    name: 'a policy twice: intermediate',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: invalid certificate policies',
    },
  },
  {
    name: 'a policy twice: leaf',
    role: 'client',
    refused: {
      go: 'tls: failed to parse certificate from client: x509: invalid certificate policies',
    },
  },
  {
    name: 'host: a wildcard alone',
    role: 'server',
    refused: {
      go: 'x509: certificate is valid for *, not host',
      beats: 'invalid hostname in cert',
      jdk: 'No subject alternative DNS name matching host found.',
      openssl: 'error 62 at 0 depth lookup: hostname mismatch',
      node: 'ERR_TLS_CERT_ALTNAME_INVALID',
      python: "certificate is not valid for 'host'",
    },
  },
  {
    name: 'constraints: mailbox of a host below',
    role: 'server',
    refused: {
      jdk: 'name constraints check failed',
      openssl: 'error 47 at 0 depth lookup: permitted subtree violation',
      node: 'UNSPECIFIED: permitted subtree violation',
      python: 'permitted subtree violation',
    },
  },
  {
    name: 'constraints: mailbox of a host below what is excluded',
    role: 'server',
    refused: {
      go: 'x509: a root or intermediate certificate is not authorized to sign for this name: email address "a@host.example" is excluded by constraint "example"',
    },
  },
  {
    name: 'constraints: a URI without a host below a domain',
    role: 'server',
    refused: {
      go: 'x509: a root or intermediate certificate is not authorized to sign for this name: URI with empty host ("urn:a:b") cannot be matched against constraints',
    },
  },
  {
    name: 'constraints: a mailbox that is none below a domain',
    role: 'server',
    refused: {
      go: 'x509: a root or intermediate certificate is not authorized to sign for this name: cannot parse rfc822Name "nobody"',
    },
  },
  {
    name: 'constraints: a mask with a hole',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: IP constraint contained invalid mask ff00ff00',
    },
  },
  {
    name: 'subject a PrintableString with an at sign',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: invalid RDNSequence: invalid attribute value: invalid PrintableString',
    },
  },
  {
    name: 'keyUsage with stray bits: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: invalid key usage',
    },
  },
  {
    name: 'subjectKeyIdentifier with a long length: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: invalid subject key identifier',
    },
  },
  {
    name: 'subjectAltName a URI with an empty label',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: cannot parse URI "https://a..b/"',
    },
  },
  {
    name: 'empty subject',
    role: 'server',
    refused: {
      jdk: 'java.security.cert.CertificateParsingException: X.509 Certificate is incomplete: SubjectAlternativeName extens',
      python: 'Subject empty and Subject Alt Name extension not critical',
    },
  },
  {
    name: 'empty subject of the root',
    role: 'server',
    refused: {
      jdk: 'java.security.cert.CertificateParsingException: Empty issuer DN not allowed in X509Certificates',
      python: 'Issuer name empty',
    },
  },
  {
    name: 'an unknown extension twice: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: certificate contains duplicate extension with OID "1.3.6.1',
      jdk: 'java.security.cert.CertificateParsingException: java.io.IOException: Duplicate extensions not allowed',
    },
  },
  {
    name: 'subjectAltName twice: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: certificate contains duplicate extension with OID "2.5.29.',
      jdk: 'java.security.cert.CertificateParsingException: java.io.IOException: Duplicate extensions not allowed',
      openssl: 'error 20 at 0 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  {
    name: 'subjectAltName empty',
    role: 'server',
    refused: { python: 'Empty Subject Alternative Name extension' },
  },
  {
    name: 'subjectAltName an address of three octets',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: cannot parse IP address of length 3',
    },
  },
  {
    name: 'subjectAltName of an unknown kind',
    role: 'server',
    refused: {
      openssl: 'error 20 at 0 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  {
    name: 'extKeyUsage malformed: leaf',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: invalid extended key usages',
      jdk: 'java.security.cert.CertificateParsingException: Invalid encoding for ExtendedKeyUsageExtension.',
      openssl: 'error 20 at 0 depth lookup: unable to get local issuer certificate',
      node: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
      python: 'unable to get local issuer certificate',
    },
  },
  {
    name: 'UTCTime without seconds: leaf',
    role: 'server',
    refused: {
      openssl: "error 13 at 0 depth lookup: format error in certificate's notBefore field",
      node: "ERROR_IN_CERT_NOT_BEFORE_FIELD: format error in certificate's notBefore field",
      python: "format error in certificate's notBefore field",
    },
  },
  {
    name: 'explicit policy demanded, none there',
    role: 'server',
    refused: {
      go: 'x509: no valid chains built: 1 candidate chains with invalid policies',
      jdk: 'non-null policy tree required and policy tree is null',
    },
  },
  {
    name: 'constraints: not permitted',
    role: 'server',
    refused: {
      go: 'x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "host.example" is n',
      jdk: 'name constraints check failed',
      openssl: 'error 47 at 0 depth lookup: permitted subtree violation',
      node: 'UNSPECIFIED: permitted subtree violation',
      python: 'permitted subtree violation',
    },
  },
  {
    name: 'constraints: not permitted by the root',
    role: 'server',
    refused: {
      go: 'x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "host.example" is n',
      openssl: 'error 47 at 0 depth lookup: permitted subtree violation',
      node: 'UNSPECIFIED: permitted subtree violation',
      python: 'permitted subtree violation',
    },
  },
  {
    name: 'constraints: excluded',
    role: 'client',
    refused: {
      go: 'x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "host.example" is e',
      jdk: 'name constraints check failed',
      openssl: 'error 48 at 0 depth lookup: excluded subtree violation',
      node: 'UNSPECIFIED: excluded subtree violation',
      python: 'excluded subtree violation',
    },
  },
  {
    name: 'constraints: directory name not permitted',
    role: 'server',
    refused: {
      go: 'x509: unhandled critical extension',
      jdk: 'name constraints check failed',
      openssl: 'error 47 at 0 depth lookup: permitted subtree violation',
      node: 'UNSPECIFIED: permitted subtree violation',
      python: 'permitted subtree violation',
    },
  },
  {
    name: 'constraints: mailbox in the subject',
    role: 'server',
    refused: {
      openssl: 'error 47 at 0 depth lookup: permitted subtree violation',
      node: 'UNSPECIFIED: permitted subtree violation',
      python: 'permitted subtree violation',
    },
  },
  {
    name: 'constraints: common name outside, no subjectAltName',
    role: 'server',
    refused: {
      jdk: 'name constraints check failed',
      openssl: 'error 47 at 0 depth lookup: permitted subtree violation',
      node: 'UNSPECIFIED: permitted subtree violation',
      python: 'permitted subtree violation',
    },
  },
  {
    name: 'constraints: wildcard above what is excluded',
    role: 'server',
    refused: {
      go: 'x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "*.logs.example" is',
    },
  },
  {
    name: 'constraints: every name permitted',
    role: 'server',
    refused: {
      jdk: 'java.lang.StringIndexOutOfBoundsException: Index 0 out of bounds for length 0',
    },
  },
  {
    name: 'constraints: empty',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: empty name constraints extension',
    },
  },
  {
    name: 'constraints: URI of a host below',
    role: 'server',
    refused: {
      jdk: 'name constraints check failed',
      openssl: 'error 47 at 0 depth lookup: permitted subtree violation',
      node: 'UNSPECIFIED: permitted subtree violation',
      python: 'permitted subtree violation',
    },
  },
  {
    name: 'host: another name',
    role: 'server',
    refused: {
      go: 'x509: certificate is valid for host.example, not other.example',
      jdk: 'java.security.cert.CertificateException: No subject alternative DNS name matching other.example found.',
      openssl: 'error 62 at 0 depth lookup: hostname mismatch',
      node: 'ERR_TLS_CERT_ALTNAME_INVALID',
      python: "Hostname mismatch, certificate is not valid for 'other.example'.",
    },
  },
  { name: 'host: a wildcard for one label', role: 'server', refused: {} },
  {
    name: 'host: a wildcard below the top',
    role: 'server',
    refused: {
      openssl: 'error 62 at 0 depth lookup: hostname mismatch',
      node: 'ERR_TLS_CERT_ALTNAME_INVALID',
      python: "Hostname mismatch, certificate is not valid for 'host.example'.",
    },
  },
  {
    name: 'host: a wildcard at the end of a label',
    role: 'server',
    refused: {
      go: 'x509: certificate is valid for host*.logs.example, not host1.logs.example',
      python: "Hostname mismatch, certificate is not valid for 'host1.logs.example'.",
    },
  },
  {
    name: 'host: a wildcard inside a label',
    role: 'server',
    refused: {
      go: 'x509: certificate is valid for a*c.logs.example, not abc.logs.example',
      openssl: 'error 62 at 0 depth lookup: hostname mismatch',
      python: "Hostname mismatch, certificate is not valid for 'abc.logs.example'.",
    },
  },
  {
    name: 'host: two wildcards',
    role: 'server',
    refused: {
      go: 'x509: certificate is valid for *.*.example.com, not a.b.example.com',
      jdk: 'java.security.cert.CertificateException: No subject alternative DNS name matching a.b.example.com found.',
      openssl: 'error 62 at 0 depth lookup: hostname mismatch',
      node: 'ERR_TLS_CERT_ALTNAME_INVALID',
      python: "Hostname mismatch, certificate is not valid for 'a.b.example.com'.",
    },
  },
  {
    name: 'host: common name alone',
    role: 'server',
    refused: {
      go: 'x509: certificate relies on legacy Common Name field, use SANs instead',
      beats: null,
    },
  },
  {
    name: 'host: common name beside an address',
    role: 'server',
    refused: {
      go: 'x509: certificate is not valid for any names, but wanted to match host.example',
      beats: null,
    },
  },
  {
    name: 'host: an address as DNS name',
    role: 'server',
    refused: {
      go: "x509: cannot validate certificate for 10.1.2.3 because it doesn't contain any IP SANs",
      jdk: 'java.security.cert.CertificateException: No subject alternative names matching IP address 10.1.2.3 found',
      openssl: 'error 64 at 0 depth lookup: IP address mismatch',
      node: 'ERR_TLS_CERT_ALTNAME_INVALID',
      python: "IP address mismatch, certificate is not valid for '10.1.2.3'.",
    },
  },
  {
    name: 'host: a mapped address',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: SAN iPAddress contains IPv4-mapped IPv6 address',
      // Built with Go 1.26.
      beats: null,
      openssl: 'error 64 at 0 depth lookup: IP address mismatch',
      node: 'ERR_TLS_CERT_ALTNAME_INVALID',
      python: "IP address mismatch, certificate is not valid for '10.1.2.3'.",
    },
  },
  {
    name: 'host: a name with an underscore',
    role: 'server',
    refused: {
      jdk: 'java.security.cert.CertificateException: Illegal given domain name: my_host.example',
    },
  },
  {
    name: 'host: an address of five octets',
    role: 'server',
    refused: {
      go: 'tls: failed to parse certificate from server: x509: cannot parse IP address of length 5',
      jdk: 'java.security.cert.CertificateParsingException: Invalid IPAddressName',
      openssl: 'error 64 at 0 depth lookup: IP address mismatch',
      node: 'ERR_TLS_CERT_ALTNAME_INVALID',
      python: "IP address mismatch, certificate is not valid for '10.1.2.3'.",
    },
  },
  {
    name: 'names: a dot at the end, host.example. dialled, host.example certified',
    role: 'server',
    refused: {
      openssl: 'error 62 at 0 depth lookup: hostname mismatch',
      python: "Hostname mismatch, certificate is not valid for 'host.example.'",
    },
  },
  {
    name: 'names: an underscore, a_b.logs.example dialled, *.logs.example certified',
    role: 'server',
    refused: {
      jdk: 'Illegal given domain name: a_b.logs.example',
      openssl: 'error 62 at 0 depth lookup: hostname mismatch',
      python: "Hostname mismatch, certificate is not valid for 'a_b.logs.example'",
    },
  },
  {
    name: 'names: an IPv4-mapped address, ::ffff:a01:203 dialled, 4 octets certified',
    role: 'server',
    refused: {
      openssl: 'error 64 at 0 depth lookup: IP address mismatch',
      node: 'ERR_TLS_CERT_ALTNAME_INVALID',
      python: 'IP address mismatch',
    },
  },
  {
    name: 'names: otherName in the subjectAltName, another base permitted',
    role: 'server',
    refused: {
      go: 'x509: unhandled critical extension',
      jdk: 'java.lang.UnsupportedOperationException: Narrowing, widening, and matching',
    },
  },
  {
    name: "names: a mailbox in emailAddress as UTF8String, under a mailbox's host",
    role: 'client',
    refused: {
      openssl: 'error 53 at 0 depth lookup: unsupported or invalid name syntax',
      node: 'UNSPECIFIED: unsupported or invalid name syntax',
      python: 'unsupported or invalid name syntax',
    },
  },
  {
    name: 'names: serialNumber as UTF8String, broken UTF-8',
    role: 'client',
    refused: {
      go: 'invalid attribute value: invalid UTF-8 string',
      openssl: 'invalid utf8string',
      node: 'ERR_OSSL_ASN1_INVALID_UTF8STRING: invalid utf8string',
      python: '[ASN1: INVALID_UTF8STRING] invalid utf8string',
    },
  },
];
