// OpenSSL's row at each security level says what `openssl verify -auth_level` says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { judgeRuntimes } from '../../src/app/judging/runtimes.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { decodeCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { NOW } from '../support/fixed-clock.js';
import { ecKey, type ForeignKey, foreignKey } from '../support/foreign-certificate.js';
import { ca, endEntity, type Made } from '../support/path-builder.js';
import { describePeer, OPENSSL, opensslExits } from '../support/peer.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const LEVELS = [0, 1, 2, 3, 4, 5];

const rsaKey = (bits: number): ForeignKey =>
  foreignKey(generateKeyPairSync('rsa', { modulusLength: bits }).privateKey);

/** Root, intermediate and end entity: what each has, and the most that OpenSSL would let it have. */
const KEYS: readonly [string, () => ForeignKey][] = [
  ['RSA 1024', () => rsaKey(1024)],
  ['RSA 2048', () => rsaKey(2048)],
  ['RSA 3072', () => rsaKey(3072)],
  ['EC P-256', () => ecKey('P-256')],
  ['EC P-384', () => ecKey('P-384')],
  ['EC P-521', () => ecKey('P-521')],
];

const written = (name: string, ...made: readonly Made[]): string => {
  const path = join(folder, `${name.replaceAll(' ', '-')}.pem`);
  writeFileSync(path, made.map(({ der }) => encodePem('CERTIFICATE', der)).join(''));
  return path;
};

interface Question {
  name: string;
  chain: readonly [Made, ...Made[]];
  root: Made;
}

/** Each key in each place, among keys of P-521, which every level but the last takes. */
function questionsOf([name, make]: (typeof KEYS)[number]): Question[] {
  const strong = () => ecKey('P-521');
  return (['end entity', 'intermediate', 'root'] as const).map((place) => {
    const keyAt = (one: string) => (one === place ? make() : strong());
    const root = ca('Root', undefined, { key: keyAt('root') });
    const middle = ca('Middle', root, { key: keyAt('intermediate') });
    const leaf = endEntity(middle, { key: keyAt('end entity') });
    return { name: `${name} as ${place}`, chain: [leaf, middle], root };
  });
}

const saidBy = ({ chain, root }: Question, level: number): boolean | null => {
  const [leaf, ...above] = chain.map(({ der }) => decodeCertificate(der));
  if (!leaf) return null;
  const anchors = [decodeCertificate(root.der)];
  const terms = { purpose: 'server' as const, at: NOW, opensslLevel: level };
  const rows = judgeRuntimes({ presented: [leaf, ...above], anchors, ...terms }, nodeCrypto);
  const row = rows.find(({ runtime }) => runtime === 'openssl');
  expect(row?.level).toBe(level);
  return row?.accepts ?? null;
};

describePeer('openssl verify', { openssl: OPENSSL }, () => {
  it.each(KEYS)('agrees at each level about %s', async (...key) => {
    const differing: string[] = [];
    for (const question of questionsOf(key)) {
      const { name, chain, root } = question;
      const files = [
        '-CAfile',
        written(`${name} root`, root),
        '-untrusted',
        written(name, ...chain),
      ];
      const at = ['-attime', String(Math.floor(NOW.getTime() / 1000))];
      const calls = LEVELS.map((level) => [
        ...['verify', '-purpose', 'sslserver', '-auth_level', String(level), ...at, ...files],
        written(name, ...chain),
      ]);
      const exits = await opensslExits(calls);
      for (const [index, level] of LEVELS.entries()) {
        const ours = saidBy(question, level);
        if (ours !== (exits[index] === 0)) differing.push(`${name}, level ${level}: ${ours}`);
      }
    }
    expect(differing).toEqual([]);
  });
});
