// Encrypted PKCS#8 (RFC 8018, PBES2): writes the one scheme that both ends read, and bounds what a
// foreign file may cost.
import { type DerElement, membersOf, readDer, TAG } from '../../pki/der/der.js';
import { encodeDer, encodeOid, encodeUnsigned } from '../../pki/der/der-encoding.js';
import { oidOf, smallInteger } from '../../pki/der/der-values.js';
import type { KeyEncryption } from '../../pki/certificate/identity.js';
import type { Crypto, Random } from '../../ports.js';
import {
  checkCount,
  MAXIMUM_PBE_ITERATIONS,
  MAXIMUM_PBKDF2_ITERATIONS,
  MAXIMUM_SCRYPT_MEMORY,
  MAXIMUM_SCRYPT_ROUNDS,
} from '../pkcs12/limits.js';

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const SCRYPT = '1.3.6.1.4.1.11591.4.11';
const HMAC_SHA256 = '1.2.840.113549.2.9';
const AES_256_CBC = '2.16.840.1.101.3.4.1.42';

/** For a password that a person chose: OWASP's figure for PBKDF2-HMAC-SHA256 (2023). */
export const ITERATIONS_FOR_CHOSEN = 600_000;
/** For a generated password of over 140 bits, which no iteration count has to protect. */
export const ITERATIONS_FOR_GENERATED = 10_000;

/** What is written. */
export const WRITTEN_ENCRYPTION: KeyEncryption = {
  scheme: 'pbes2',
  derivation: 'PBKDF2',
  prf: 'HMAC-SHA256',
  cipher: 'AES-256-CBC',
};

/** EncryptedPrivateKeyInfo: PBES2, PBKDF2 with HMAC-SHA-256 and a 16-octet salt, AES-256-CBC. */
export async function encryptPrivateKeyInfo(
  privateKeyInfo: Uint8Array,
  password: string,
  iterations: number,
  { crypto, random }: { crypto: Crypto; random: Random },
): Promise<Uint8Array> {
  const salt = random.bytes(16);
  const iv = random.bytes(16);
  const key = await crypto.deriveKey(new TextEncoder().encode(password), { salt, iterations }, 32);
  const encrypted = crypto.encryptAesCbc(key, iv, privateKeyInfo);
  const derivation = sequence(
    oid(PBKDF2),
    sequence(octets(salt), integer(iterations), sequence(oid(HMAC_SHA256), encodeDer(TAG.null))),
  );
  const algorithm = sequence(
    oid(PBES2),
    sequence(derivation, sequence(oid(AES_256_CBC), octets(iv))),
  );
  return sequence(algorithm, octets(encrypted));
}

/**
 * Throws `input-limit`, with the number, where opening this EncryptedPrivateKeyInfo would cost more
 * than any honest file.
 */
export function checkKeyEncryption(encryptedPrivateKeyInfo: Uint8Array): void {
  const [algorithm] = membersOf(readDer(encryptedPrivateKeyInfo, TAG.sequence));
  const [scheme, parameters] = members(algorithm);
  if (identifier(scheme) !== PBES2) {
    checkCount(count(members(parameters)[1]), MAXIMUM_PBE_ITERATIONS, 'iterations');
    return;
  }
  const [derivation, values] = members(members(parameters)[0]);
  const costs = members(values).filter(({ tag }) => tag === TAG.integer);
  if (identifier(derivation) === SCRYPT) {
    const [n, r, p] = costs.map(count);
    checkCount(128 * (n ?? 0) * (r ?? 0), MAXIMUM_SCRYPT_MEMORY, 'bytes of memory for scrypt');
    checkCount(p ?? 0, MAXIMUM_SCRYPT_ROUNDS, 'parallel scrypt rounds');
    return;
  }
  checkCount(count(costs[0]), MAXIMUM_PBKDF2_ITERATIONS, 'PBKDF2 iterations');
}

/**
 * By what an EncryptedPrivateKeyInfo says of itself, without opening it. Throws `input-malformed`.
 */
export function keyEncryptionOf(encryptedPrivateKeyInfo: Uint8Array): KeyEncryption {
  const [algorithm] = membersOf(readDer(encryptedPrivateKeyInfo, TAG.sequence));
  const [scheme, parameters] = members(algorithm);
  const oid = identifier(scheme) ?? '';
  if (oid !== PBES2) {
    const name = OLD_SCHEMES[oid];
    if (name === undefined) return { scheme: 'other', cipher: oid };
    return { scheme: oid.startsWith(PKCS12_PBE) ? 'pkcs12' : 'pbes1', cipher: name };
  }
  const [derivation, cipher] = members(parameters);
  const [kdf, values] = members(derivation);
  const named = members(values).find(({ tag }) => tag === TAG.sequence);
  const prf = identifier(members(named)[0]);
  const isPbkdf2 = identifier(kdf) === PBKDF2;
  const cipherOid = identifier(members(cipher)[0]) ?? '';
  return {
    scheme: 'pbes2',
    derivation: isPbkdf2 ? 'PBKDF2' : identifier(kdf) === SCRYPT ? 'scrypt' : identifier(kdf),
    prf: isPbkdf2 ? nameOfPrf(prf) : undefined,
    cipher: CIPHERS[cipherOid] ?? cipherOid,
  };
}

/** RFC 8018, A.2: HMAC-SHA1 where none is named. */
function nameOfPrf(oid: string | undefined): string {
  return oid === undefined ? 'HMAC-SHA1' : (PRFS[oid] ?? oid);
}

const PKCS12_PBE = '1.2.840.113549.1.12.1.';
const PBES1 = '1.2.840.113549.1.5.';
const OLD_SCHEMES: Readonly<Record<string, string>> = {
  [`${PBES1}1`]: 'MD2 and DES-CBC',
  [`${PBES1}3`]: 'MD5 and DES-CBC',
  [`${PBES1}4`]: 'MD2 and RC2-64-CBC',
  [`${PBES1}6`]: 'MD5 and RC2-64-CBC',
  [`${PBES1}10`]: 'SHA-1 and DES-CBC',
  [`${PBES1}11`]: 'SHA-1 and RC2-64-CBC',
  [`${PKCS12_PBE}1`]: 'SHA-1 and RC4-128',
  [`${PKCS12_PBE}2`]: 'SHA-1 and RC4-40',
  [`${PKCS12_PBE}3`]: 'SHA-1 and 3DES-CBC',
  [`${PKCS12_PBE}4`]: 'SHA-1 and 2-key 3DES-CBC',
  [`${PKCS12_PBE}5`]: 'SHA-1 and RC2-128-CBC',
  [`${PKCS12_PBE}6`]: 'SHA-1 and RC2-40-CBC',
};

const PRFS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'HMAC-SHA1',
  '1.2.840.113549.2.8': 'HMAC-SHA224',
  [HMAC_SHA256]: 'HMAC-SHA256',
  '1.2.840.113549.2.10': 'HMAC-SHA384',
  '1.2.840.113549.2.11': 'HMAC-SHA512',
};

const CIPHERS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.1.2': 'AES-128-CBC',
  '2.16.840.1.101.3.4.1.22': 'AES-192-CBC',
  [AES_256_CBC]: 'AES-256-CBC',
  '1.2.840.113549.3.7': 'DES-EDE3-CBC',
  '1.2.840.113549.3.2': 'RC2-CBC',
  '1.3.14.3.2.7': 'DES-CBC',
};

function members(element: DerElement | undefined): DerElement[] {
  return element?.tag === TAG.sequence ? membersOf(element) : [];
}

function identifier(element: DerElement | undefined): string | undefined {
  return element?.tag === TAG.oid ? oidOf(element) : undefined;
}

/**
 * Infinity for an integer of more than 31 bits, 0 for none: the one is over, the other under every
 * limit.
 */
function count(element: DerElement | undefined): number {
  if (element?.tag !== TAG.integer) return 0;
  const isNegative = (element.content[0] ?? 0) >= 0x80;
  if (isNegative) return 0;
  return element.content.length > 4 ? Number.POSITIVE_INFINITY : smallInteger(element);
}

const sequence = (...members: readonly Uint8Array[]) => encodeDer(TAG.sequence, ...members);
const oid = (dotted: string) => encodeDer(TAG.oid, encodeOid(dotted));
const octets = (bytes: Uint8Array) => encodeDer(TAG.octetString, bytes);

function integer(value: number): Uint8Array {
  const four = new Uint8Array(4);
  new DataView(four.buffer).setUint32(0, value);
  return encodeDer(TAG.integer, encodeUnsigned(four));
}
