// How far a host is in the rollover of its CA, by what stands in its folder: nothing else keeps it.
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { isSelfIssued } from '../../../pki/issuing/issuer.js';
import type { Crypto } from '../../../ports.js';
import type { AuthorityFile } from '../../reading/folder/authority-files.js';
import { isIssuedBy } from '../../reading/certificate/chain.js';
import type { HostPlace } from './hosts.js';
import type { StandingCa } from './standing-ca.js';

export const PHASES = ['trust', 'issue', 'drop'] as const;
/** What is done in it: both are trusted, the new one has issued, the old one is gone. */
export type Phase = (typeof PHASES)[number];

/** The last phase that is complete in a folder. */
export type HostPhase = 'before' | Phase;

/** The two CAs. */
export interface Rollover {
  old: StandingCa;
  successor: StandingCa;
}

export interface HostFacts {
  places: readonly HostPlace[];
  files: readonly AuthorityFile[];
}

export function isAmong(all: readonly Certificate[], { der }: Pick<Certificate, 'der'>): boolean {
  return all.some((one) => equalBytes(one.der, der));
}

/** Whether what the new one issues is believed by who goes by this file. */
export function trustsSuccessor({ trusted }: AuthorityFile, { successor }: Rollover): boolean {
  return trusted.some((one) => isAmong(successor.chain, one));
}

/** Whether it trusts the old one for itself, and not only a CA above both. */
export function trustsOld({ trusted }: AuthorityFile, { old }: Rollover): boolean {
  return isAmong(trusted, old.chain[0]);
}

export function sendsCross({ above }: AuthorityFile, { successor: { cross } }: Rollover): boolean {
  return cross !== undefined && isAmong(above, cross);
}

export function phaseOf(
  { places, files }: HostFacts,
  rollover: Rollover,
  crypto: Crypto,
): HostPhase {
  const isBehind = files.some((one) => trustsOld(one, rollover) && !trustsSuccessor(one, rollover));
  if (isBehind) return 'before';
  const [old] = rollover.old.chain;
  const isOfOld = ({ certificate }: HostPlace) => isIssuedBy(certificate, old, crypto);
  const hangs = (one: Certificate) => hangsOnOld(one, rollover, crypto);
  const isBelow = files.some(({ trusted, above }) => [...trusted, ...above].some(hangs));
  if (places.some(isOfOld) || isBelow) return 'trust';
  const isLeft = files.some((one) => trustsOld(one, rollover) || sendsCross(one, rollover));
  return isLeft ? 'issue' : 'drop';
}

/** Whether it is the certificate of a CA below the old one. */
function hangsOnOld(one: Certificate, { old, successor }: Rollover, crypto: Crypto): boolean {
  const isCross = successor.cross !== undefined && isAmong([successor.cross], one);
  return !isCross && !isSelfIssued(one) && isIssuedBy(one, old.chain[0], crypto);
}
