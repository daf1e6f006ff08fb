// Files in the folders of hosts replaced, folder by folder: what belongs together is proved before
// any of it is replaced; one failure stops no other.
import type { Handshake } from '../proving/link.js';
import { attempt } from '../renewing/attempt.js';
import type { ChangedEnd } from '../renewing/page.js';
import type { RenewalPorts } from '../renewing/ports.js';
import { proveStaged, type StagedFiles } from '../renewing/proof.js';
import type { RolledHost } from './summary.js';
import type { HostUnit } from '../renewing/rollover/hosts.js';

/** A folder whose new files are ready: they get their names, or go. */
export interface ReadyUnit {
  staged: readonly StagedPart[];
  /** Once they have their names. */
  host: RolledHost;
  ends: readonly ChangedEnd[];
}

export interface StagedPart extends StagedFiles {
  replacement: StagedFiles['replacement'] & { publish(): Promise<void>; discard(): Promise<void> };
}

export interface Replaced {
  hosts: RolledHost[];
  handshakes: Handshake[];
  ends: ChangedEnd[];
}

export interface ReplacingTerms<Standing> {
  proof: boolean;
  unitOf(standing: Standing): HostUnit;
  /** Answers what is to be told of one for which nothing is to be done now. */
  prepare(standing: Standing): Promise<ReadyUnit | RolledHost>;
}

export async function replaceUnits<Standing>(
  all: readonly Standing[],
  terms: ReplacingTerms<Standing>,
  ports: RenewalPorts,
): Promise<Replaced> {
  const replaced: Replaced = { hosts: [], handshakes: [], ends: [] };
  const groups = new Map<string | undefined, Standing[]>();
  for (const one of all) {
    const together = terms.proof ? terms.unitOf(one).together : undefined;
    groups.set(together, [...(groups.get(together) ?? []), one]);
  }
  const group = new Group(replaced, terms, ports);
  for (const [together, members] of groups) await group.take(members, together);
  return replaced;
}

class Group<Standing> {
  constructor(
    private readonly replaced: Replaced,
    private readonly terms: ReplacingTerms<Standing>,
    private readonly ports: RenewalPorts,
  ) {}

  /** What belongs to no link is replaced by itself, and waits for no other. */
  async take(members: readonly Standing[], together: string | undefined): Promise<void> {
    const { terms, replaced } = this;
    const held: ReadyUnit[] = [];
    try {
      for (const one of members) {
        const { path } = terms.unitOf(one);
        const ready = await attempt(path, replaced, () => terms.prepare(one));
        if (!ready) continue;
        if (!('staged' in ready)) replaced.hosts.push(ready);
        else if (together === undefined) await this.#finish(ready);
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
    const proved = await attempt(together, this.replaced, () =>
      proveStaged(staged, { together }, now, this.ports),
    );
    if (proved) this.replaced.handshakes.push(...proved);
    else for (const one of held.splice(0)) await discard(one);
  }

  async #finish({ staged, host, ends }: ReadyUnit): Promise<void> {
    await attempt(host.path, this.replaced, async () => {
      for (const { replacement } of staged) await replacement.publish();
      this.replaced.ends.push(...ends);
      this.replaced.hosts.push(host);
    });
  }
}

async function discard({ staged }: ReadyUnit): Promise<void> {
  for (const { replacement } of staged) await replacement.discard();
}
