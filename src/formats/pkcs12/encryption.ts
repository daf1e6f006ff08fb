// Opens the encrypted parts of a store, and encrypted PKCS#8 keys, whatever password-based scheme
// they use.
import * as asn1js from 'asn1js';
import { TlsmithError } from '../../errors.js';
import type { Crypto } from '../../ports.js';
import { encoded, members, parse } from './asn1.js';
import { malformedStructure } from '../../pki/der/malformed-structure.js';
import { malformed } from './fault.js';
import { unsupported } from './derivation.js';
import { type PasswordForm, passwordForms } from './kdf.js';
import { Work } from './limits.js';
import { pkcs12Scheme } from './pbe.js';
import { pbes1Scheme } from './pbes1.js';
import { pbes2Scheme } from './pbes2.js';
import type { Algorithm, Encrypted, Scheme } from './scheme.js';

/**
 * Throws `key-unsupported` for an unknown algorithm, `input-malformed` and `input-limit` for its
 * parameters.
 */
export function schemeOf(algorithm: Algorithm, crypto: Crypto): Scheme {
  const scheme =
    pbes2Scheme(algorithm, crypto) ??
    pkcs12Scheme(algorithm, crypto) ??
    pbes1Scheme(algorithm, crypto);
  if (!scheme) throw unsupported('encrypted with', algorithm.oid);
  return scheme;
}

/**
 * The DER inside, by the first form of the password that yields a SEQUENCE; undefined if none does.
 */
export async function decrypt(
  scheme: Scheme,
  data: Uint8Array,
  forms: readonly PasswordForm[],
  work: Work,
): Promise<Uint8Array | undefined> {
  for (const form of forms) {
    work.spend(scheme.cost);
    const plain = await scheme.decrypt(data, form);
    if (plain && isSequence(plain)) return plain;
  }
  return undefined;
}

/**
 * EncryptedPrivateKeyInfo (DER) to PrivateKeyInfo, also in the old schemes that the OpenSSL inside
 * Node refuses: PBES1 with DES or RC2, PKCS#12's with RC2 or RC4. Throws `password-wrong`,
 * `key-unsupported`, `input-malformed`, `input-limit`.
 */
export async function decryptPrivateKeyInfo(
  encryptedPrivateKeyInfo: Uint8Array,
  password: string,
  { crypto }: { crypto: Crypto },
): Promise<Uint8Array> {
  const { decodeEncrypted } = await import('./structure.js');
  try {
    const { algorithm, data }: Encrypted = decodeEncrypted(encryptedPrivateKeyInfo);
    const scheme = schemeOf(algorithm, crypto);
    const plain = await decrypt(scheme, data, passwordForms(password), new Work());
    if (plain) return checkedPrivateKeyInfo(plain);
  } catch (error) {
    if (!(error instanceof TlsmithError) || error.code !== 'input-malformed') throw error;
    throw malformedStructure('pkcs8-encrypted', encryptedPrivateKeyInfo, error);
  }
  throw new TlsmithError('password-wrong', 'the password does not open the private key');
}

/** RFC 5958, 2: version, algorithm and key come first. Throws `input-malformed`. */
export function checkedPrivateKeyInfo(der: Uint8Array): Uint8Array {
  const whole = parse(der);
  const [version, algorithm, key] = members(whole);
  const isPrivateKeyInfo =
    version instanceof asn1js.Integer &&
    algorithm instanceof asn1js.Sequence &&
    key instanceof asn1js.OctetString;
  if (!isPrivateKeyInfo) throw malformed();
  return encoded(whole);
}

function isSequence(bytes: Uint8Array): boolean {
  try {
    return parse(bytes) instanceof asn1js.Sequence;
  } catch {
    return false; // Octets that are no plain text: the caller tries the next form, or refuses the password.
  }
}
