// The facts of one private or public key, for `inspect`: what kind it is and how it is kept, never
// the secret.
import { PUBLIC_KEY_RULES } from '../../checks/certificate/rules.js';
import type { Finding } from '../../checks/finding.js';
import { findingsBy } from '../../checks/rule.js';
import { TlsmithError } from '../../errors.js';
import { openPrivateKey } from '../../formats/keys/opening.js';
import type { StoredPrivateKey } from '../../formats/keys/private-key.js';
import { DerReader, readDer, TAG } from '../../pki/der/der.js';
import { oidOf } from '../../pki/der/der-values.js';
import { toHex } from '../../pki/der/hex.js';
import { OTHER_KEY_NAMES } from '../../pki/der/object-identifiers.js';
import { describePublicKey, keyIdentifierOf } from '../../pki/key/public-key.js';
import { POST_QUANTUM } from '../../pki/key/post-quantum.js';
import type { Crypto } from '../../ports.js';
import type { InspectedPublicKey, PrivateKeyFacts } from './items.js';

/** Throws `input-malformed`, `input-limit`. */
export function publicKeyFacts(
  subjectPublicKeyInfo: Uint8Array,
  crypto: Crypto,
): InspectedPublicKey {
  const { algorithm, size, curve, oid } = describePublicKey(subjectPublicKeyInfo);
  return {
    algorithm: algorithm === 'other' ? nameOfOther(oid) : algorithm,
    size,
    curve,
    keyIdentifier: keyIdentifierOf(subjectPublicKeyInfo, crypto),
    sha256Fingerprint: toHex(crypto.digest('SHA-256', subjectPublicKeyInfo)),
  };
}

function nameOfOther(oid: string): string {
  return OTHER_KEY_NAMES[oid] ?? POST_QUANTUM[oid]?.name ?? oid;
}

/**
 * An encrypted key is opened only with a password. Throws `password-wrong`, `input-malformed`,
 * `input-limit`.
 */
export async function privateKeyFacts(
  key: StoredPrivateKey,
  dekInfo: string | undefined,
  password: string | undefined,
  crypto: Crypto,
): Promise<PrivateKeyFacts> {
  const isOpen = !key.isEncrypted || password !== undefined;
  const publicKey = isOpen
    ? publicKeyOf(await openedKey(key, password, crypto), crypto)
    : undefined;
  return {
    container: key.container,
    encrypted: key.isEncrypted,
    encryption: key.isEncrypted ? await encryptionOf(key, dekInfo, crypto) : null,
    publicKey: publicKey?.facts ?? null,
    findings: publicKey?.findings ?? [],
  };
}

/** Of a key in a store. Null for a kind of key that is not supported here. */
export function publicKeyOf(
  privateKeyInfo: Uint8Array,
  crypto: Crypto,
): { facts: InspectedPublicKey | null; findings: Finding[] } {
  let subjectPublicKeyInfo: Uint8Array;
  try {
    subjectPublicKeyInfo = crypto.publicKeyOf(privateKeyInfo);
  } catch (error) {
    if (!(error instanceof TlsmithError) || error.code !== 'key-unsupported') throw error;
    return { facts: null, findings: [] };
  }
  const findings = findingsBy(PUBLIC_KEY_RULES, { subjectPublicKeyInfo });
  return { facts: publicKeyFacts(subjectPublicKeyInfo, crypto), findings };
}

/** The schemes that the OpenSSL inside Node has given up are opened by the reader of stores. */
async function openedKey(
  key: StoredPrivateKey,
  password: string | undefined,
  crypto: Crypto,
): Promise<Uint8Array> {
  try {
    return openPrivateKey(key, password, crypto);
  } catch (error) {
    const isUnsupported = error instanceof TlsmithError && error.code === 'key-unsupported';
    if (!isUnsupported || !('der' in key.encoded)) throw error;
    if (!key.isEncrypted) return key.encoded.der;
    if (password === undefined) throw error;
    const { decryptPrivateKeyInfo } = await import('../../formats/pkcs12/encryption.js');
    return decryptPrivateKeyInfo(key.encoded.der, password, { crypto });
  }
}

/**
 * `PBES2 AES-256-CBC, PBKDF2 HMAC-SHA256, 600000 iterations`; dotted if unknown; the cipher alone
 * for an old PEM key.
 */
async function encryptionOf(
  key: StoredPrivateKey,
  dekInfo: string | undefined,
  crypto: Crypto,
): Promise<string> {
  if (!('der' in key.encoded)) return `PEM encryption (one round of MD5), ${dekInfo ?? 'unknown'}`;
  const algorithm = new DerReader(readDer(key.encoded.der).content).next(TAG.sequence);
  const members = new DerReader(algorithm.content);
  const oid = oidOf(members.next(TAG.oid));
  const parameters = members.isDone ? new Uint8Array() : members.next().whole;
  const { schemeOf } = await import('../../formats/pkcs12/encryption.js');
  try {
    const { name, iterations } = schemeOf({ oid, parameters }, crypto);
    return `${name}, ${iterations} ${iterations === 1 ? 'iteration' : 'iterations'}`;
  } catch (error) {
    if (error instanceof TlsmithError && error.code === 'key-unsupported') return oid;
    throw error;
  }
}
