// One phase of a rollover in the folders of hosts.
import type { PasswordSource } from '../reading/key/passwords.js';
import { updatePages } from '../renewing/page.js';
import type { RenewalPorts } from '../renewing/ports.js';
import { reissueBelow } from './below.js';
import { isBefore } from '../renewing/rollover/completeness.js';
import { trustingBoth, withoutOld } from './exchanges.js';
import { issueUnit, newIssuer } from './issue-unit.js';
import { sayAuthorities } from './page.js';
import type { HostPhase, Phase, Rollover } from '../renewing/rollover/phase.js';
import { type ReadyUnit, type Replaced, replaceUnits } from './replace-units.js';
import type { StandingCa } from '../renewing/rollover/standing-ca.js';
import { dueFiles, stageExchange, uptakeIn } from './staged-unit.js';
import type { RolledHost } from './summary.js';
import type { StandingUnit } from '../renewing/rollover/survey.js';
import type { UnitFacts } from '../renewing/rollover/unit-facts.js';

export interface ActTerms {
  phase: Phase;
  rollover: Rollover;
  caPassword: PasswordSource | undefined;
  password: PasswordSource | undefined;
  proof: boolean;
  dryRun: boolean;
  /** The CAs below, as they stand before. */
  below: readonly StandingCa[];
}

export async function act(
  units: readonly StandingUnit[],
  terms: ActTerms,
  ports: RenewalPorts,
): Promise<Replaced> {
  let issuer: ReturnType<typeof newIssuer> | undefined;
  const issuerOnce = () => (issuer ??= newIssuer(terms, ports));
  const isIssuing = terms.phase === 'issue' && !terms.dryRun;
  // Who cannot open its key does nothing at all.
  if (isIssuing && units.some(({ phase }) => isBefore(phase, 'issue'))) await issuerOnce();
  const { below, hosts } = isIssuing
    ? await reissueBelow(terms.below, terms.rollover, issuerOnce, ports)
    : { below: terms.below, hosts: [] };
  const prepare = async ({ facts, phase }: StandingUnit): Promise<ReadyUnit | RolledHost> => {
    const { path } = facts.unit;
    if (!isBefore(phase, terms.phase)) {
      return { path, phase, state: 'unchanged', reason: 'is so far already' };
    }
    if (terms.phase !== 'issue') return exchangeIn(facts, phase, terms, ports);
    const ready = await issueUnit(facts, issuerOnce, { ...terms, below }, ports);
    return terms.dryRun ? { ...ready.host, phase } : ready;
  };
  const unitOf = ({ facts }: StandingUnit) => facts.unit;
  const replaced = await replaceUnits(units, { proof: terms.proof, unitOf, prepare }, ports);
  if (!terms.dryRun) {
    await updatePages(replaced.ends, ports);
    const kits = new Set(units.flatMap(({ facts: { unit } }) => unit.together ?? []));
    for (const kit of kits) await sayAuthorities(kit, terms, ports);
  }
  return { ...replaced, hosts: [...hosts, ...replaced.hosts] };
}

/** Trust alone: in the first phase and in the last. */
async function exchangeIn(
  facts: UnitFacts,
  before: HostPhase,
  { phase, rollover, dryRun }: ActTerms,
  ports: RenewalPorts,
): Promise<ReadyUnit | RolledHost> {
  const { path, folder } = facts.unit;
  const exchange = phase === 'trust' ? trustingBoth : withoutOld;
  const exchangeOf = (file: UnitFacts['files'][number]) => exchange(file, rollover);
  if (dryRun) {
    const files = await dueFiles(facts, exchangeOf, ports);
    return { path, phase: before, state: 'due', reason: WOULD[phase], files };
  }
  const staged = await stageExchange(facts, exchangeOf, ports);
  const uptake = await uptakeIn(folder, ports);
  const files = staged?.written ?? [];
  const host: RolledHost = { path, phase, state: 'changed', reason: HAS[phase], uptake, files };
  return { staged: staged ? [staged] : [], host, ends: [] };
}

const HAS: Readonly<Record<Phase, string>> = {
  trust: 'trusts both CAs now',
  issue: 'has its certificate from the new CA now',
  drop: 'has nothing of the old CA any more',
};

const WOULD: Readonly<Record<Phase, string>> = {
  trust: 'would trust both CAs',
  issue: 'would get its certificate from the new CA',
  drop: 'would drop the old CA',
};
