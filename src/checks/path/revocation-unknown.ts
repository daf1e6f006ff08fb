// Rule: whether a certificate is revoked is known, once revocation is judged at all (RFC 5280, 6.3.3).
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { RevocationStatus } from '../../pki/crl/revocation.js';
import type { PathFinding } from '../finding.js';

/** Severity: of intermediates there is often no CRL at hand; one that is there and cannot be used is another matter. */
export function checkRevocationKnown(
  { subject }: PathCertificate,
  revocation: RevocationStatus,
  isTarget: boolean,
): PathFinding[] {
  if (revocation.status !== 'unknown') return [];
  const { reasons } = revocation;
  const why = reasons.length > 0 ? reasons.join('; ') : 'no CRL that was given speaks about it';
  return [
    {
      code: 'revocation-unknown',
      severity: isTarget || reasons.length > 0 ? 'error' : 'warning',
      subject,
      message: `it is not known whether the certificate is revoked: ${why}`,
      citation: 'RFC 5280, 6.3.3',
    },
  ];
}
