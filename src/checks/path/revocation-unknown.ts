// Rule: whether a certificate is revoked is known, once revocation is judged at all (RFC 5280,
// 6.3.3).
import type { PathRule } from '../rule.js';
import type { JudgedRevocation } from './revoked.js';

export const revocationUnknown: PathRule<JudgedRevocation> = {
  code: 'revocation-unknown',
  citation: 'RFC 5280, 6.3.3',
  severities: ['error', 'warning', 'info'],
  // Of intermediates there is often no CRL at hand; one that is there and cannot be used is another
  // matter.
  severity: ({ isTarget, isAsked, revocation }) => {
    const hasReason = revocation.status === 'unknown' && revocation.reasons.length > 0;
    if (!isAsked) return hasReason ? 'warning' : 'info';
    return isTarget || hasReason ? 'error' : 'warning';
  },
  rank: 960,
  check: (judged) => doubtsIn(judged, false),
};

/** As far as OCSP responses speak about it. */
export const revocationUnknownByOcsp: PathRule<JudgedRevocation> = {
  ...revocationUnknown,
  citation: 'RFC 6960, 3.2',
  check: (judged) => doubtsIn(judged, true),
};

function doubtsIn(
  { certificate: { subject }, revocation }: JudgedRevocation,
  byOcsp: boolean,
): { subject: string; message: string }[] {
  if (revocation.status !== 'unknown' || (revocation.isByOcsp ?? false) !== byOcsp) return [];
  const { reasons } = revocation;
  const why =
    reasons.length > 0 ? reasons.join('; ') : 'no CRL or OCSP response at hand speaks about it';
  return [{ subject, message: `it is not known whether the certificate is revoked: ${why}` }];
}
