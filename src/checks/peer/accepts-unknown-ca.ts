// Rule: a client's certificate leads to a CA that the server trusts.
import { COMMON_RANK, type PathRule } from '../rule.js';
import { outcomeOf, type SeenPeer } from './terms.js';

export const acceptsUnknownCa: PathRule<SeenPeer> = {
  code: 'accepts-unknown-ca',
  citation: 'RFC 8446, 4.4.2.4',
  severity: 'error',
  rank: COMMON_RANK,
  check(peer) {
    // Who asks nobody looks at no certificate either: that is said already.
    if (peer.asksForCertificate === false) return [];
    if (outcomeOf(peer, 'foreign') !== 'accepted') return [];
    const message = 'the server takes a certificate of a CA that nobody knows';
    return [{ subject: peer.endpoint, message }];
  },
};
