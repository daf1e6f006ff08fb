// Signature algorithm × key × place × role, by three planes of it: each algorithm by each key on the end entity's signature, each algorithm
// in each place, each key in each place. Whatever depends on two of the four at once is among them.
import type { CaseRow } from '../case.js';
import { type Parts, usual } from '../case.js';
import { ALGORITHMS, type GridAlgorithm, type GridKey, gridKeys, type Kind } from './algorithms.js';

const ROLES = ['server', 'client'] as const;

export function signatureGrid(): CaseRow[] {
  const keys = gridKeys();
  const usualKey = (kind: Kind) => keys.find(({ name }) => name === USUAL[kind]) as GridKey;
  return [
    ...ALGORITHMS.flatMap((algorithm, i) =>
      keys
        .filter((key) => fits(key, algorithm))
        .map((key, j) => ({
          ...usual(`signature: ${algorithm.name} by ${key.name}`, below(key, algorithm)),
          roles: [ROLES[(i + j) % 2] as (typeof ROLES)[number]],
        })),
    ),
    ...ALGORITHMS.flatMap((algorithm) => {
      const key = usualKey(algorithm.kind);
      return [
        usual(`signature: ${algorithm.name} on the end entity`, below(key, algorithm)),
        usual(`signature: ${algorithm.name} on the intermediate`, {
          root: { key: key.key },
          intermediate: { signing: algorithm.signing },
        }),
        usual(`signature: ${algorithm.name} on the root`, {
          root: { key: key.key, signing: algorithm.signing },
          intermediate: { signing: signingOf(key) },
        }),
      ];
    }),
    ...keys.flatMap((key) => [
      // No program presents a key on SM2.
      ...(key.name === 'SM2'
        ? []
        : [usual(`key: ${key.name} of the end entity`, { leaf: { key: key.key } })]),
      usual(`key: ${key.name} of the intermediate`, below(key, usualAlgorithm(key))),
      usual(`key: ${key.name} of the root`, {
        root: { key: key.key, signing: signingOf(key) },
        intermediate: { signing: signingOf(key) },
      }),
    ]),
  ];
}

const USUAL: Readonly<Record<Kind, string>> = {
  RSA: 'RSA 2048',
  EC: 'prime256v1',
  DSA: 'DSA 2048-256',
  Ed25519: 'Ed25519',
  Ed448: 'Ed448',
};

/** The end entity is signed in this way by an intermediate CA with this key. */
const below = ({ key }: GridKey, { signing }: GridAlgorithm): Parts => ({
  intermediate: { key },
  leaf: { signing },
});

function usualAlgorithm({ kind }: GridKey): GridAlgorithm {
  return ALGORITHMS.find(
    (one) =>
      one.kind === kind && (one.signing.hash === null || /^SHA-256 with [^_]*$/.test(one.name)),
  ) as GridAlgorithm;
}

const signingOf = (key: GridKey) => usualAlgorithm(key).signing;

/** A modulus must hold digest and salt. */
function fits({ kind, name }: GridKey, algorithm: GridAlgorithm): boolean {
  if (kind !== algorithm.kind) return false;
  const bits = Number(/^RSA (\d+)/.exec(name)?.[1] ?? Infinity);
  const digest = Number(/(\d{3}) with RSASSA/.exec(algorithm.name)?.[1] ?? 0);
  return bits >= 2 * digest + 16;
}
