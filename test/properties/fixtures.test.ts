// Whatever the moment and the seed of a set: its items are other ones, and their verdicts the same.
import { beforeAll, describe, expect, it } from 'vitest';
import { type FixtureSet, makeSet, MOST_SEED } from '../../src/app/fixtures/set.js';
import { equalBytes } from '../../src/pki/der/hex.js';
import { NOW } from '../support/fixed-clock.js';
import { rememberingCrypto } from '../support/remembering-crypto.js';

let usual: FixtureSet;
beforeAll(async () => {
  usual = await makeSet({ at: NOW, seed: 1 }, rememberingCrypto);
});

const accepted = ({ manifest }: FixtureSet) =>
  manifest.items.map(({ name, ok, findings, runtimes }) => [
    ...[name, ok, ...findings.map(({ code }) => code)],
    ...runtimes.map(({ accepts }) => accepts),
  ]);

/** Those that are drawn: of the others the number is what is wrong. */
const serialsOf = ({ certificates }: FixtureSet) =>
  certificates.flatMap(({ serialNumber }) => (serialNumber.length === 34 ? [serialNumber] : []));

describe.each([
  ['another seed', { at: NOW, seed: MOST_SEED }],
  ['another second', { at: new Date(NOW.getTime() + 1_000), seed: 1 }],
  ['the first moment', { at: new Date('1970-01-01T00:00:00Z'), seed: 1 }],
  ['the last UTCTime', { at: new Date('2049-12-31T23:59:59Z'), seed: 1 }],
  ['a moment of GeneralizedTime', { at: new Date('2051-06-30T12:00:00Z'), seed: 0 }],
  ['the last moment', { at: new Date('9899-12-31T23:59:59Z'), seed: 1 }],
])('for %s', (_, terms) => {
  let other: FixtureSet;
  beforeAll(async () => {
    other = await makeSet(terms, rememberingCrypto);
  });

  it('no serial number and no store is the same', () => {
    const known = new Set(serialsOf(usual));
    expect(serialsOf(other).length).toBeGreaterThan(90);
    expect(serialsOf(other).filter((one) => known.has(one))).toEqual([]);
    const stores = new Map(usual.files.map(({ path, bytes }) => [path, bytes]));
    const same = other.files.filter(
      ({ path, bytes }) =>
        path.endsWith('.p12') && equalBytes(bytes, stores.get(path) ?? new Uint8Array()),
    );
    expect(same).toEqual([]);
  });

  it('every verdict is the same', () => {
    expect(accepted(other)).toEqual(accepted(usual));
  });
});
