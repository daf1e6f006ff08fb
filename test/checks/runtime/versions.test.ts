// Rows speak of the newest version; older ones stand beside them only where they say otherwise.
import { describe, expect, it } from 'vitest';
import { runtimeVerdicts } from '../../../src/checks/runtime/verdicts.js';
import {
  joinedRow,
  newestVersion,
  rowOf,
  VERSIONS,
  versionText,
} from '../../../src/checks/runtime/versions.js';
import {
  RUNTIMES,
  type RuntimeName,
  type VersionVerdict,
} from '../../../src/checks/runtime/presented-chain.js';
import { allCases } from '../../support/runtimes/all-cases.js';
import { presentedBy } from '../../support/runtimes/presented.js';

const cases = allCases();

function rowsOf(name: string) {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return runtimeVerdicts(presentedBy(found));
}

describe('versions that say otherwise', () => {
  it.each<[string, RuntimeName, boolean, string[]]>([
    ['signature: SHA3-256 with EC on the end entity', 'openssl', true, ['3.0']],
    ['signature: SHA3-256 with EC on the end entity', 'node', true, ['22', '20']],
    ['signature: SHA3-256 with EC on the end entity', 'python', true, ['3.13']],
    ['signature: SHA3-256 with RSA on the end entity', 'openssl', true, []],
    ['signature: SHA-224 with RSA on the end entity', 'jdk', false, ['17']],
    ['key: RSA 1024 of the end entity', 'node', false, ['22', '20']],
    ['key: RSA 1984 of the end entity', 'openssl', true, []],
    ['key: brainpoolP256r1 of the end entity', 'openssl', true, ['3.0']],
    ['host: a mapped address', 'go', false, ['1.26', '1.25', '1.24', '1.23', '1.22']],
    ['subject a UniversalString', 'go', true, ['1.26', '1.25', '1.24', '1.23', '1.22']],
    ['critical subjectKeyIdentifier: leaf', 'go', false, ['1.22']],
    ['host: a wildcard in the second label', 'jdk', false, ['17']],
  ])('%s, %s', (name, runtime, accepts, versions) => {
    const row = rowsOf(name).find((one) => one.runtime === runtime);
    expect(row?.version).toBe(newestVersion(runtime));
    expect(row?.accepts).toBe(accepts);
    expect(row?.versions?.map(({ version }) => version) ?? []).toEqual(versions);
    expect(row?.versions?.every((one) => one.accepts === !accepts) ?? true).toBe(true);
  });

  it('there are none for a chain that is right', () => {
    const told = rowsOf('a chain of three').filter(({ versions }) => versions);
    expect(told).toEqual([]);
  });
});

it('the newest version stands first', () => {
  for (const runtime of RUNTIMES) {
    const numbers = VERSIONS[runtime].map(([major, minor]) => major * 1000 + minor);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(newestVersion(runtime)).toBe(versionText(runtime, VERSIONS[runtime][0]));
  }
});

describe('rows of one runtime as one', () => {
  const said = (version: string, accepts: boolean): VersionVerdict => ({
    ...{ version, accepts },
    reason: accepts ? '' : `no, by ${version}`,
  });
  const worst = (all: readonly VersionVerdict[]) =>
    all.find(({ accepts }) => !accepts) ?? (all[0] as VersionVerdict);

  it('an older version refuses where it refuses one of them', () => {
    const one = rowOf('openssl', [said('3.5', true), said('3.0', false)]);
    const other = rowOf('openssl', [said('3.5', true), said('3.0', true)]);
    expect(joinedRow([other, one], worst)).toEqual({
      ...{ runtime: 'openssl', version: '3.5', accepts: true, reason: '' },
      versions: [said('3.0', false)],
    });
  });

  it('nothing stands beside a refusal that all versions share', () => {
    const one = rowOf('openssl', [said('3.5', true), said('3.0', false)]);
    const other = rowOf('openssl', [said('3.5', false), said('3.0', false)]);
    expect(joinedRow([one, other], worst)).not.toHaveProperty('versions');
  });
});
