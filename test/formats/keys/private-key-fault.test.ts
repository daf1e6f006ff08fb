// Keys that are none: each fault of a private key in every container that can hold it, with its own sentence.
import { createECDH, createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encryptPrivateKeyInfo } from '../../../src/formats/keys/key-encryption.js';
import { decodePem, encodePem } from '../../../src/formats/containers/pem.js';
import { decodeStore } from '../../../src/formats/pkcs12/decode.js';
import { openPrivateKey } from '../../../src/formats/keys/opening.js';
import { findPrivateKey } from '../../../src/formats/keys/private-key.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import {
  bitString,
  childrenOf,
  explicit,
  integer,
  nul,
  octetString,
  oid,
  sequence,
  tlv,
} from '../../support/der.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { ecKey, foreignKey, keyFromPem } from '../../support/foreign-certificate.js';
import { refusalOf } from '../../support/refusal-of.js';
import { seededRandom } from '../../support/seeded-random.js';

const random = seededRandom(5);
const EC = '1.2.840.10045.2.1';
const P256 = oid('1.2.840.10045.3.1.7');
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const octets = (value: bigint, length = 32) =>
  new Uint8Array(Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex'));
const pointOf = (
  scalar: bigint,
  form: 'uncompressed' | 'compressed' | 'hybrid' = 'uncompressed',
) => {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(octets(scalar));
  return new Uint8Array(pair.getPublicKey(null, form));
};

const sec1 = (scalar: Uint8Array, point?: Uint8Array, curve: Uint8Array | null = P256) =>
  sequence(
    integer(1),
    octetString(scalar),
    ...(curve ? [explicit(0, curve)] : []),
    ...(point ? [explicit(1, bitString(point))] : []),
  );
const pkcs8 = (algorithm: Uint8Array, key: Uint8Array, ...behind: Uint8Array[]) =>
  sequence(integer(behind.length > 0 ? 1 : 0), algorithm, octetString(key), ...behind);
const ecPkcs8 = (scalar: Uint8Array, point?: Uint8Array, ...behind: Uint8Array[]) =>
  pkcs8(sequence(oid(EC), P256), sec1(scalar, point, null), ...behind);
const publicPart = (bits: Uint8Array) => tlv(0x81, Uint8Array.of(0), bits);
const open = async (der: Uint8Array) =>
  new Uint8Array(await openPrivateKey(findPrivateKey(der), undefined, nodeCrypto));

const ed = foreignKey(generateKeyPairSync('ed25519').privateKey);
const seed = ed.privateKeyInfo.subarray(-32);
const edPublic = ed.subjectPublicKeyInfo.subarray(-32);
const edPkcs8 = (key: Uint8Array, ...behind: Uint8Array[]) =>
  pkcs8(sequence(oid('1.3.101.112')), octetString(key), ...behind);

const offCurve = Uint8Array.of(4, ...new Uint8Array(64).fill(5));
const hybrid = pointOf(7n, 'hybrid');

/** What `base64` in the list of cases was found with. */
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

const SPELT_OUT = (() => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' });
  const [version, algorithm] = childrenOf(key.privateKey.export({ type: 'pkcs8', format: 'der' }));
  return (scalar: bigint) =>
    sequence(
      version?.whole as Uint8Array,
      algorithm?.whole as Uint8Array,
      octetString(sec1(octets(scalar), undefined, null)),
    );
})();

describe('an elliptic key', () => {
  it.each<[string, Uint8Array, string]>([
    [
      'a scalar wider than the curve',
      base64('MDICAQEEIQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAaAKBggqhkjOPQMBBw=='),
      'its scalar is longer than the order of P-256',
    ],
    ['the scalar 0, without octets', base64('MBECAQEEAKAKBggqhkjOPQMBBw=='), 'its scalar is zero'],
    ['the scalar 0', sec1(new Uint8Array(32)), 'its scalar is zero'],
    ['the scalar n', sec1(octets(ORDER)), 'its scalar is not below the order of P-256'],
    ['the scalar n + 1', ecPkcs8(octets(ORDER + 1n)), 'its scalar is not below the order of P-256'],
    [
      'a wide scalar',
      ecPkcs8(octets(ORDER << 8n, 33)),
      'its scalar is longer than the order of P-256',
    ],
    [
      'the scalar n on a curve spelt out',
      SPELT_OUT(ORDER),
      'its scalar is not below the order of its curve',
    ],
    [
      'the public key of another',
      sec1(octets(7n), pointOf(8n)),
      'the public key beside it is that of another private key',
    ],
    [
      'the public key of another, behind it',
      ecPkcs8(octets(7n), pointOf(7n), publicPart(pointOf(8n))),
      'the public key beside it is that of another private key',
    ],
    [
      'the point at infinity',
      ecPkcs8(octets(7n), Uint8Array.of(0)),
      'the public key beside it is none: its point is the one at infinity',
    ],
    [
      'a point off the curve',
      ecPkcs8(octets(7n), offCurve),
      'the public key beside it is none: its point is not on the curve P-256',
    ],
    [
      'a point in the hybrid form',
      sec1(octets(7n), hybrid),
      'the public key beside it is none: its point is in the hybrid form, which no key may have',
    ],
    [
      'half a point',
      sec1(octets(7n), pointOf(7n).subarray(0, 40)),
      'the public key beside it is none: its point has 40 octets, and one of P-256 has 65',
    ],
    ['no curve', sec1(octets(7n), undefined, null), 'it names no curve'],
    [
      'two curves',
      pkcs8(sequence(oid(EC), P256), sec1(octets(7n), undefined, oid('1.3.132.0.34'))),
      'it names two curves',
    ],
    ['no scalar', pkcs8(sequence(oid(EC), P256), sequence(integer(1))), 'it is malformed'],
  ])('with %s is refused', async (_, der, fault) => {
    const error = await refusalOf(() => open(der));
    expect([error.code, error.sentence]).toEqual([
      'input-malformed',
      `the private key is invalid: ${fault}`,
    ]);
  });

  it.each<[string, Uint8Array]>([
    ['the scalar 1', sec1(octets(1n))],
    ['the scalar n - 1', ecPkcs8(octets(ORDER - 1n))],
    ['a scalar without its zeros', sec1(Uint8Array.of(7))],
    ['a zero before its scalar', sec1(Uint8Array.of(0, ...octets(ORDER - 1n)))],
    ['its public key compressed', sec1(octets(7n), pointOf(7n, 'compressed'))],
    [
      'its public key behind it (RFC 5958)',
      ecPkcs8(octets(7n), pointOf(7n), publicPart(pointOf(7n))),
    ],
    ['a curve spelt out', SPELT_OUT(7n)],
  ])('with %s is opened', async (_, der) => {
    const opened = await open(der);
    expect(createPrivateKey({ key: Buffer.from(opened), format: 'der', type: 'pkcs8' }).type).toBe(
      'private',
    );
  });

  it.each([
    'P-224',
    'P-384',
    'P-521',
    'secp256k1',
    'brainpoolP256r1',
    'brainpoolP512r1',
    'prime192v1',
  ])('on %s is opened, and another scalar refused', async (curve) => {
    const name = curve === 'P-224' ? 'secp224r1' : curve;
    const { privateKeyInfo } = ecKey(name);
    expect(await open(privateKeyInfo)).toEqual(new Uint8Array(privateKeyInfo));
    const spoilt = Buffer.from(privateKeyInfo);
    const scalar = childrenOf(childrenOf(spoilt)[2]?.content as Uint8Array)[1]
      ?.content as Uint8Array;
    const at = spoilt.indexOf(scalar) + scalar.length - 1;
    spoilt[at] = (spoilt[at] as number) ^ 1;
    const { sentence } = await refusalOf(() => open(spoilt));
    expect(sentence).toMatch(/that of another private key|its scalar/);
  });
});

describe('an Ed25519 key', () => {
  it.each<[string, Uint8Array, string]>([
    [
      'a short seed',
      edPkcs8(seed.subarray(1)),
      'its seed has 31 octets, and one of Ed25519 has 32',
    ],
    [
      'the public key of another behind it',
      edPkcs8(randomBytes(32), publicPart(edPublic)),
      'the public key beside it is that of another private key',
    ],
    [
      'a public key of 31 octets behind it',
      edPkcs8(seed, publicPart(edPublic.subarray(1))),
      'the public key beside it is none: it has 31 octets, and one of Ed25519 has 32',
    ],
  ])('with %s is refused', async (_, der, fault) => {
    const { sentence } = await refusalOf(() => open(der));
    expect(sentence).toBe(`the private key is invalid: ${fault}`);
  });

  it('with its public key behind it (RFC 5958) is opened as one without', async () => {
    expect(await open(edPkcs8(seed, publicPart(edPublic)))).toEqual(
      new Uint8Array(ed.privateKeyInfo),
    );
  });
});

const rsa = keyFromPem(fixtureKey('rsa-2048'));
const RSA = (() => {
  const jwk = rsa.privateKey.export({ format: 'jwk' });
  const number = (text = '') => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
  const { n, e, d, p, q, dp, dq, qi } = jwk;
  return {
    ...{ n: number(n), e: number(e), d: number(d), p: number(p), q: number(q) },
    ...{ dp: number(dp), dq: number(dq), qi: number(qi) },
  };
})();
type Numbers = typeof RSA;
const positive = (value: bigint) => {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = Buffer.from(even, 'hex');
  return integer(new Uint8Array((bytes[0] as number) < 0x80 ? bytes : [0, ...bytes]));
};
const pkcs1 = (changes: Partial<Numbers> = {}) => {
  const { n, e, d, p, q, dp, dq, qi } = { ...RSA, ...changes };
  return sequence(integer(0), ...[n, e, d, p, q, dp, dq, qi].map(positive));
};
const inverse = (value: bigint, modulus: bigint): bigint => {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (a > 1n) [a, b, x, y] = [b % a, a, y - (b / a) * x, x];
  return ((x % modulus) + modulus) % modulus;
};
/** All numbers of a key of these factors, as they follow from them. */
const fromFactors = (p: bigint, q: bigint, e = 65_537n): Numbers => {
  const d = inverse(e, (p - 1n) * (q - 1n));
  return { ...{ n: p * q, e, d, p, q }, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
};
/** The first odd number from here on that is prime to 65537, whether prime or not. */
const composite = ((RSA.p >> 3n) * 9n) | 1n;

describe('an RSA key', () => {
  it.each<[string, Partial<Numbers>, string]>([
    ['another modulus', { n: RSA.n + 2n }, 'its modulus is not the product of its two primes'],
    ['an even modulus', { n: RSA.n + 1n }, 'its modulus is even'],
    ['an even exponent', { e: 65_536n }, 'its exponent is even'],
    ['the exponent 1', { e: 1n }, 'its exponent is 1, with which everybody can sign'],
    ['the exponent 0', { e: 0n }, 'its exponent is not positive'],
    ['an exponent above the modulus', { e: RSA.n + 2n }, 'its exponent is not below its modulus'],
    ['another d', { d: RSA.d + 2n }, 'its private exponent does not undo its public one'],
    ['another e', { e: 3n }, 'its private exponent does not undo its public one'],
    [
      'another dp',
      { dp: RSA.dp + 1n },
      'its exponents for the primes are not those of its private exponent',
    ],
    [
      'another dq',
      { dq: RSA.dq + 1n },
      'its exponents for the primes are not those of its private exponent',
    ],
    ['another coefficient', { qi: RSA.qi + 1n }, 'its coefficient is not the inverse of its prime'],
    [
      'its modulus and 1 as factors',
      { p: RSA.n, q: 1n },
      'its modulus is not the product of its two primes',
    ],
    ['a square', fromFactors(RSA.p, RSA.p), 'its modulus is not the product of its two primes'],
    [
      'a factor that is no prime',
      fromFactors(composite, RSA.q),
      'what it signs does not verify, so its two factors are no primes',
    ],
  ])('with %s is refused', async (_, changes, fault) => {
    for (const der of [
      pkcs1(changes),
      pkcs8(sequence(oid('1.2.840.113549.1.1.1'), nul), pkcs1(changes)),
    ]) {
      const error = await refusalOf(() => open(der));
      expect([error.code, error.sentence]).toEqual([
        'input-malformed',
        `the private key is invalid: ${fault}`,
      ]);
    }
  });

  it('with d modulo the least common multiple is opened', async () => {
    const lcm = ((RSA.p - 1n) * (RSA.q - 1n)) / 2n;
    expect(await open(pkcs1({ d: inverse(RSA.e, lcm) }))).toBeInstanceOf(Uint8Array);
  });

  it('with d above its modulus, or a negative number, is refused', async () => {
    const members = childrenOf(pkcs1()).map(({ whole }) => whole);
    for (const odd of [positive(RSA.d << 2048n), integer(Uint8Array.of(0xff))]) {
      const { sentence } = await refusalOf(() => open(sequence(...members.with(3, odd))));
      expect(sentence).toContain('one of its numbers is negative, or longer than its modulus');
    }
  });

  it('of three primes is refused, and of more bits than are read', async () => {
    const [, ...rest] = childrenOf(pkcs1()).map(({ whole }) => whole);
    const three = await refusalOf(() => open(sequence(integer(1), ...rest, sequence())));
    expect([three.code, three.sentence]).toEqual([
      'key-unsupported',
      'the RSA key has more than two primes',
    ]);
    const wide = await refusalOf(() => open(pkcs1({ n: RSA.n << 16_384n })));
    expect([wide.code, wide.details.limit]).toEqual(['input-limit', 16_384]);
  });

  it.each(['rsa-1024', 'rsa-2048', 'rsa-3072', 'rsa-4096'])('%s is opened', async (name) => {
    const der = decodePem(Buffer.from(fixtureKey(name)))[0]?.der as Uint8Array;
    expect(await open(der)).toBeInstanceOf(Uint8Array);
  });
});

describe('a broken key is found wherever it stands', () => {
  const wide = ecPkcs8(octets(ORDER << 8n, 33));
  const sentence = 'the private key is invalid: its scalar is longer than the order of P-256';

  it('in PEM, as PKCS#8 and SEC1', async () => {
    const pems = [
      encodePem('PRIVATE KEY', wide),
      encodePem('EC PRIVATE KEY', sec1(octets(ORDER << 8n, 33))),
    ];
    for (const pem of pems) {
      const error = await refusalOf(() => open(new Uint8Array(Buffer.from(pem))));
      expect(error.sentence).toBe(sentence);
    }
  });

  it('under a password', async () => {
    const ports = { crypto: nodeCrypto, random };
    const sealed = await encryptPrivateKeyInfo(wide, 'pass', 1000, ports);
    const error = await refusalOf(() => openPrivateKey(findPrivateKey(sealed), 'pass', nodeCrypto));
    expect([error.code, error.sentence]).toEqual(['input-malformed', sentence]);
    const version2 = await encryptPrivateKeyInfo(
      edPkcs8(seed, publicPart(edPublic)),
      'pass',
      1000,
      ports,
    );
    const opened = await openPrivateKey(findPrivateKey(version2), 'pass', nodeCrypto);
    expect(new Uint8Array(opened)).toEqual(new Uint8Array(ed.privateKeyInfo));
    const wrong = await refusalOf(() => openPrivateKey(findPrivateKey(sealed), 'no', nodeCrypto));
    expect(wrong.code).toBe('password-wrong');
  });

  it('in a PKCS#12 store', async () => {
    const data = (content: Uint8Array) =>
      sequence(oid('1.2.840.113549.1.7.1'), explicit(0, octetString(content)));
    const bag = sequence(oid('1.2.840.113549.1.12.10.1.1'), explicit(0, wide));
    const store = sequence(integer(3), data(sequence(data(sequence(bag)))));
    const error = await refusalOf(() => decodeStore(store, undefined, { crypto: nodeCrypto }));
    expect([error.code, error.sentence]).toEqual(['input-malformed', sentence]);
  });
});
