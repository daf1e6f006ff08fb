// Rule: where a CA requires an explicit policy, one is valid all the way down (RFC 5280, 6.1.3 f
// and 6.1.5 g; RFC 9618).
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { CertificationPath } from '../../pki/path/path-search.js';
import { withoutValidPolicy } from '../../pki/path/policy-graph.js';
import type { PathRule } from '../rule.js';

export const certificatePolicy: PathRule<CertificationPath> = {
  code: 'certificate-policy',
  citation: 'RFC 5280, 6.1.3 (f)',
  severity: 'error',
  rank: 130,
  check(path) {
    const failing = policyFailure(path);
    if (!failing) return [];
    const message =
      'a CA of the path requires an explicit certificate policy, and none is valid from there down to here';
    return [{ subject: failing.subject, message }];
  },
};

/**
 * The path with its trust anchor, whose own policies do not count. Where no policy is valid any
 * more, from the anchor down.
 */
export function policyFailure(path: CertificationPath): PathCertificate | undefined {
  return withoutValidPolicy(path.slice(0, -1).toReversed());
}
