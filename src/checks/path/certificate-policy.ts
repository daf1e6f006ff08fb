// Rule: where an explicit policy is required, by a CA or by whoever judges, one that is accepted is
// valid all the way down (RFC 5280, 6.1.3 f and 6.1.5 g; RFC 9618).
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { CertificationPath } from '../../pki/path/path-search.js';
import { judgePolicies } from '../../pki/path/policy-graph.js';
import { ANY_POLICY } from '../../pki/path/policy-fields.js';
import type { PathRule } from '../rule.js';
import type { VerificationTerms } from './terms.js';

type PolicyTerms = Pick<VerificationTerms, 'policies'>;

export const certificatePolicy: PathRule<CertificationPath, PolicyTerms> = {
  code: 'certificate-policy',
  citation: 'RFC 5280, 6.1.3 (f)',
  severity: 'error',
  rank: 130,
  check(path, { policies: inputs = {} }) {
    const { failing, policies } = judgePolicies(certified(path), inputs);
    const { accepted, isRequired } = inputs;
    const isAsked = accepted !== undefined && !accepted.includes(ANY_POLICY);
    const [target] = path;
    if (failing) {
      const [by, from] = isRequired ? REQUIRED_BY_JUDGE : REQUIRED_BY_CA;
      const none = isAsked ? `none of those accepted (${accepted.join(', ')})` : 'none';
      const message = `${by}, and ${none} is valid from ${from} down to here`;
      return [{ subject: failing.subject, message }];
    }
    if (!isAsked || policies.size > 0 || !target || path.length < 2) return [];
    const message = `the path is valid for none of the policies accepted (${accepted.join(', ')}), and nobody requires one`;
    return [
      { severity: 'warning', citation: 'RFC 5280, 6.1.5 (g)', subject: target.subject, message },
    ];
  },
};

const REQUIRED_BY_CA = ['a CA of the path requires an explicit certificate policy', 'there'];
const REQUIRED_BY_JUDGE = ['an explicit certificate policy is required', 'the trust anchor'];

/**
 * The path with its trust anchor, whose own policies do not count. Where no policy is valid any
 * more, from the anchor down.
 */
export function policyFailure(path: CertificationPath): PathCertificate | undefined {
  return judgePolicies(certified(path)).failing;
}

function certified(path: CertificationPath): CertificationPath {
  return path.slice(0, -1).toReversed();
}
