// Rule: no signature over MD5 or SHA-1, for which colliding content can be made (RFC 6151, 2; RFC 9155, 2; RFC 8446, 4.4.2.4).
import type { Certificate } from '../../pki/certificate/certificate.js';
import {
  type SignatureAlgorithm,
  signatureAlgorithmOf,
} from '../../pki/signature/signature-algorithm.js';
import type { Finding } from '../finding.js';

/** A self-signed certificate is trusted for what it is, not for its signature: there it is said, no more. */
export function checkSignatureAlgorithm(certificate: Certificate, isRoot: boolean): Finding[] {
  return judgeSignatureAlgorithm(signatureAlgorithmOf(certificate.der)).map((finding) =>
    isRoot ? { ...finding, severity: 'info' } : finding,
  );
}

/** The same for requests and CRLs. */
export function judgeSignatureAlgorithm({ name, hash }: SignatureAlgorithm): Finding[] {
  if (hash === undefined || !['MD2', 'MD4', 'MD5', 'SHA-1'].includes(hash)) return [];
  return [
    {
      code: 'signature-algorithm',
      // A DSA key of 1024 bits can sign nothing longer than SHA-1 (FIPS 186-4, 4.2), and no TLS library takes it anyway.
      severity: name === 'dsa-with-sha1' ? 'warning' : 'error',
      message: `the signature (${name}) is over ${hash}, which Go, OpenSSL 3 and current JDKs refuse`,
      citation: hash === 'SHA-1' ? 'RFC 9155, 2' : 'RFC 6151, 2',
    },
  ];
}
