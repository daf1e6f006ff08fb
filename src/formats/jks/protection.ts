// What guards Java's own store formats: the keyed digest over the whole, and the two encryptions of
// a private key.
import { TlsmithError } from '../../errors.js';
import { type DerElement, DerReader, readDer, TAG } from '../../pki/der/der.js';
import { oidOf } from '../../pki/der/der-values.js';
import type { Crypto } from '../../ports.js';
import { quote } from '../../quote.js';
import { checkCount, MAXIMUM_PBE_ITERATIONS } from '../pkcs12/limits.js';
import { malformedStore } from './java-data.js';

const SUN_KEY_PROTECTOR = '1.3.6.1.4.1.42.2.17.1.1';
const PBE_WITH_MD5_AND_3DES = '1.3.6.1.4.1.42.2.19.1';

/** No private key that is read is longer, encrypted. */
const LONGEST_KEY = 64 * 1024;

/** Whether the digest at the end of a store is that of its octets under this password. */
export function isDigestRight(
  { covered, digest }: { covered: Uint8Array; digest: Uint8Array },
  password: string,
  crypto: Crypto,
): boolean {
  const salt = Buffer.from('Mighty Aphrodite', 'ascii');
  const computed = crypto.digest('SHA-1', Buffer.concat([utf16(password), salt, covered]));
  return isSameSecret(computed, digest);
}

export interface KeyProtection {
  /** For people. */
  name: string;
  iterations: number;
  /** What one attempt costs, in calls of the hash. */
  cost: number;
  /** PrivateKeyInfo; undefined where the password is another one. */
  open(password: string): Promise<Uint8Array | undefined>;
}

/** Throws `key-unsupported`, `input-malformed`, `input-limit`. */
export function keyProtection(
  encryptedPrivateKeyInfo: Uint8Array,
  alias: string,
  crypto: Crypto,
): KeyProtection {
  if (encryptedPrivateKeyInfo.length > LONGEST_KEY) {
    throw new TlsmithError(
      'input-limit',
      `the key of ${quote(alias)} has ${encryptedPrivateKeyInfo.length} octets; at most ${LONGEST_KEY} are read`,
      { found: encryptedPrivateKeyInfo.length, limit: LONGEST_KEY },
    );
  }
  const { oid, parameters, data } = readEncrypted(encryptedPrivateKeyInfo, alias);
  if (oid === SUN_KEY_PROTECTOR) return sunKeyProtector(data, alias, crypto);
  if (oid === PBE_WITH_MD5_AND_3DES && parameters) {
    return md5AndTripleDes(parameters, data, alias, crypto);
  }
  throw new TlsmithError(
    'key-unsupported',
    `the key of ${quote(alias)} is encrypted with ${oid}, which is not read in a Java key store`,
    { found: oid },
  );
}

/** EncryptedPrivateKeyInfo (RFC 5958, 3). */
function readEncrypted(der: Uint8Array, alias: string) {
  return wellFormed(alias, () => {
    const members = new DerReader(readDer(der, TAG.sequence).content);
    const algorithm = new DerReader(members.next(TAG.sequence).content);
    const oid = oidOf(algorithm.next(TAG.oid));
    const parameters = algorithm.isDone ? undefined : algorithm.next();
    return { oid, parameters, data: members.next(TAG.octetString).content };
  });
}

function wellFormed<T>(alias: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TlsmithError) || error.code !== 'input-malformed') throw error;
    throw malformedStore(`the encrypted key of ${quote(alias)} is no such structure`);
  }
}

const HASH_LENGTH = 20;

/**
 * Sun's own: a salt, the key under a stream of SHA-1 digests, each of the password and the one
 * before, and a digest of password and key that tells a right password.
 */
function sunKeyProtector(data: Uint8Array, alias: string, crypto: Crypto): KeyProtection {
  const length = data.length - 2 * HASH_LENGTH;
  if (length < 1) throw malformedStore(`the encrypted key of ${quote(alias)} is cut off`);
  const [salt, hidden] = [data.subarray(0, HASH_LENGTH), data.subarray(HASH_LENGTH, -HASH_LENGTH)];
  return {
    name: 'JKS SHA1',
    iterations: 1,
    cost: Math.ceil(length / HASH_LENGTH) + 1,
    open: async (text) => {
      const password = utf16(text);
      const plain = new Uint8Array(length);
      let stream = salt;
      for (let start = 0; start < length; start += HASH_LENGTH) {
        stream = crypto.digest('SHA-1', Buffer.concat([password, stream]));
        for (const [index, octet] of hidden.subarray(start, start + HASH_LENGTH).entries()) {
          plain[start + index] = octet ^ (stream[index] as number);
        }
      }
      const digest = crypto.digest('SHA-1', Buffer.concat([password, plain]));
      return isSameSecret(digest, data.subarray(-HASH_LENGTH)) ? plain : undefined;
    },
  };
}

/**
 * JCEKS: each half of the salt is hashed with the password so often; together they are a key of
 * 3DES and its vector.
 */
function md5AndTripleDes(
  parameters: DerElement,
  data: Uint8Array,
  alias: string,
  crypto: Crypto,
): KeyProtection {
  const { salt, iterations } = wellFormed(alias, () => {
    const members = new DerReader(parameters.content);
    const octets = members.next(TAG.octetString).content;
    return { salt: octets, iterations: countOf(members.next(TAG.integer)) };
  });
  if (salt.length !== 8) throw malformedStore(`the salt of ${quote(alias)} is not of eight octets`);
  checkCount(iterations, MAXIMUM_PBE_ITERATIONS, 'iterations');
  return {
    name: 'PBE MD5 3DES-CBC',
    iterations,
    cost: 2 * iterations,
    open: async (text) => {
      const password = new TextEncoder().encode(text);
      const derived = Buffer.concat(
        saltHalves(salt).map((half) => crypto.digestRepeatedly('MD5', half, iterations, password)),
      );
      const plain = await crypto.decryptTripleDesCbc(
        derived.subarray(0, 24),
        derived.subarray(24),
        data,
      );
      return plain?.[0] === TAG.sequence ? plain : undefined;
    },
  };
}

/** Beyond 31 bits: more than any limit. */
function countOf({ content }: DerElement): number {
  return content.length > 4
    ? Number.POSITIVE_INFINITY
    : Buffer.from(content).readIntBE(0, content.length);
}

/**
 * Equal halves would give equal keys: of those the first one is turned, as Java does (its last two
 * octets stay as they are).
 */
function saltHalves(salt: Uint8Array): Uint8Array[] {
  const [first, second] = [Uint8Array.from(salt.subarray(0, 4)), salt.subarray(4)];
  if (Buffer.compare(first, second) !== 0) return [first, second];
  for (const index of [0, 1]) {
    [first[index], first[3 - index]] = [first[3 - index] as number, first[index] as number];
  }
  return [first, second];
}

/** Java's own form: two octets a character, the higher one first, and no zeros behind. */
function utf16(password: string): Buffer {
  return Buffer.from(password, 'utf16le').swap16();
}

/** In the same time wherever they differ. */
function isSameSecret(a: Uint8Array, b: Uint8Array): boolean {
  const difference = a.reduce((sum, octet, at) => sum | (octet ^ (b[at] ?? ~octet)), 0);
  return a.length === b.length && difference === 0;
}
