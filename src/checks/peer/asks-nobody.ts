// Rule: a server that is to know its clients asks for their certificates.
import { COMMON_RANK, type PathRule } from '../rule.js';
import { outcomeOf, type SeenPeer } from './terms.js';

export const asksNobody: PathRule<SeenPeer> = {
  code: 'asks-nobody',
  citation: 'RFC 8446, 4.3.2',
  severity: 'error',
  rank: COMMON_RANK,
  check(peer) {
    if (peer.asksForCertificate !== false || outcomeOf(peer, 'none') !== 'accepted') return [];
    const message = 'the server asks nobody for a certificate: everybody is taken';
    return [{ subject: peer.endpoint, message }];
  },
};
