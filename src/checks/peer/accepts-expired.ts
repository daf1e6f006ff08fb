// Rule: a certificate whose notAfter has passed is refused.
import { COMMON_RANK, type PathRule } from '../rule.js';
import { outcomeOf, type SeenPeer } from './terms.js';

export const acceptsExpired: PathRule<SeenPeer> = {
  code: 'accepts-expired',
  citation: 'RFC 5280, 6.1.3',
  severity: 'error',
  rank: COMMON_RANK,
  check(peer) {
    if (peer.asksForCertificate === false) return [];
    if (outcomeOf(peer, 'expired') !== 'accepted') return [];
    return [{ subject: peer.endpoint, message: 'the server takes a certificate that has expired' }];
  },
};
