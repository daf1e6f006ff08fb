// PBKDF2 and scrypt as PBES2 and PBMAC1 name them (RFC 8018, 5.2; RFC 7914, 7): parameters read and
// bounded, keys derived.
import type * as asn1js from 'asn1js';
import { TlsmithError } from '../../errors.js';
import type { Crypto, DigestName } from '../../ports.js';
import { count, identifier, members, octets } from './asn1.js';
import { malformed } from './fault.js';
import {
  checkCount,
  MAXIMUM_PBKDF2_ITERATIONS,
  MAXIMUM_SCRYPT_MEMORY,
  MAXIMUM_SCRYPT_ROUNDS,
} from './limits.js';

const PBKDF2 = '1.2.840.113549.1.5.12';
const SCRYPT = '1.3.6.1.4.1.11591.4.11';

/** Longer keys than any cipher or MAC takes would only multiply the work. */
const MAXIMUM_KEY_LENGTH = 128;

/** digestAlgorithm of RFC 8018, appendix B.1.2; the default is HMAC-SHA-1. */
const HMAC_HASHES: Readonly<Record<string, DigestName>> = {
  '1.2.840.113549.2.7': 'SHA-1',
  '1.2.840.113549.2.8': 'SHA-224',
  '1.2.840.113549.2.9': 'SHA-256',
  '1.2.840.113549.2.10': 'SHA-384',
  '1.2.840.113549.2.11': 'SHA-512',
  '1.2.840.113549.2.12': 'SHA-512/224',
  '1.2.840.113549.2.13': 'SHA-512/256',
};

export interface KeyDerivation {
  name: string;
  /** The N of scrypt. */
  iterations: number;
  /** What one derivation costs, in the work of one PBKDF2 iteration. */
  cost: number;
  keyLength: number | undefined;
  derive(password: Uint8Array, length: number): Promise<Uint8Array>;
}

/** Throws `input-malformed`, `input-limit`, `key-unsupported`. */
export function keyDerivation(value: asn1js.AsnType | undefined, crypto: Crypto): KeyDerivation {
  const [algorithm, parameters] = members(value);
  const oid = identifier(algorithm);
  if (oid === PBKDF2) return pbkdf2(members(parameters), crypto);
  if (oid === SCRYPT) return scrypt(members(parameters), crypto);
  throw unsupported('encrypted with a key derived by', oid);
}

function pbkdf2(
  [saltValue, iterationCount, ...rest]: asn1js.AsnType[],
  crypto: Crypto,
): KeyDerivation {
  const salt = octets(saltValue);
  const iterations = count(iterationCount);
  checkCount(iterations, MAXIMUM_PBKDF2_ITERATIONS, 'PBKDF2 iterations');
  const prf = rest.find((value) => members(value).length > 0);
  const hash = prf ? hmacHash(prf) : 'SHA-1';
  return {
    name: `PBKDF2 HMAC-${shortName(hash)}`,
    iterations,
    cost: iterations,
    keyLength: keyLengthOf(rest[0] === prf ? undefined : rest[0]),
    derive: (password, length) => crypto.deriveKey(password, { salt, iterations, hash }, length),
  };
}

function scrypt([saltValue, n, r, p, length]: asn1js.AsnType[], crypto: Crypto): KeyDerivation {
  const salt = octets(saltValue);
  const [cost, blockSize, parallelization] = [count(n), count(r), count(p)];
  checkCount(128 * cost * blockSize, MAXIMUM_SCRYPT_MEMORY, 'bytes of memory for scrypt');
  checkCount(parallelization, MAXIMUM_SCRYPT_ROUNDS, 'parallel scrypt rounds');
  // RFC 7914, 2: N is a power of two above 1.
  if (cost < 2 || (cost & (cost - 1)) !== 0 || blockSize < 1) throw malformed();
  return {
    name: 'scrypt',
    iterations: cost,
    cost: 4 * cost * blockSize * parallelization,
    keyLength: keyLengthOf(length),
    derive: (password, size) =>
      crypto.deriveKeyByScrypt(password, salt, { cost, blockSize, parallelization }, size),
  };
}

function keyLengthOf(value: asn1js.AsnType | undefined): number | undefined {
  if (value === undefined) return undefined;
  const length = count(value);
  if (length < 1 || length > MAXIMUM_KEY_LENGTH) throw malformed();
  return length;
}

/** The hash of an HMAC's AlgorithmIdentifier. */
export function hmacHash(value: asn1js.AsnType | undefined): DigestName {
  const oid = identifier(members(value)[0]);
  const hash = HMAC_HASHES[oid];
  if (!hash) throw unsupported('protected by', oid);
  return hash;
}

/** `SHA256`, as OpenSSL and Java write it inside longer names. */
export function shortName(hash: DigestName): string {
  return hash.replace('-', '');
}

export function unsupported(what: string, oid: string): TlsmithError {
  return new TlsmithError('key-unsupported', (it) => `${it} is ${what} ${oid}, which is not read`, {
    found: oid,
  });
}
