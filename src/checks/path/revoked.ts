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
  check: (judged) => revocationIn(judged, false),
};

/** As an OCSP response says. */
export const revokedByOcsp: PathRule<JudgedRevocation> = {
  ...revoked,
  citation: 'RFC 6960, 2.2',
  check: (judged) => revocationIn(judged, true),
};

function revocationIn(
  { certificate: { subject }, revocation }: JudgedRevocation,
  byOcsp: boolean,
): { subject: string; message: string }[] {
  if (revocation.status !== 'revoked' || (revocation.isByOcsp ?? false) !== byOcsp) return [];
  const { revocationDate, reason = 'without a reason given' } = revocation.entry;
  const message = `the certificate was revoked at ${formatTime(revocationDate)} (${reason})`;
  return [{ subject, message }];
}
