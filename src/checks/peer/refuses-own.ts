// Rule: the client that a server is for is accepted.
import { COMMON_RANK, type PathRule } from '../rule.js';
import type { SeenPeer } from './terms.js';

export const refusesOwn: PathRule<SeenPeer> = {
  code: 'refuses-own',
  citation: 'RFC 8446, 4.4.2.4',
  severity: 'error',
  rank: COMMON_RANK,
  check({ endpoint, attempts }) {
    const own = attempts.find((attempt) => attempt.with === 'own');
    if (own?.outcome !== 'refused') return [];
    return [{ subject: endpoint, message: `our certificate is refused: ${own.message}` }];
  },
};
