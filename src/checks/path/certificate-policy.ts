// Rule: where a CA requires an explicit policy, one is valid all the way down (RFC 5280, 6.1.3 f and 6.1.5 g; RFC 9618).
import type { CertificationPath } from '../../pki/path/path-search.js';
import { withoutValidPolicy } from '../../pki/path/policy-graph.js';
import type { PathFinding } from '../finding.js';

/** The path with its trust anchor, whose own policies do not count. */
export function checkCertificatePolicy(path: CertificationPath): PathFinding[] {
  const failing = withoutValidPolicy(path.slice(0, -1).toReversed());
  if (!failing) return [];
  return [
    {
      code: 'certificate-policy',
      severity: 'error',
      subject: failing.subject,
      message:
        'a CA of the path requires an explicit certificate policy, and none is valid from there down to here',
      citation: 'RFC 5280, 6.1.3 (f)',
    },
  ];
}
