// Bundles that are made to cost time when a path is sought in them.
import { describe, expect, it } from 'vitest';
import {
  ca,
  dnsName,
  endEntity,
  errorsOf,
  type Made,
  nameConstraints,
  OID,
  san,
  verify,
} from '../support/path-builder.js';
import { inYardsticks, SOON } from '../support/yardstick.js';

const root = ca('Root');

it('a path takes the one that the key identifier names, first, among hundreds of one name', () => {
  const same = Array.from({ length: 300 }, () => ca('Same', root));
  const [right] = same.slice(-1) as [Made];
  const found = verify(endEntity(right), { anchors: [root], between: same });
  expect([found.ok, errorsOf(found)]).toEqual([true, []]);
});

describe('a hostile bundle', () => {
  const ring = Array.from({ length: 10 }, (_, i) => ca(`CA ${i}`));
  const web = ring.flatMap((issuer) => ring.map(({ key }, i) => ca(`CA ${i}`, issuer, { key })));
  const [first, last] = [ring[0], ring[9]] as [Made, Made];
  const excluded = ca('CA 9', undefined, {
    key: last.key,
    changes: { [OID.nc]: nameConstraints({ excluded: [dnsName('example')] }) },
  });
  const ofOneName = Array.from({ length: 100 }, (_, i) =>
    ca('One name', ring[i % 10] as Made, { issuer: ca('One name').name }),
  );
  const names = Array.from({ length: 400 }, (_, i) => dnsName(`${i}.example`));
  const limited = ring.map(({ key }, i) =>
    ca(`CA ${i}`, first, { key, changes: { [OID.nc]: nameConstraints({ permitted: names }) } }),
  );

  it.each<[string, Made, Made[], Made[]]>([
    ['of ten CAs that all certify each other', endEntity(first), [root], web],
    [
      'of the same, with one that is trusted and permits nothing',
      endEntity(first),
      [excluded],
      web,
    ],
    ['of a hundred CAs of one name', endEntity(ofOneName[0] as Made), [root], ofOneName],
    [
      'of CAs with many name constraints',
      endEntity(first, { changes: { [OID.san]: san(...names) } }),
      [excluded],
      [...web, ...limited],
    ],
  ])('%s soon ends', async (_, leaf, anchors, between) => {
    const work = () => {
      const { ok, findings } = verify(leaf, { anchors, between });
      expect(ok).toBe(false);
      // What was not looked at may make everything behind it untrue: it is said first, or not at all.
      expect(findings.findIndex(({ code }) => code === 'search-limit')).toBeLessThan(1);
    };
    expect(await inYardsticks(work)).toBeLessThan(SOON);
  });
});
