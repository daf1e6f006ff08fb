// Rule: a trust anchor may be any CA (RFC 5280, 6.1.1 d); OpenSSL wants a root unless it is told
// otherwise, so that is said.
import type { FoundPath } from '../../pki/path/path-search.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

export const anchorNotRoot: PathRule<Pick<FoundPath, 'path'>> = {
  code: 'anchor-not-root',
  citation: 'RFC 5280, 6.1.1 (d)',
  severity: 'warning',
  rank: COMMON_RANK,
  check({ path }) {
    const top = path.at(-1);
    if (!top?.isAnchor || top.isSelfIssued) return [];
    const message = 'the trust anchor is no root; OpenSSL accepts it with -partial_chain only';
    return [{ subject: top.subject, message }];
  },
};
