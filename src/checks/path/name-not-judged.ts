// Rule: whoever dials a host checks its name (RFC 9525, 6); without one given, that is left to be done, and said.
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { PathFinding } from '../finding.js';

export function checkNameJudged(
  { subject }: PathCertificate,
  names: { host?: unknown; email?: unknown },
): PathFinding[] {
  if (names.host !== undefined || names.email !== undefined) return [];
  return [
    {
      code: 'name-not-judged',
      severity: 'info',
      subject,
      message: 'no host and no mailbox was given, so the names of the certificate were not judged',
      citation: 'RFC 9525, 6',
    },
  ];
}
