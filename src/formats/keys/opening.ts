// Opens private keys as they were found in files: PKCS#8, judged, whatever their encryption.
import { TlsmithError } from '../../errors.js';
import { readingStructure } from '../../pki/der/malformed-structure.js';
import type { Crypto, EncodedPrivateKey } from '../../ports.js';
import type { StoredPrivateKey } from './private-key.js';
import { asVersion1, checkPrivateKey, type PlainKey } from './private-key-fault.js';

/**
 * Opens a stored key: PKCS#8 PrivateKeyInfo (DER). Throws `password-missing`, `password-wrong`,
 * `input-malformed`, `key-unsupported`.
 */
export async function openPrivateKey(
  key: StoredPrivateKey,
  password: string | undefined,
  crypto: Crypto,
): Promise<Uint8Array> {
  const { encoded } = key;
  if (!key.isEncrypted && 'der' in encoded) return openPlainKey(encoded, crypto);
  if (password === undefined) {
    throw new TlsmithError(
      'password-missing',
      'the private key is encrypted and no password was given',
    );
  }
  return 'der' in encoded
    ? openEncryptedPkcs8(encoded, password, crypto)
    : openPemEncrypted(encoded, password, crypto);
}

/** Throws `input-malformed`, `input-limit`, `key-unsupported`. */
async function openPlainKey(key: PlainKey, crypto: Crypto): Promise<Uint8Array> {
  // As it stands, since what the crypto port makes of it would no longer show every fault.
  await checkPrivateKey(key, crypto);
  return readingStructure(key.container, key.der, () => crypto.decodePrivateKey(asVersion1(key)));
}

/**
 * What OpenSSL 3 does not open is decrypted here: schemes that it has put aside, and keys of which
 * it only says that the password is wrong.
 */
async function openEncryptedPkcs8(
  { der }: PlainKey,
  password: string,
  crypto: Crypto,
): Promise<Uint8Array> {
  try {
    const opened = crypto.decodePrivateKey({ der, container: 'pkcs8' }, password);
    await checkPrivateKey({ der: opened, container: 'pkcs8' }, crypto);
    return opened;
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
  }
  const { decryptPrivateKeyInfo } = await import('../pkcs12/encryption.js');
  const plain = await decryptPrivateKeyInfo(der, password, { crypto });
  await checkPrivateKey({ der: plain, container: 'pkcs8' }, crypto);
  return asVersion1({ der: plain, container: 'pkcs8' }).der;
}

/** The old PEM encryption; single DES is one that OpenSSL 3 has put aside. */
async function openPemEncrypted(
  encoded: { pem: string },
  password: string,
  crypto: Crypto,
): Promise<Uint8Array> {
  const opened = await decodePemEncrypted(encoded, password, crypto);
  await checkPrivateKey({ der: opened, container: 'pkcs8' }, crypto);
  return opened;
}

async function decodePemEncrypted(
  encoded: { pem: string },
  password: string,
  crypto: Crypto,
): Promise<Uint8Array> {
  try {
    return crypto.decodePrivateKey(encoded, password);
  } catch (error) {
    const isOldScheme = error instanceof TlsmithError && error.code === 'key-unsupported';
    if (!isOldScheme) throw error;
    const { openSingleDesKey } = await import('./dek-info.js');
    const opened = await openSingleDesKey(encoded.pem, password, crypto);
    if (!opened) throw error;
    return decodeOpened(opened, crypto);
  }
}

/** A wrong password that happens to leave a right padding leaves octets that are no key. */
function decodeOpened(key: EncodedPrivateKey, crypto: Crypto): Uint8Array {
  try {
    return crypto.decodePrivateKey(key);
  } catch (error) {
    throw new TlsmithError(
      'password-wrong',
      'the password does not open the private key',
      {},
      error,
    );
  }
}
