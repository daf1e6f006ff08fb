// Rule: each certificate of a path is signed with the key of the one above it (RFC 5280, 6.1.3 a
// 1).
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { SignatureVerdict } from '../../pki/signature/signature.js';
import { signatureAlgorithmOf } from '../../pki/signature/signature-algorithm.js';
import { quote } from '../../quote.js';
import type { PathRule } from '../rule.js';

export interface JudgedSignature {
  subject: PathCertificate;
  issuer: PathCertificate;
  verdict: SignatureVerdict;
}

export const signature: PathRule<JudgedSignature> = {
  code: 'signature',
  citation: 'RFC 5280, 6.1.3 (a) (1)',
  severity: 'error',
  rank: 950,
  check({ subject: { subject, certificate }, issuer, verdict }) {
    if (verdict === 'valid') return [];
    const { name } = signatureAlgorithmOf(certificate.der);
    const message =
      verdict === 'invalid'
        ? `the signature does not verify with the key of ${quote(issuer.subject)}, which is named as the issuer`
        : `the signature (${name}) with the key of ${quote(issuer.subject)} is of a kind that is not verified here`;
    return [{ subject, message }];
  },
};
