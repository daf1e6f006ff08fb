// Rule: no certificate of a path is revoked (RFC 5280, 6.1.3 a 3).
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { RevocationStatus } from '../../pki/crl/revocation.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { PathFinding } from '../finding.js';

export function checkRevoked(
  { subject }: PathCertificate,
  revocation: RevocationStatus,
): PathFinding[] {
  if (revocation.status !== 'revoked') return [];
  const { revocationDate, reason = 'without a reason given' } = revocation.entry;
  return [
    {
      code: 'revoked',
      severity: 'error',
      subject,
      message: `the certificate was revoked at ${formatTime(revocationDate)} (${reason})`,
      citation: 'RFC 5280, 6.1.3 (a) (3)',
    },
  ];
}
