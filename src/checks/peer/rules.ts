// The rules for a server that was dialled: whom it takes, and what it shows.
import type { PathRule } from '../rule.js';
import { acceptsExpired } from './accepts-expired.js';
import { acceptsUnknownCa } from './accepts-unknown-ca.js';
import { acceptsWithoutCertificate } from './accepts-without-certificate.js';
import { acceptsWrongPurpose } from './accepts-wrong-purpose.js';
import { asksNobody } from './asks-nobody.js';
import { intercepted, type UnexpectedChain } from './intercepted.js';
import { noTls, type SilentPeer } from './no-tls.js';
import { refusesOwn } from './refuses-own.js';
import { type ServedAndFiled, servedCertificate } from './served-certificate.js';
import type { SeenPeer } from './terms.js';

export const PEER_RULES: readonly PathRule<SeenPeer>[] = [
  refusesOwn,
  asksNobody,
  acceptsWithoutCertificate,
  acceptsUnknownCa,
  acceptsWrongPurpose,
  acceptsExpired,
];

export const NO_TLS_RULES: readonly PathRule<SilentPeer>[] = [noTls];

export const SERVED_RULES: readonly PathRule<ServedAndFiled>[] = [servedCertificate];

export const UNEXPECTED_CHAIN_RULES: readonly PathRule<UnexpectedChain>[] = [intercepted];
