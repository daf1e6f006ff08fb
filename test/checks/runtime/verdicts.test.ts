// What each runtime would say to one fault at a time, and that it accepts the same chain without the fault.
import { describe, expect, it } from 'vitest';
import { runtimeVerdicts } from '../../../src/checks/runtime/verdicts.js';
import { RUNTIMES, type RuntimeName } from '../../../src/checks/runtime/presented-chain.js';
import { allCases } from '../../support/runtimes/all-cases.js';
import { presentedBy } from '../../support/runtimes/presented.js';
import { VERDICTS, type VerdictRow } from './verdict-rows.js';

const cases = allCases();

function verdictsOf(name: string, role: string) {
  const found = cases.find((one) => one.name === name && one.role === role);
  if (!found) throw new Error(`no case ${name} as ${role}`);
  return runtimeVerdicts(presentedBy(found));
}

/** Beats say what Go says, without what Go puts before it, unless the row says otherwise. */
function expectedOf(runtime: RuntimeName, { beats, ...refused }: VerdictRow['refused']) {
  if (runtime !== 'beats') return refused[runtime];
  if (beats !== undefined) return beats ?? undefined;
  return refused.go?.replace('tls: failed to verify certificate: ', '');
}

describe.each(VERDICTS)('$name, $role', ({ name, role, refused }) => {
  it('is said in the words of each runtime', () => {
    for (const { runtime, accepts, reason } of verdictsOf(name, role)) {
      const words = expectedOf(runtime, refused);
      expect([runtime, accepts, reason]).toEqual([
        ...[
          runtime,
          words === undefined,
          words === undefined ? '' : expect.stringContaining(words),
        ],
      ]);
    }
  });
});

it.each(['server', 'client'])('a right chain is accepted everywhere, as a %s', (role) => {
  const verdicts = verdictsOf('a chain of three', role);
  expect(verdicts.map(({ runtime }) => runtime)).toEqual(RUNTIMES);
  expect(verdicts.filter(({ accepts }) => !accepts)).toEqual([]);
});

it('every runtime accepts and refuses something', () => {
  const refusing = (runtime: RuntimeName) =>
    VERDICTS.filter(({ refused }) => expectedOf(runtime, refused) !== undefined).length;
  for (const runtime of RUNTIMES) {
    expect(refusing(runtime)).toBeGreaterThan(20);
    expect(refusing(runtime)).toBeLessThan(VERDICTS.length);
  }
});
