// How far everything is in the rollover of a CA: each folder, the CAs below, and what is in no folder
// that is known.
import { equalBytes } from '../../../pki/der/hex.js';
import { isIssuedBy } from '../../reading/certificate/chain.js';
import type { PasswordSource } from '../../reading/key/passwords.js';
import { attempt, type FailedHost } from '../attempt.js';
import type { SurveyPorts } from '../ports.js';
import { authoritiesBelow } from './authorities-below.js';
import { phaseOfAll } from './completeness.js';
import { hostsOf, type MissingCertificate, missingOf } from './hosts.js';
import { type HostPhase, isAmong, phaseOf, type Rollover } from './phase.js';
import { laterSuccessors, type StandingCa } from './standing-ca.js';
import { readUnit, type UnitFacts } from './unit-facts.js';

export interface SurveyRequest {
  /** Folders of hosts, kits, files of trust. */
  paths: readonly string[];
  old: StandingCa;
  /** None: nothing succeeds it yet. */
  successor: StandingCa | undefined;
  /** Of stores that no `secrets.env` opens. */
  password: PasswordSource | undefined;
  /** Whether what nothing opens is left as it is. */
  force: boolean;
  /** Nothing is written: what a killed run has left is only said. */
  isLook: boolean;
}

export interface StandingUnit {
  facts: UnitFacts;
  phase: HostPhase;
}

export interface RolloverSurvey {
  units: StandingUnit[];
  below: StandingCa[];
  missing: MissingCertificate[];
  failed: FailedHost[];
  /** The last one that is complete everywhere. */
  phase: HostPhase;
}

/** Throws what concerns a path that was named. */
export async function surveyRollover(
  request: SurveyRequest,
  ports: SurveyPorts,
): Promise<RolloverSurvey> {
  const { old, successor, isLook } = request;
  const now = ports.clock.now();
  const below = await authoritiesBelow(old, isLook, ports);
  // A dry run makes one in memory alone.
  const isWritten = successor && (await ports.files.kindBehind(successor.ledger)) === 'file';
  const authorities = [
    ...[old, ...(isWritten ? [successor] : []), ...below.found],
    // What they have issued in the place of something is not missing.
    ...(isWritten ? await laterSuccessors(successor, ports) : []),
  ];
  const found = await hostsOf({ ...request, authorities, now }, ports);
  const rollover = { old, successor: successor ?? old };
  const { units, failed } = await readUnits(
    found.units,
    { request, rollover, below: below.found },
    ports,
  );
  const standing = successor ? units : units.map((one) => ({ ...one, phase: 'before' as const }));
  return {
    units: standing,
    below: below.found,
    missing: [...found.missing, ...below.missing.map(missingOf)],
    failed: [...found.failed, ...failed],
    phase: phaseOfAll([
      ...(successor ? [] : (['before'] as const)),
      ...standing.map(({ phase }) => phase),
      ...phasesBelow(below.found, old, ports),
    ]),
  };
}

/** Of the CAs below: each that the old one has issued is to be issued by the new one. */
export function phasesBelow(
  below: readonly StandingCa[],
  old: StandingCa,
  { crypto }: Pick<SurveyPorts, 'crypto'>,
): HostPhase[] {
  return below.map(({ chain: [own] }) =>
    isIssuedBy(own, old.chain[0], crypto) ? 'trust' : 'drop',
  );
}

interface UnitTerms {
  request: SurveyRequest;
  rollover: Rollover;
  below: readonly StandingCa[];
}

async function readUnits(
  found: Awaited<ReturnType<typeof hostsOf>>['units'],
  { request, rollover, below }: UnitTerms,
  ports: SurveyPorts,
): Promise<{ units: StandingUnit[]; failed: FailedHost[] }> {
  const { old, successor } = rollover;
  const { password, force } = request;
  const known = [...old.chain, ...successor.chain, ...(successor.cross ? [successor.cross] : [])];
  const isBelow = (one: StandingCa['chain'][0]) =>
    below.some(({ chain: [own] }) => equalBytes(own.subjectDer, one.subjectDer));
  // A CA below whose folder nobody knows: what hangs on it would be cut off.
  const isLost = (one: StandingCa['chain'][0]) =>
    one.basicConstraints?.ca === true && isIssuedBy(one, old.chain[0], ports.crypto);
  const isWanted = (one: StandingCa['chain'][0]) =>
    isAmong(known, one) || isBelow(one) || isLost(one);
  const failed: FailedHost[] = [];
  const units: StandingUnit[] = [];
  for (const unit of found) {
    await attempt(unit.path, { hosts: failed }, async () => {
      const facts = await readUnit(unit, { password, force, isWanted }, ports);
      const phase = phaseOf({ places: unit.places, files: facts.files }, rollover, ports.crypto);
      units.push({ facts, phase });
    });
  }
  return { units, failed };
}
