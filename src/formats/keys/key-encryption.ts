// Encrypted PKCS#8 (RFC 8018, PBES2): writes the one scheme that both ends read, and bounds what a
// foreign file may cost.
import { type DerElement, membersOf, readDer, TAG } from '../../pki/der/der.js';
import { encodeDer, encodeOid, encodeUnsigned } from '../../pki/der/der-encoding.js';
import { oidOf, smallInteger } from '../../pki/der/der-values.js';
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

/** EncryptedPrivateKeyInfo: PBES2, PBKDF2 with HMAC-SHA-256 and a 16-octet salt, AES-256-CBC. */
export async function encryptPrivateKeyInfo(
  privateKeyInfo: Uint8Array,
  password: string,
  iterations: number,
  { crypto, random }: { crypto: Crypto; random: Random },
): Promise<Uint8Array> {
  const salt = random.bytes(16);
  const iv = random.bytes(16);
  const key = await crypto.deriveKey(new TextEncoder().encode(password), salt, iterations, 32);
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
