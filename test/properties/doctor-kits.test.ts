// `doctor` finds nothing in a kit: every pair, in every era of its ends, in every form that both read.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/app/doctor/diagnose.js';
import { makeKit, type MakeKitRequest } from '../../src/app/kit/make.js';
import { TlsmithError } from '../../src/errors.js';
import { parseHost } from '../../src/pki/names/general-name.js';
import { formatStackVersion, KNOWN_STACK_VERSIONS } from '../../src/targets/stack-version.js';
import { erasOf, type Pair, pairsOf } from '../../src/targets/target.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';
import { shippedTargets } from '../targets/shipped.js';

const base = temporaryFolder();

/** Each pair of names once, with the versions in which either end is spelt anew, and the newest. */
function links(): [string, Pair][] {
  const pairs = pairsOf(shippedTargets()).map((pair): [string, Pair] => [
    `${pair.client.name} ${pair.server.name}`,
    pair,
  ]);
  return [...new Map(pairs)];
}

function versionsOf({ client, server }: Pair): string[] {
  const eras = [...erasOf(client), ...erasOf(server), ...KNOWN_STACK_VERSIONS.slice(-1)];
  return [...new Set(eras.map(formatStackVersion))];
}

const FORMS: readonly [string, Partial<MakeKitRequest>][] = [
  ['PEM', {}],
  ['PEM with a password', { password: 'generate' }],
  ['PKCS#12', { store: 'pkcs12' }],
];

/** What no version does otherwise. */
const FORMS_OF_THE_NEWEST: readonly [string, Partial<MakeKitRequest>][] = [
  ['clients without a certificate let in', { clientAuthentication: 'optional' }],
  ['each certificate for its own role', { extKeyUsage: 'own' }],
  ['a monitor beside it', { monitor: true }],
];

/** What a pair refuses in that version and form it says itself; that is no kit. */
const REFUSALS = ['consumer-cannot-read', 'version-unknown', 'pair-unknown', 'flags-conflict'];

async function kit(
  pair: Pair,
  stack: string,
  changes: Partial<MakeKitRequest>,
): Promise<string | undefined> {
  const out = join(base, 'kit');
  rmSync(out, { recursive: true, force: true });
  const wanted: MakeKitRequest = {
    ...{ client: pair.client.name, server: pair.server.name, stack, store: 'pem' },
    ...{
      otherNames: [],
      extKeyUsage: 'both',
      hosts: [parseHost('links.example'), parseHost('10.0.0.5')],
    },
    ...{ validity: { days: 825, isDefault: true }, proof: false, force: false, dryRun: false, out },
    ...{ newCa: { keyType: 'ec-p256' }, ...changes },
  };
  for (const hosts of [wanted.hosts, wanted.hosts.slice(0, 1)]) {
    try {
      await makeKit({ ...wanted, hosts }, testPorts());
      return out;
    } catch (error) {
      const isRefusal = error instanceof TlsmithError && REFUSALS.includes(error.code);
      if (!isRefusal) throw error;
    }
  }
  return undefined;
}

describe('a kit is without a finding', () => {
  let made = 0;
  it.each(links())('%s', async (_name, pair) => {
    const versions = versionsOf(pair);
    for (const stack of versions) {
      const isNewest = stack === versions.at(-1);
      for (const [form, changes] of isNewest ? [...FORMS, ...FORMS_OF_THE_NEWEST] : FORMS) {
        const out = await kit(pair, stack, changes);
        if (out === undefined) continue;
        made += 1;
        const {
          findings,
          notJudged,
          links: judged,
        } = await diagnose({ paths: [out], stack }, testPorts());
        const told = findings.filter(({ severity }) => severity !== 'info');
        expect({ stack, form, told, notJudged }).toEqual({ stack, form, told: [], notJudged: [] });
        expect({ stack, form, links: judged.length > 0 }).toEqual({ stack, form, links: true });
      }
    }
  });

  it('and there were hundreds of them', () => {
    expect(made).toBeGreaterThan(300);
  });
});
