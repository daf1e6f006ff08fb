// Signatures that come out the same each time: RSA with PKCS#1 v1.5 and Ed25519 are so by nature,
// ECDSA is by RFC 6979, RSASSA-PSS by a salt that is given. Only for keys that everybody has: the
// arithmetic here takes more or less time with the key.
import { pow } from '@noble/curves/abstract/modular.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { Crypto, Random } from '../../ports.js';
import { DerReader, readDer, TAG } from '../der/der.js';
import { fromHex, toHex } from '../der/hex.js';
import { describePublicKey, signatureHashFor } from '../key/public-key.js';
import { encodePss, PSS_IDENTIFIER, PSS_SALT_LENGTH } from './pss-encoding.js';
import { algorithmIdentifier, type SignatureHash } from './signature-encoding.js';

export interface SigningKey {
  /** PKCS#8 and SubjectPublicKeyInfo, DER. */
  privateKeyInfo: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
}

/** `pss`: RSASSA-PSS with SHA-256. None: with the hash that fits the key. */
export type SigningWay = SignatureHash | 'pss' | undefined;

export interface RepeatableSigner {
  /** AlgorithmIdentifier, DER. */
  algorithm: Uint8Array;
  /** Answers the signature in WebCrypto's form (ECDSA: r||s). */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

export function repeatableSigner(
  { privateKeyInfo, subjectPublicKeyInfo }: SigningKey,
  way: SigningWay,
  { crypto, random }: { crypto: Crypto; random: Random },
): RepeatableSigner {
  const key = describePublicKey(subjectPublicKeyInfo);
  if (way === 'pss') {
    const sign = async (data: Uint8Array) =>
      signPss(privateKeyInfo, data, random.bytes(PSS_SALT_LENGTH), crypto);
    return { algorithm: PSS_IDENTIFIER, sign };
  }
  const hash = way ?? signatureHashFor(key);
  const algorithm = algorithmIdentifier(key, hash);
  if (key.algorithm !== 'EC') {
    return { algorithm, sign: (data) => crypto.sign(privateKeyInfo, hash, data) };
  }
  const curve = CURVES[key.curve ?? ''];
  if (!curve) throw new RangeError(`no repeatable signature is known on ${key.curve}`);
  const scalar = scalarOf(privateKeyInfo);
  const sign = async (data: Uint8Array) =>
    curve.sign(crypto.digest(hash ?? 'SHA-256', data), scalar, { prehash: false, lowS: false });
  return { algorithm, sign };
}

const CURVES: Readonly<Record<string, typeof p256 | undefined>> = {
  'P-256': p256,
  'P-384': p384,
  'P-521': p521,
};

/** What PKCS#8 wraps: version and algorithm, then the key in an OCTET STRING. */
function wrappedKey(privateKeyInfo: Uint8Array): DerReader {
  const members = new DerReader(readDer(privateKeyInfo, TAG.sequence).content);
  members.next(TAG.integer);
  members.next(TAG.sequence);
  const wrapped = members.next(TAG.octetString).content;
  return new DerReader(readDer(wrapped, TAG.sequence).content);
}

/** ECPrivateKey (RFC 5915, 3): version, then the scalar, as long as the order. */
function scalarOf(privateKeyInfo: Uint8Array): Uint8Array {
  const members = wrappedKey(privateKeyInfo);
  members.next(TAG.integer);
  return members.next(TAG.octetString).content;
}

/** RSAPrivateKey (RFC 8017, A.1.2): version, modulus, publicExponent, privateExponent. */
function signPss(
  privateKeyInfo: Uint8Array,
  data: Uint8Array,
  salt: Uint8Array,
  crypto: Crypto,
): Uint8Array {
  const members = wrappedKey(privateKeyInfo);
  const [, modulus = 0n, , exponent = 0n] = Array.from({ length: 4 }, () =>
    numberOf(members.next(TAG.integer).content),
  );
  const length = Math.ceil(modulus.toString(16).length / 2);
  const encoded = encodePss(data, salt, length, crypto);
  const signature = pow(numberOf(encoded), exponent, modulus).toString(16);
  return fromHex(signature.padStart(2 * length, '0'));
}

const numberOf = (octets: Uint8Array) => BigInt(`0x${toHex(octets)}`);
