// One phase of a rollover in the folders of hosts: what belongs together is proved before any of it
// is replaced; one failure stops no other.
import type { Handshake } from '../proving/link.js';
import { attempt } from '../renewing/attempt.js';
import { type ChangedEnd, updatePages } from '../renewing/page.js';
import type { RenewalPorts } from '../renewing/ports.js';
import { proveStaged, type StagedFiles } from '../renewing/proof.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { trustingBoth, withoutOld } from './exchanges.js';
import { type HostPhase, type Phase, type Rollover } from './phase.js';
import { issueUnit, newIssuer } from './issue-unit.js';
import { isBefore } from './completeness.js';
import type { RolledHost } from './summary.js';
import { dueFiles, stageExchange, uptakeIn } from './staged-unit.js';
import type { UnitFacts } from './unit-facts.js';

export interface ActTerms {
  phase: Phase;
  rollover: Rollover;
  caPassword: PasswordSource | undefined;
  password: PasswordSource | undefined;
  proof: boolean;
  dryRun: boolean;
}

export interface Acted {
  hosts: RolledHost[];
  handshakes: Handshake[];
}

/** A folder whose new files are ready: they get their names, or go. */
export interface ReadyUnit {
  facts: UnitFacts;
  staged: readonly (StagedFiles & {
    replacement: { publish(): Promise<void>; discard(): Promise<void> };
  })[];
  host: RolledHost;
  ends: readonly ChangedEnd[];
}

interface Standing {
  facts: UnitFacts;
  phase: HostPhase;
}

export async function act(
  units: readonly Standing[],
  terms: ActTerms,
  ports: RenewalPorts,
): Promise<Acted> {
  const acting = new Acting(terms, ports);
  const groups = new Map<string | undefined, Standing[]>();
  for (const unit of units) {
    const together = terms.proof ? unit.facts.unit.together : undefined;
    groups.set(together, [...(groups.get(together) ?? []), unit]);
  }
  for (const [together, group] of groups) await acting.take(group, together);
  if (!terms.dryRun) await updatePages(acting.ends, ports);
  return acting;
}

class Acting implements Acted {
  readonly hosts: RolledHost[] = [];
  readonly handshakes: Handshake[] = [];
  readonly ends: ChangedEnd[] = [];
  #issuer: ReturnType<typeof newIssuer> | undefined;

  constructor(
    private readonly terms: ActTerms,
    private readonly ports: RenewalPorts,
  ) {}

  /** Where nothing belongs together each is replaced by itself, and waits for no other. */
  async take(group: readonly Standing[], together: string | undefined): Promise<void> {
    const held: ReadyUnit[] = [];
    try {
      for (const one of group) {
        const { path } = one.facts.unit;
        const ready = await attempt(path, this, () => this.#prepare(one));
        if (!ready) continue;
        if (together === undefined) await this.#finish(ready);
        else held.push(ready);
      }
      if (together !== undefined) await this.#prove(held, together);
    } catch (error) {
      for (const one of held) await discard(one);
      throw error;
    }
    for (const one of held) await this.#finish(one);
  }

  async #prove(held: ReadyUnit[], together: string): Promise<void> {
    if (held.length === 0) return;
    const staged = held.flatMap((one) => one.staged);
    const now = this.ports.clock.now();
    const proved = await attempt(together, this, () =>
      proveStaged(staged, { together }, now, this.ports),
    );
    if (proved) this.handshakes.push(...proved);
    else for (const one of held.splice(0)) await discard(one);
  }

  /** Undefined for what is told of already: nothing is to be done, or it is a dry run. */
  async #prepare({ facts, phase }: Standing): Promise<ReadyUnit | undefined> {
    const { terms, ports } = this;
    const { path, folder } = facts.unit;
    if (!isBefore(phase, terms.phase)) {
      this.hosts.push({ path, phase, state: 'unchanged', reason: 'is so far already' });
      return undefined;
    }
    if (terms.phase === 'issue') return this.#issue(facts, phase);
    const exchangeOf = (file: UnitFacts['files'][number]) =>
      (terms.phase === 'trust' ? trustingBoth : withoutOld)(file, terms.rollover);
    if (terms.dryRun) {
      const files = await dueFiles(facts, exchangeOf, ports);
      this.hosts.push({ path, phase, state: 'due', reason: WOULD[terms.phase], files });
      return undefined;
    }
    const staged = await stageExchange(facts, exchangeOf, ports);
    const uptake = await uptakeIn(folder, ports);
    const host: RolledHost = {
      ...{ path, phase: terms.phase, state: 'changed', reason: HAS[terms.phase], uptake },
      files: staged?.written ?? [],
    };
    return { facts, staged: staged ? [staged] : [], host, ends: [] };
  }

  async #issue(facts: UnitFacts, phase: HostPhase): Promise<ReadyUnit | undefined> {
    const { terms, ports } = this;
    this.#issuer ??= newIssuer(terms, ports);
    const { host, staged, ends } = await issueUnit(facts, await this.#issuer, terms, ports);
    if (terms.dryRun) {
      this.hosts.push({ ...host, phase });
      return undefined;
    }
    return { facts, staged, host, ends };
  }

  async #finish({ facts, staged, host, ends }: ReadyUnit): Promise<void> {
    await attempt(facts.unit.path, this, async () => {
      for (const { replacement } of staged) await replacement.publish();
      this.ends.push(...ends);
      this.hosts.push(host);
    });
  }
}

async function discard({ staged }: ReadyUnit): Promise<void> {
  for (const { replacement } of staged) await replacement.discard();
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
