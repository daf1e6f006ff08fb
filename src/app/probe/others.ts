// Who has to be refused: those without a certificate, with one of a CA that nobody knows, and,
// where a CA is at hand, with certificates of it that are unfit.
import type { Clock, Dialer } from '../../ports.js';
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import { requireSigning } from '../../pki/issuing/issuer.js';
import { foreignIdentity } from '../making/foreign.js';
import {
  checkUnfit,
  daysFrom,
  UNFITNESSES,
  unfitIdentity,
  type UnfitPorts,
  type UnfitTerms,
} from '../making/unfit.js';
import { type IssuerPorts, type IssuerRequest, loadIssuer } from '../reading/key/issuer.js';
import { attempt, type Caller, type MadeAttempt } from './attempts.js';

type Ports = UnfitPorts & { clock: Clock; dialer: Dialer };

export interface Others {
  /** Whether the first connection was made without a certificate. */
  isNoneMade: boolean;
  /** None: nobody signs what is unfit. */
  unfit: UnfitTerms | undefined;
}

/**
 * The CA that is to sign what is unfit, in the name of our certificate. Throws `input-*`,
 * `password-*`, `issuer-*`.
 */
export async function readUnfit(
  signWith: IssuerRequest | undefined,
  subject: DistinguishedName,
  ports: Ports & IssuerPorts,
): Promise<UnfitTerms | undefined> {
  if (!signWith) return undefined;
  const issuer = requireSigning(await loadIssuer(signWith, ports), 'a certificate to probe with');
  const terms = { issuer, subject, now: ports.clock.now() };
  checkUnfit(terms);
  return terms;
}

export async function otherAttempts(
  { isNoneMade, unfit }: Others,
  caller: Caller,
  ports: Ports,
): Promise<MadeAttempt[]> {
  const now = ports.clock.now();
  // A day each way: no clock that is wrong by less is another reason to refuse it.
  const dates = { now: daysFrom(now, -1), notAfter: daysFrom(now, 1) };
  const foreign = await foreignIdentity(dates, ports);
  const made = [
    ...(isNoneMade ? [] : [await attempt('none', undefined, caller, ports.dialer)]),
    await attempt('foreign', foreign, caller, ports.dialer),
  ];
  if (!unfit) return made;
  for (const unfitness of UNFITNESSES) {
    const identity = await unfitIdentity(unfitness, unfit, ports);
    made.push(await attempt(unfitness, identity, caller, ports.dialer));
  }
  return made;
}
