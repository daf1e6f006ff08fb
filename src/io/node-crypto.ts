// Keys, signatures and digests by the OpenSSL inside Node; its errors become our codes here.
import {
  constants,
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  type PrivateKeyInput,
  pbkdf2,
  sign,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';
import { TlsmithError } from '../errors.js';
import type { Crypto, EncodedPrivateKey, HashName, KeyPair, KeyType } from '../ports.js';

const NODE_HASH: Readonly<Record<HashName, string>> = {
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

const generate = promisify(generateKeyPair) as unknown as (
  type: string,
  options: object,
) => Promise<{ privateKey: Buffer; publicKey: Buffer }>;
const derive = promisify(pbkdf2);
const signAsync = promisify(sign) as (
  hash: string | null,
  data: Uint8Array,
  key: object,
) => Promise<Buffer>;

const ENCODINGS = {
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
};

export const nodeCrypto: Crypto = {
  async generateKeyPair(keyType: KeyType): Promise<KeyPair> {
    const { privateKey, publicKey } = await generate(...parametersOf(keyType));
    return { privateKeyInfo: privateKey, subjectPublicKeyInfo: publicKey };
  },

  decodePrivateKey(key: EncodedPrivateKey, password?: string): Uint8Array {
    return load(key, password).export({ type: 'pkcs8', format: 'der' });
  },

  publicKeyOf(privateKeyInfo: Uint8Array): Uint8Array {
    const key = load({ der: privateKeyInfo, container: 'pkcs8' });
    return createPublicKey(key).export({ type: 'spki', format: 'der' });
  },

  async sign(privateKeyInfo, hash, data) {
    const key = load({ der: privateKeyInfo, container: 'pkcs8' });
    const isRsa = key.asymmetricKeyType === 'rsa';
    return signAsync(hash ? NODE_HASH[hash] : null, data, {
      key,
      ...(isRsa ? { padding: constants.RSA_PKCS1_PADDING } : { dsaEncoding: 'ieee-p1363' }),
    });
  },

  verify(subjectPublicKeyInfo, hash, data, signature) {
    const key = createPublicKey({
      key: Buffer.from(subjectPublicKeyInfo),
      format: 'der',
      type: 'spki',
    });
    return verify(hash ? NODE_HASH[hash] : null, data, key, signature);
  },

  isSamePublicKey(a, b) {
    const [first, second] = [a, b].map((der) =>
      createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }),
    ) as [KeyObject, KeyObject];
    return first.equals(second);
  },

  digest: (hash, data) => createHash(NODE_HASH[hash]).update(data).digest(),

  deriveKey: (password, salt, iterations, length) =>
    derive(password, salt, iterations, length, 'sha256'),

  encryptAesCbc(key, iv, data) {
    const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
    return Buffer.concat([cipher.update(data), cipher.final()]);
  },
};

function parametersOf(keyType: KeyType): [string, object] {
  if (keyType === 'ed25519') return ['ed25519', ENCODINGS];
  const [family, size] = keyType.split('-') as ['ec' | 'rsa', string];
  return family === 'rsa'
    ? ['rsa', { modulusLength: Number(size), publicExponent: 65_537, ...ENCODINGS }]
    : ['ec', { namedCurve: `P-${size.slice(1)}`, ...ENCODINGS }];
}

function load(key: EncodedPrivateKey, password?: string): KeyObject {
  const input: PrivateKeyInput =
    'pem' in key
      ? { key: key.pem, format: 'pem' }
      : { key: Buffer.from(key.der), format: 'der', type: key.container };
  try {
    return createPrivateKey(password === undefined ? input : { ...input, passphrase: password });
  } catch (error) {
    throw translate(error, password !== undefined);
  }
}

/** OpenSSL words a wrong password in many ways, since it only sees that the plain text makes no sense. */
function translate(error: unknown, hasPassword: boolean): TlsmithError {
  const text = String((error as Error).message);
  if (/unsupported|unknown|fetch/i.test(text) && !/bad decrypt/i.test(text)) {
    // A wrong password that happens to unpad leaves bytes that no decoder knows.
    if (hasPassword && /DECODER|decoder/.test(text)) return wrongPassword(error);
    return new TlsmithError(
      'key-unsupported',
      'the private key uses an algorithm or encryption that this OpenSSL does not support',
      {},
      error,
    );
  }
  if (hasPassword) return wrongPassword(error);
  return new TlsmithError('input-malformed', 'the private key is malformed', {}, error);
}

function wrongPassword(cause: unknown): TlsmithError {
  return new TlsmithError(
    'password-wrong',
    'the password does not open the private key',
    {},
    cause,
  );
}
