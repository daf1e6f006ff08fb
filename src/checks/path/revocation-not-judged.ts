// Rule: whoever relies on a certificate asks whether it is revoked (RFC 5280, 6.1.3 a 3); without
// CRLs that is left to be done, and said.
import type { FoundPath } from '../../pki/path/path-search.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

export const revocationNotJudged: PathRule<
  Pick<FoundPath, 'path'>,
  { crls: readonly unknown[] }
> = {
  code: 'revocation-not-judged',
  citation: 'RFC 5280, 6.1.3 (a) (3)',
  severity: 'info',
  rank: COMMON_RANK,
  check: ({ path: [target] }, { crls }) =>
    !target || crls.length > 0
      ? []
      : [{ subject: target.subject, message: 'no CRL was given, so revocation was not judged' }],
};
