// Rule: whoever dials a host checks its name (RFC 9525, 6); without one given, that is left to be
// done, and said.
import type { FoundPath } from '../../pki/path/path-search.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import type { VerificationTerms } from './terms.js';

export const nameNotJudged: PathRule<
  Pick<FoundPath, 'path'>,
  Pick<VerificationTerms, 'host' | 'email'>
> = {
  code: 'name-not-judged',
  citation: 'RFC 9525, 6',
  severity: 'info',
  rank: COMMON_RANK,
  check({ path: [target] }, { host, email }) {
    if (!target || host !== undefined || email !== undefined) return [];
    const message =
      'no host and no mailbox was given, so the names of the certificate were not judged';
    return [{ subject: target.subject, message }];
  },
};
