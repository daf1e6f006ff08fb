// Rule: whoever relies on a certificate asks whether it is revoked (RFC 5280, 6.1.3 a 3); without CRLs that is left to be done, and said.
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { PathFinding } from '../finding.js';

export function checkRevocationJudged(
  { subject }: PathCertificate,
  crls: readonly unknown[],
): PathFinding[] {
  if (crls.length > 0) return [];
  return [
    {
      code: 'revocation-not-judged',
      severity: 'info',
      subject,
      message: 'no CRL was given, so revocation was not judged',
      citation: 'RFC 5280, 6.1.3 (a) (3)',
    },
  ];
}
