// Encrypts the content of a new store and puts the MAC around it: PBES2, or what readers of before
// 2022 know.
import type { Crypto, Random } from '../../ports.js';
import { encryptPrivateKeyInfo } from '../keys/key-encryption.js';
import { deriveMacKey, makeMac } from './mac.js';
import { encryptPkcs12TripleDes } from './pbe.js';
import type { Encrypted } from './scheme.js';
import type { BagAttributes } from './structure.js';

/**
 * modern: PBES2, AES-256-CBC, HMAC-SHA-256. legacy: 3DES and SHA-1, for JDK 8 before 8u301 and old
 * Windows.
 */
export type StoreCompat = 'modern' | 'legacy';

export interface StoreProtection {
  compat: StoreCompat;
  /** Of the keys of all parts and of the MAC: ITERATIONS_FOR_CHOSEN or ITERATIONS_FOR_GENERATED. */
  iterations: number;
}

export interface StoreContent {
  key?: { privateKeyInfo: Uint8Array } & BagAttributes;
  certificates: readonly ({ der: Uint8Array } & BagAttributes)[];
}

/**
 * Certificates first and encrypted as a whole, then the key in its own encryption: the order and
 * form that openssl and keytool use.
 */
export async function seal(
  { key, certificates }: StoreContent,
  password: string,
  { compat, iterations }: StoreProtection,
  ports: { crypto: Crypto; random: Random },
): Promise<Uint8Array> {
  const { decodeEncrypted, encodeAuthenticatedSafe, encodeBags, encodePfx } =
    await import('./structure.js');
  // A part and an encrypted key are the same pair, algorithm and octets, so that one function
  // serves both.
  const encrypt = async (data: Uint8Array): Promise<Encrypted> =>
    compat === 'legacy'
      ? encryptPkcs12TripleDes(data, password, iterations, ports)
      : decodeEncrypted(await encryptPrivateKeyInfo(data, password, iterations, ports));
  const bags = certificates.map((one) => ({ kind: 'certificate', ...one }) as const);
  const encrypted = Promise.all([
    encrypt(encodeBags(bags)),
    key ? encrypt(key.privateKeyInfo) : undefined,
  ]);
  const hash = compat === 'legacy' ? 'SHA-1' : 'SHA-256';
  // While Node's threads derive the keys of the parts, this one derives that of the MAC.
  const salt = ports.random.bytes(16);
  const macKey = deriveMacKey(password, { hash, salt, iterations }, ports.crypto);
  const [encryptedCertificates, encryptedKey] = await encrypted;
  const authenticatedSafe = encodeAuthenticatedSafe([
    { encrypted: encryptedCertificates },
    ...(key && encryptedKey
      ? [{ content: encodeBags([{ kind: 'encrypted-key', ...key, encrypted: encryptedKey }]) }]
      : []),
  ]);
  return encodePfx({
    authenticatedSafe,
    mac: makeMac(macKey, authenticatedSafe, ports.crypto),
  });
}
