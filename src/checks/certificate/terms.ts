// What a certificate is judged by besides what it says: who asks, and whether it is a root.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';

/**
 * What we issue is held to the letter, a request is no certificate yet, and in a path counts what
 * RFC 5280 asks.
 */
export type Occasion = 'issuing' | 'inspecting' | 'requesting' | 'verifying';

export interface CertificateTerms {
  occasion: Occasion;
  /** Some rules ask less of a root; in a path of its trust anchor, whoever issued it. */
  isRoot: boolean;
}

/**
 * Who sees a path says which one its root is; else whoever names itself as its issuer is taken for
 * one.
 */
export function termsFor(
  { subjectDer, issuerDer }: Certificate,
  occasion: Occasion,
): CertificateTerms {
  return { occasion, isRoot: equalBytes(subjectDer, issuerDer) };
}
