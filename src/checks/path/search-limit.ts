// Rule: the search for a path ends, also among certificates that are made to keep it busy (RFC
// 4158, 5.2).
import type { FoundPath } from '../../pki/path/path-search.js';
import type { PathRule } from '../rule.js';

/**
 * Told first: what was looked at is not all that there is, and everything behind it may be
 * otherwise.
 */
export const searchLimit: PathRule<FoundPath> = {
  code: 'search-limit',
  citation: 'RFC 4158, 5.2',
  severity: 'error',
  rank: 10,
  check({ isCutOff, cost, path: [target] }) {
    if (!isCutOff || cost === 0 || !target) return [];
    const message = 'there are more paths between the certificates given than are looked at';
    return [{ subject: target.subject, message }];
  },
};
