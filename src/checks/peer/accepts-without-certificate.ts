// Rule: a server that asks for a certificate refuses who shows none.
import { COMMON_RANK, type PathRule } from '../rule.js';
import { outcomeOf, type SeenPeer } from './terms.js';

export const acceptsWithoutCertificate: PathRule<SeenPeer> = {
  code: 'accepts-without-certificate',
  citation: 'RFC 8446, 4.4.2.4',
  severity: 'error',
  rank: COMMON_RANK,
  check(peer) {
    if (peer.asksForCertificate === false || outcomeOf(peer, 'none') !== 'accepted') return [];
    const fault = 'the server takes clients without a certificate';
    const message = peer.isAsked ? fault : `${fault}; ${UNASKED}`;
    return [{ subject: peer.endpoint, message }];
  },
};

/** nginx answers them by HTTP 400. */
const UNASKED = 'one that speaks HTTP may refuse them only once it is asked something';
