// What a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) holds: algorithm, size or curve, the bits that
// key identifiers hash.
import { TlsmithError } from '../../errors.js';
import type { Crypto, HashName, KeyType } from '../../ports.js';
import {
  bitsOf,
  type DerElement,
  DerReader,
  malformedDer,
  membersOf,
  readDer,
  TAG,
} from '../der/der.js';
import { oidOf } from '../der/der-values.js';
import { CURVES } from './elliptic-curve.js';
import { toHex } from '../der/hex.js';
import { POST_QUANTUM } from './post-quantum.js';

export interface PublicKey {
  algorithm: 'RSA' | 'EC' | 'Ed25519' | 'other';
  /** RSA, also one for PSS only: bits of the modulus. */
  size?: number;
  /** EC: the curve's usual name, or its dotted identifier. */
  curve?: string;
  /** Identifier of the key's algorithm, dotted. */
  oid: string;
}

/** The largest RSA modulus that is read, in bits: larger ones only cost time. */
export const MAXIMUM_RSA_BITS = 16_384;

/** Throws `input-malformed`, or `input-limit` for an RSA modulus over 16,384 bits. */
export function describePublicKey(subjectPublicKeyInfo: Uint8Array): PublicKey {
  const { oid, parameters, bits } = parse(subjectPublicKeyInfo);
  switch (oid) {
    case '1.2.840.113549.1.1.1':
      return { algorithm: 'RSA', size: modulusBits(bits), oid };
    case '1.2.840.113549.1.1.10':
      return { algorithm: 'other', size: modulusBits(bits), oid };
    case '1.2.840.10045.2.1': {
      const curve = parameters?.tag === TAG.oid ? oidOf(parameters) : 'explicit';
      return { algorithm: 'EC', curve: CURVES[curve]?.name ?? curve, oid };
    }
    case '1.3.101.112':
      return { algorithm: 'Ed25519', oid };
    default:
      return { algorithm: 'other', oid };
  }
}

/** The key type in our words, or undefined for a key that `--key-type` can't make. */
export function keyTypeOf(key: PublicKey): KeyType | undefined {
  if (key.algorithm === 'Ed25519') return 'ed25519';
  if (key.algorithm === 'EC') {
    return Object.values(CURVES).find((curve) => curve.name === key.curve)?.keyType;
  }
  if (key.algorithm !== 'RSA' || key.size === undefined) return undefined;
  // Consumers judge RSA keys by their size class, so a 2,400-bit key stands with the next smaller
  // one.
  if (key.size >= 4096) return 'rsa-4096';
  if (key.size >= 3072) return 'rsa-3072';
  return key.size >= 2048 ? 'rsa-2048' : undefined;
}

/**
 * The hash that fits a signing key: as strong as the curve (NIST SP 800-57), SHA-256 for RSA, none
 * for EdDSA.
 */
export function signatureHashFor(key: PublicKey): HashName | undefined {
  if (key.algorithm === 'RSA') return 'SHA-256';
  if (key.algorithm !== 'EC') return undefined;
  return Object.values(CURVES).find((curve) => curve.name === key.curve)?.hash ?? 'SHA-256';
}

const OTHER_ALGORITHMS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.10040.4.1': 'DSA',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
  '1.3.101.113': 'Ed448',
};

/** `EC P-256`, `RSA 2048`, `Ed25519`: for sentences. */
export function nameOfPublicKey(key: PublicKey): string {
  if (key.algorithm === 'RSA') return `RSA ${key.size}`;
  if (key.algorithm === 'EC') return `EC ${key.curve}`;
  if (key.algorithm !== 'other') return key.algorithm;
  return OTHER_ALGORITHMS[key.oid] ?? POST_QUANTUM[key.oid]?.name ?? key.oid;
}

/** RFC 5280, 4.2.1.2, method 1: SHA-1 of the public key's bits, in hex. */
export function keyIdentifierOf(subjectPublicKeyInfo: Uint8Array, crypto: Crypto): string {
  return toHex(crypto.digest('SHA-1', parse(subjectPublicKeyInfo).bits));
}

/** The bits that key identifiers and OCSP hash. Throws `input-malformed`. */
export function publicKeyBits(subjectPublicKeyInfo: Uint8Array): Uint8Array {
  return parse(subjectPublicKeyInfo).bits;
}

function parse(subjectPublicKeyInfo: Uint8Array): {
  oid: string;
  parameters: DerElement | undefined;
  bits: Uint8Array;
} {
  const members = new DerReader(readDer(subjectPublicKeyInfo, TAG.sequence).content);
  const [algorithm, parameters] = membersOf(members.next(TAG.sequence));
  if (algorithm?.tag !== TAG.oid) throw malformedDer();
  return { oid: oidOf(algorithm), parameters, bits: bitsOf(members.next(TAG.bitString)) };
}

function modulusBits(rsaPublicKey: Uint8Array): number {
  const octets = new DerReader(readDer(rsaPublicKey, TAG.sequence).content).next(
    TAG.integer,
  ).content;
  const start = octets.findIndex((octet) => octet !== 0);
  if (start === -1) throw malformedDer();
  const bits = (octets.length - start) * 8 - Math.clz32(octets[start] as number) + 24;
  if (bits > MAXIMUM_RSA_BITS) {
    throw new TlsmithError(
      'input-limit',
      `the RSA key has ${bits} bits; at most ${MAXIMUM_RSA_BITS} are read`,
      { found: bits, limit: MAXIMUM_RSA_BITS },
    );
  }
  return bits;
}
