// Rule: no certificate of a path is revoked (RFC 5280, 6.1.3 a 3).
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { RevocationStatus } from '../../pki/crl/revocation.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { PathRule } from '../rule.js';

/** A certificate with what the CRLs say about it. */
export interface JudgedRevocation {
  certificate: PathCertificate;
  revocation: RevocationStatus;
  isTarget: boolean;
  /** Whether any CRL was given: none may have been asked for, and one was found. */
  isAsked: boolean;
}

export const revoked: PathRule<JudgedRevocation> = {
  code: 'revoked',
  citation: 'RFC 5280, 6.1.3 (a) (3)',
  severity: 'error',
  rank: 20,
  check({ certificate: { subject }, revocation }) {
    if (revocation.status !== 'revoked') return [];
    const { revocationDate, reason = 'without a reason given' } = revocation.entry;
    const message = `the certificate was revoked at ${formatTime(revocationDate)} (${reason})`;
    return [{ subject, message }];
  },
};
