// The elliptic curves over prime fields that keys of certificates stand on (SEC 2, RFC 5639), and
// what is no point of them. For the judges of keys.
import type { HashName, KeyType } from '../../ports.js';

/**
 * y² = x³ + ax + b over the field of p elements, in a group of n points: the cofactor is 1
 * throughout.
 */
export interface EllipticCurve {
  readonly name: string;
  /** As strong as the curve (NIST SP 800-57). */
  readonly hash: HashName;
  /** Undefined for a curve that `--key-type` does not offer. */
  readonly keyType?: KeyType;
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly n: bigint;
}

/** By dotted identifier. */
export const CURVES: Readonly<Record<string, EllipticCurve>> = {
  '1.2.840.10045.3.1.1': {
    name: 'P-192',
    hash: 'SHA-256',
    p: 0xfffffffffffffffffffffffffffffffeffffffffffffffffn,
    a: 0xfffffffffffffffffffffffffffffffefffffffffffffffcn,
    b: 0x64210519e59c80e70fa7e9ab72243049feb8deecc146b9b1n,
    n: 0xffffffffffffffffffffffff99def836146bc9b1b4d22831n,
  },
  '1.3.132.0.33': {
    name: 'P-224',
    hash: 'SHA-256',
    p: 0xffffffffffffffffffffffffffffffff000000000000000000000001n,
    a: 0xfffffffffffffffffffffffffffffffefffffffffffffffffffffffen,
    b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
    n: 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn,
  },
  '1.2.840.10045.3.1.7': {
    name: 'P-256',
    hash: 'SHA-256',
    keyType: 'ec-p256',
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    a: 0xffffffff00000001000000000000000000000000fffffffffffffffffffffffcn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  '1.3.132.0.34': {
    name: 'P-384',
    hash: 'SHA-384',
    keyType: 'ec-p384',
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    a: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000fffffffcn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  '1.3.132.0.35': {
    name: 'P-521',
    hash: 'SHA-512',
    keyType: 'ec-p521',
    p: 0x1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffn,
    a: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffcn,
    b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    n: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
  '1.3.132.0.10': {
    name: 'secp256k1',
    hash: 'SHA-256',
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn,
    a: 0x0n,
    b: 0x7n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
  '1.3.36.3.3.2.8.1.1.7': {
    name: 'brainpoolP256r1',
    hash: 'SHA-256',
    p: 0xa9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377n,
    a: 0x7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9n,
    b: 0x26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6n,
    n: 0xa9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7n,
  },
  '1.3.36.3.3.2.8.1.1.11': {
    name: 'brainpoolP384r1',
    hash: 'SHA-384',
    p: 0x8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123acd3a729901d1a71874700133107ec53n,
    a: 0x7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f8aa5814a503ad4eb04a8c7dd22ce2826n,
    b: 0x4a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d57cb4390295dbc9943ab78696fa504c11n,
    n: 0x8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565n,
  },
  '1.3.36.3.3.2.8.1.1.13': {
    name: 'brainpoolP512r1',
    hash: 'SHA-512',
    p: 0xaadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca703308717d4d9b009bc66842aecda12ae6a380e62881ff2f2d82c68528aa6056583a48f3n,
    a: 0x7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94can,
    b: 0x3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94cadc083e67984050b75ebae5dd2809bd638016f723n,
    n: 0xaadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069n,
  },
};

/** Octets of a field element or a scalar. */
export function octetsOf(modulus: bigint): number {
  return Math.ceil(modulus.toString(16).length / 2);
}

/**
 * What is wrong with a point as SEC 1, 2.3.3 encodes it, for a sentence about its key; undefined
 * for one of the curve.
 */
export function pointFault(octets: Uint8Array, curve: EllipticCurve): string | undefined {
  const [form] = octets;
  if (form === 0 && octets.length === 1) return 'its point is the one at infinity';
  // RFC 5480, 2.2.
  if (form === 6 || form === 7) return 'its point is in the hybrid form, which no key may have';
  if (form !== 2 && form !== 3 && form !== 4) return 'its point is in no form that there is';
  const size = octetsOf(curve.p);
  const expected = 1 + (form === 4 ? 2 : 1) * size;
  if (octets.length !== expected) {
    return `its point has ${octets.length} octets, and one of ${curve.name} has ${expected}`;
  }
  const x = integerFrom(octets.subarray(1, 1 + size));
  const y = form === 4 ? integerFrom(octets.subarray(1 + size)) : undefined;
  return isOn(curve, x, y) ? undefined : `its point is not on the curve ${curve.name}`;
}

/** Without y: whether any point has this x. */
function isOn({ p, a, b }: EllipticCurve, x: bigint, y: bigint | undefined): boolean {
  if (x >= p || (y !== undefined && y >= p)) return false;
  const square = ((x * x + a) * x + b) % p;
  if (y !== undefined) return (y * y) % p === square;
  // Euler's criterion.
  return square === 0n || power(square, (p - 1n) / 2n, p) === 1n;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

/** Big-endian; of no octets, zero. */
export function integerFrom(octets: Uint8Array): bigint {
  return octets.length === 0 ? 0n : BigInt(`0x${Buffer.from(octets).toString('hex')}`);
}
