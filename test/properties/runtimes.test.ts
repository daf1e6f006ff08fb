// What runtimes would say of damaged certificates, and of bundles that are made to cost time.
import { describe, expect, it } from 'vitest';
import type { RuntimeVerdict } from '../../src/checks/runtime/presented-chain.js';
import type { Purpose } from '../../src/checks/path/terms.js';
import { decodeCertificate, ifReadable } from '../../src/pki/certificate/certificate-encoding.js';
import type { Certificate } from '../../src/pki/certificate/certificate.js';
import { Damage } from '../support/damage.js';
import { judgeChain } from '../support/runtimes/judge-chain.js';
import { ecKey } from '../support/foreign-certificate.js';
import {
  ca,
  dnsName,
  endEntity,
  type Made,
  nameConstraints,
  OID,
  san,
} from '../support/path-builder.js';
import { seededRandom } from '../support/seeded-random.js';
import { inYardsticks, SOON } from '../support/yardstick.js';

const root = ca('Root');
const decode = ({ der }: { der: Uint8Array }) => decodeCertificate(der);

const judge = (chain: readonly Certificate[], purpose: Purpose = 'any', anchors = [root]) =>
  judgeChain(chain, anchors, purpose);

describe('damaged certificates', () => {
  const middle = ca('Middle', root, {
    changes: { [OID.nc]: nameConstraints({ permitted: [dnsName('example')] }) },
  });
  const chain = [endEntity(middle), middle];
  it.each([1, 2, 3, 4])('a thousand times, seed %i: a verdict of every runtime', (seed) => {
    const damage = new Damage(seededRandom(seed));
    let read = 0;
    for (let i = 0; i < 1000; i++) {
      const at = damage.below(2);
      const damaged = chain.map(({ der }, place) => (place === at ? damage.damaged(der) : der));
      const decoded = damaged.map((der) => ifReadable(() => decodeCertificate(der)));
      if (decoded.some((one) => one === undefined)) continue;
      read++;
      const verdicts = judge(decoded as Certificate[]);
      expect(verdicts).toHaveLength(6);
      const isSaid = ({ accepts, reason }: RuntimeVerdict) =>
        reason.startsWith('not judged: ') ? accepts === null : accepts === (reason === '');
      expect(verdicts.every(isSaid)).toBe(true);
    }
    expect(read).toBeGreaterThan(100);
  });
});

it('a runtime that would have to verify without end is not judged', () => {
  const key = ecKey('P-521');
  const twins = Array.from({ length: 150 }, () => ca('Twin', root, { key }));
  const leaf = endEntity(ca('Twin', root));
  const verdicts = judge([leaf, ...twins].map(decode), 'server');
  expect(verdicts.map(({ reason }) => reason)).toContain(
    'not judged: more signatures than a handshake can have',
  );
  expect(verdicts.filter(({ accepts }) => accepts)).toEqual([]);
});

describe('a hostile bundle', () => {
  const ring = Array.from({ length: 10 }, (_, i) => ca(`CA ${i}`));
  const web = ring.flatMap((issuer) => ring.map(({ key }, i) => ca(`CA ${i}`, issuer, { key })));
  const ofOneName = Array.from({ length: 150 }, (_, i) =>
    ca('One name', ring[i % 10] as Made, { issuer: ca('One name').name }),
  );
  const names = Array.from({ length: 600 }, (_, i) => dnsName(`${i}.example`));
  const limits = { changes: { [OID.nc]: nameConstraints({ permitted: names }) } };
  const first = ring[0] as Made;

  it.each<[string, Made, readonly Made[]]>([
    ['of ten CAs that all certify each other', endEntity(first), web],
    ['of 150 CAs of one name', endEntity(ofOneName[0] as Made), ofOneName],
    [
      'of names and constraints',
      endEntity(first, { changes: { [OID.san]: san(...names) } }),
      [ca('CA 0', root, { key: first.key, ...limits })],
    ],
    ['of a thousand certificates', endEntity(first), Array.from({ length: 1000 }, () => first)],
  ])('%s soon ends', async (_, leaf, others) => {
    const chain = [leaf, ...others].map(decode);
    const work = () => expect(judge(chain, 'server').every(({ accepts }) => !accepts)).toBe(true);
    expect(await inYardsticks(work)).toBeLessThan(SOON);
  });
});
