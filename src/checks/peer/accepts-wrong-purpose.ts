// Rule: a certificate serves the purposes of its extKeyUsage alone.
import { COMMON_RANK, type PathRule } from '../rule.js';
import { outcomeOf, type SeenPeer } from './terms.js';

export const acceptsWrongPurpose: PathRule<SeenPeer> = {
  code: 'accepts-wrong-purpose',
  citation: 'RFC 5280, 4.2.1.12',
  severity: 'error',
  rank: COMMON_RANK,
  check(peer) {
    if (peer.asksForCertificate === false) return [];
    if (outcomeOf(peer, 'wrong-purpose') !== 'accepted') return [];
    const message = 'the server takes, as that of a client, a certificate for servers only';
    return [{ subject: peer.endpoint, message }];
  },
};
