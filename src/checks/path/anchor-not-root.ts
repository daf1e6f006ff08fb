// Rule: a trust anchor may be any CA (RFC 5280, 6.1.1 d); OpenSSL wants a root unless it is told otherwise, so that is said.
import type { CertificationPath } from '../../pki/path/path-search.js';
import type { PathFinding } from '../finding.js';

export function checkAnchorIsRoot(path: CertificationPath): PathFinding[] {
  const top = path.at(-1);
  if (!top?.isAnchor || top.isSelfIssued) return [];
  return [
    {
      code: 'anchor-not-root',
      severity: 'warning',
      subject: top.subject,
      message: 'the trust anchor is no root; OpenSSL accepts it with -partial_chain only',
      citation: 'RFC 5280, 6.1.1 (d)',
    },
  ];
}
