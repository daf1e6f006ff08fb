// Every pair that makes a kit is renewed: its link is proved by real handshakes again, and `doctor` finds nothing.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/app/doctor/diagnose.js';
import { makeKit, type MakeKitRequest } from '../../src/app/kit/make.js';
import { TlsmithError } from '../../src/errors.js';
import { loopbackTls } from '../../src/io/loopback-tls.js';
import { parseHost } from '../../src/pki/names/general-name.js';
import { type Pair, pairsOf } from '../../src/targets/target.js';
import type { FakeLoopback } from '../support/fake-loopback.js';
import { laterPorts, renew, statesOf } from '../support/renewing.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import type { TestPorts } from '../support/test-ports.js';
import { shippedTargets } from '../targets/shipped.js';

const out = join(temporaryFolder(), 'kit');
/** Real handshakes go by the clock of the machine. */
const portsOfToday = (): TestPorts => ({
  ...laterPorts({ clock: { now: () => new Date() } }),
  loopback: loopbackTls as FakeLoopback,
});
const links = new Map(
  pairsOf(shippedTargets()).map((pair): [string, Pair] => [
    `${pair.client.name} ${pair.server.name}`,
    pair,
  ]),
);
const FORMS: readonly Partial<MakeKitRequest>[] = [
  {},
  { password: 'generate' },
  { store: 'pkcs12', password: 'generate' },
];
/** What a pair refuses in that form it says itself; that is no kit. */
const REFUSALS = ['consumer-cannot-read', 'version-unknown', 'pair-unknown', 'flags-conflict'];

async function isMade(pair: Pair, changes: Partial<MakeKitRequest>): Promise<boolean> {
  const wanted: MakeKitRequest = {
    ...{ client: pair.client.name, server: pair.server.name, store: 'pem', otherNames: [] },
    ...{ extKeyUsage: 'both', hosts: [parseHost('links.example')], proof: false, out },
    ...{ validity: { days: 825, isDefault: true }, force: false, dryRun: false },
    ...{ newCa: { keyType: 'ec-p256' }, ...changes },
  };
  try {
    await makeKit(wanted, portsOfToday());
    return true;
  } catch (error) {
    if (error instanceof TlsmithError && REFUSALS.includes(error.code)) return false;
    throw error;
  }
}

describe('a renewed kit is proved, and without a finding', () => {
  let made = 0;
  it.each([...links])('%s', async (_, pair) => {
    for (const [at, changes] of FORMS.entries()) {
      rmSync(out, { recursive: true, force: true });
      if (!(await isMade(pair, changes))) continue;
      made += 1;
      const key = at % 2 === 0 ? 'new' : 'keep';
      const summary = await renew(out, '/absent', { key }, portsOfToday());
      const reasons = summary.hosts.flatMap(({ error }) => error?.sentence ?? []);
      expect({ changes, states: statesOf(summary), reasons }).toEqual({
        ...{ changes, states: ['renewed', 'renewed'], reasons: [] },
      });
      expect(summary.handshakes.length).toBeGreaterThan(0);
      const { findings } = await diagnose({ paths: [out] }, portsOfToday());
      const told = findings.filter(({ severity }) => severity !== 'info');
      expect({ changes, told }).toEqual({ changes, told: [] });
    }
  });

  it('and there were dozens of them', () => {
    expect(made).toBeGreaterThan(links.size);
  });
});
