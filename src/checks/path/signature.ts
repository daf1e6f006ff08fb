// Rule: each certificate of a path is signed with the key of the one above it (RFC 5280, 6.1.3 a
// 1).
import { POST_QUANTUM } from '../../pki/key/post-quantum.js';
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
    const { name, oid } = signatureAlgorithmOf(certificate.der);
    const message =
      verdict === 'invalid'
        ? `the signature does not verify with the key of ${quote(issuer.subject)}, which is named as the issuer`
        : `the signature (${name}) with the key of ${quote(issuer.subject)} is not judged: ${unsupportedBecause(oid)}`;
    return [{ subject, message }];
  },
};

/** What is verified is what the OpenSSL inside the running Node knows. */
function unsupportedBecause(oid: string): string {
  const kind = 'it is of a kind that is not verified here';
  return POST_QUANTUM[oid] ? `${kind}; Node with OpenSSL 3.5 (24.8 and later) verifies it` : kind;
}
