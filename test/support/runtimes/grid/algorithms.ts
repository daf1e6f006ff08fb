// The axes of the grid of signatures: every algorithm that certificates are signed with, and keys of every kind and strength.
import { generateKeyPairSync } from 'node:crypto';
import {
  type ForeignKey,
  foreignKey,
  pssSigning,
  type Signing,
} from '../../foreign-certificate.js';
import { nul, oid, sequence } from '../../path-builder.js';
import { rsa as stored } from '../case.js';

export type Kind = 'RSA' | 'EC' | 'DSA' | 'Ed25519' | 'Ed448';

export interface GridKey {
  name: string;
  kind: Kind;
  key: ForeignKey;
}

export interface GridAlgorithm {
  name: string;
  kind: Kind;
  signing: Signing;
}

interface Hash {
  name: string;
  /** What node:crypto calls it. */
  node: string;
  oid: string;
  length: number;
  /** Of the signature algorithm with it, where there is one. */
  rsa?: string;
  ec?: string;
  dsa?: string;
}

const PKCS1 = '1.2.840.113549.1.1';
const NIST_HASH = '2.16.840.1.101.3.4.2';
const NIST_SIGNATURE = '2.16.840.1.101.3.4.3';

/** RFCs 3279, 4055, 5758, 8692 and NIST's register. */
const HASHES: readonly Hash[] = [
  { name: 'MD5', node: 'md5', oid: '1.2.840.113549.2.5', length: 16, rsa: `${PKCS1}.4` },
  {
    ...{ name: 'SHA-1', node: 'sha1', oid: '1.3.14.3.2.26', length: 20, rsa: `${PKCS1}.5` },
    ...{ ec: '1.2.840.10045.4.1', dsa: '1.2.840.10040.4.3' },
  },
  ...(
    [
      [224, 4, 14, 1],
      [256, 1, 11, 2],
      [384, 2, 12, 3],
      [512, 3, 13, 4],
    ] as const
  ).map(([bits, hash, rsa, other]) => ({
    ...{ name: `SHA-${bits}`, node: `sha${bits}`, oid: `${NIST_HASH}.${hash}`, length: bits / 8 },
    ...{ rsa: `${PKCS1}.${rsa}`, ec: `1.2.840.10045.4.3.${other}` },
    dsa: `${NIST_SIGNATURE}.${other}`,
  })),
  ...[224, 256].map((bits, i) => ({
    ...{ name: `SHA-512/${bits}`, node: `sha512-${bits}`, oid: `${NIST_HASH}.${5 + i}` },
    ...{ length: bits / 8, rsa: `${PKCS1}.${15 + i}` },
  })),
  ...[224, 256, 384, 512].map((bits, i) => ({
    ...{ name: `SHA3-${bits}`, node: `sha3-${bits}`, oid: `${NIST_HASH}.${7 + i}` },
    ...{ length: bits / 8, dsa: `${NIST_SIGNATURE}.${5 + i}` },
    ...{ ec: `${NIST_SIGNATURE}.${9 + i}`, rsa: `${NIST_SIGNATURE}.${13 + i}` },
  })),
];

export const ALGORITHMS: readonly GridAlgorithm[] = [
  ...HASHES.flatMap(({ name, node, oid: hashOid, length, ...by }): GridAlgorithm[] => {
    const plain = (kind: Kind, type: string | undefined, ...behind: readonly Uint8Array[]) =>
      type === undefined
        ? []
        : [
            {
              ...{ name: `${name} with ${kind}`, kind },
              signing: { identifier: sequence(oid(type), ...behind), hash: node },
            },
          ];
    const pss = pssSigning(node, hashOid, length);
    return [
      ...plain('RSA', by.rsa, nul),
      { name: `${name} with RSASSA-PSS`, kind: 'RSA', signing: pss },
      ...plain('EC', by.ec),
      ...plain('DSA', by.dsa),
    ];
  }),
  ...(
    [
      ['Ed25519', '1.3.101.112'],
      ['Ed448', '1.3.101.113'],
    ] as const
  ).map(([kind, type]) => ({
    ...{ name: kind, kind },
    signing: { identifier: sequence(oid(type)), hash: null },
  })),
];

const RSA_SIZES = [768, 1024, 1536, 1920, 1984, 2040, 2047, 2048, 3072, 4096] as const;

/** From 160 to 571 bits: over prime fields, binary ones, of Brainpool, SM2. */
const NAMED_CURVES = [
  ...['secp160k1', 'secp160r1', 'secp160r2', 'brainpoolP160r1', 'sect163k1', 'prime192v1'],
  ...['secp192k1', 'brainpoolP192r1', 'secp224r1', 'secp224k1', 'brainpoolP224r1', 'sect233k1'],
  ...['prime239v1', 'prime256v1', 'secp256k1', 'brainpoolP256r1', 'brainpoolP256t1', 'sect283r1'],
  ...['brainpoolP320r1', 'secp384r1', 'brainpoolP384r1', 'sect409k1', 'brainpoolP512r1'],
  ...['secp521r1', 'sect571r1', 'SM2'],
] as const;

const dsaSizes = ['1024-160', '2048-224', '2048-256'] as const;

export function gridKeys(): GridKey[] {
  return [
    ...RSA_SIZES.map((size): GridKey => ({
      ...{ name: `RSA ${size}`, kind: 'RSA', key: stored(`rsa-${size}`) },
    })),
    ...NAMED_CURVES.map((namedCurve): GridKey => ({
      ...{ name: namedCurve, kind: 'EC' },
      key: foreignKey(generateKeyPairSync('ec', { namedCurve }).privateKey),
    })),
    ...dsaSizes.map((size): GridKey => ({
      ...{ name: `DSA ${size}`, kind: 'DSA', key: stored(`dsa-${size}`) },
    })),
    {
      ...{ name: 'Ed25519', kind: 'Ed25519' },
      key: foreignKey(generateKeyPairSync('ed25519').privateKey),
    },
    {
      ...{ name: 'Ed448', kind: 'Ed448' },
      key: foreignKey(generateKeyPairSync('ed448').privateKey),
    },
  ];
}
