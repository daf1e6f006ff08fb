// Keys, signatures and digests by the OpenSSL inside Node; its errors become our codes here.
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  hash as hashOnce,
  type KeyObject,
  type PrivateKeyInput,
  pbkdf2,
  scrypt,
  sign,
  verify,
} from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { TlsmithError } from '../errors.js';
import type { Crypto, EncodedPrivateKey, KeyPair, KeyType, SignedDigest } from '../ports.js';

const NODE_HASH: Readonly<Record<SignedDigest, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA-512/224': 'sha512-224',
  'SHA-512/256': 'sha512-256',
  'SHA3-224': 'sha3-224',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
};

const generate = promisify(generateKeyPair) as unknown as (
  type: string,
  options: object,
) => Promise<{ privateKey: Buffer; publicKey: Buffer }>;
const derive = promisify(pbkdf2);
const deriveByScrypt = promisify(scrypt) as (
  password: Uint8Array,
  salt: Uint8Array,
  length: number,
  options: object,
) => Promise<Buffer>;
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
  // One a core, and one for the moments in which another is put together and signed.
  keysAtOnce: availableParallelism() + 1,

  async generateKeyPair(keyType: KeyType): Promise<KeyPair> {
    const { privateKey, publicKey } = await generate(...parametersOf(keyType));
    return { privateKeyInfo: privateKey, subjectPublicKeyInfo: publicKey };
  },

  decodePrivateKey(key: EncodedPrivateKey, password?: string): Uint8Array {
    const opened = load(key, password);
    return ofSoundKey(() => opened.export({ type: 'pkcs8', format: 'der' }));
  },

  publicKeyOf(privateKeyInfo: Uint8Array): Uint8Array {
    const key = load({ der: privateKeyInfo, container: 'pkcs8' });
    return ofSoundKey(() => createPublicKey(key).export({ type: 'spki', format: 'der' }));
  },

  encodeTraditionalKey(privateKeyInfo) {
    const key = load({ der: privateKeyInfo, container: 'pkcs8' });
    const form = TRADITIONAL_FORMS[key.asymmetricKeyType ?? ''];
    return (
      form && {
        label: form.label,
        der: ofSoundKey(() => key.export({ type: form.type, format: 'der' })),
      }
    );
  },

  async sign(privateKeyInfo, hash, data) {
    const key = load({ der: privateKeyInfo, container: 'pkcs8' });
    const isRsa = key.asymmetricKeyType === 'rsa';
    try {
      return await signAsync(hash ? NODE_HASH[hash] : null, data, {
        key,
        ...(isRsa ? { padding: constants.RSA_PKCS1_PADDING } : { dsaEncoding: 'ieee-p1363' }),
      });
    } catch (error) {
      throw invalidKey(error);
    }
  },

  verify(subjectPublicKeyInfo, { hash, saltLength }, data, signature) {
    const key = loadPublicKey(subjectPublicKeyInfo);
    const isPss = saltLength !== undefined;
    const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
    try {
      return verify(hash ? NODE_HASH[hash] : null, data, isPss ? { key, ...pss } : key, signature);
    } catch (error) {
      throw new TlsmithError(
        'key-unsupported',
        'the signature is of a kind that its key cannot make',
        {},
        error,
      );
    }
  },

  isSamePublicKey(a, b) {
    const [one, other] = [loadPublicKey(a), loadPublicKey(b)];
    // OpenSSL leaves an error behind where kinds differ, and the next key that is read throws it.
    const isOfOneKind =
      one.asymmetricKeyType === other.asymmetricKeyType &&
      one.asymmetricKeyDetails?.namedCurve === other.asymmetricKeyDetails?.namedCurve;
    return isOfOneKind && one.equals(other);
  },

  digest: (hash, data) => createHash(NODE_HASH[hash]).update(data).digest(),

  // Through strings and one Buffer: Node makes a string twice as fast as a Buffer of the same few
  // octets, and this runs a million times.
  digestRepeatedly(hash, data, times, suffix = new Uint8Array()) {
    if (times < 1) return data;
    const digestOf = (octets: Uint8Array) => hashOnce(NODE_HASH[hash], octets, 'binary');
    let digest = digestOf(Buffer.concat([data, suffix]));
    const input = Buffer.concat([Buffer.from(digest, 'latin1'), suffix]);
    for (let count = 1; count < times; count++) {
      digest = digestOf(input);
      input.write(digest, 'latin1');
    }
    return Buffer.from(digest, 'latin1');
  },

  hmac: (hash, key, data) => createHmac(NODE_HASH[hash], key).update(data).digest(),

  deriveKey: (password, { salt, iterations, hash = 'SHA-256' }, length) =>
    derive(password, salt, iterations, length, NODE_HASH[hash]),

  deriveKeyByScrypt(password, salt, { cost, blockSize, parallelization }, length) {
    const maxmem = 129 * blockSize * (cost + parallelization) + 4096;
    return deriveByScrypt(password, salt, length, { cost, blockSize, parallelization, maxmem });
  },

  encryptAesCbc(key, iv, data) {
    const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
    return Buffer.concat([cipher.update(data), cipher.final()]);
  },

  decryptCbc(cipher, key, iv, data) {
    const decipher = createDecipheriv(`${cipher}-${key.length * 8}-cbc`, key, iv);
    const start = decipher.update(data);
    try {
      return Buffer.concat([start, decipher.final()]);
    } catch {
      return undefined; // The padding is the only thing that `final` can refuse.
    }
  },

  async encryptTripleDesCbc(key, iv, data) {
    const { encryptTripleDes } = await import('./web-crypto.js');
    return encryptTripleDes(key, iv, data);
  },

  async decryptTripleDesCbc(key, iv, data) {
    const { decryptTripleDes } = await import('./web-crypto.js');
    return decryptTripleDes(key, iv, data);
  },
};

const TRADITIONAL_FORMS: Readonly<
  Record<string, { label: string; type: 'pkcs1' | 'sec1' } | undefined>
> = {
  rsa: { label: 'RSA PRIVATE KEY', type: 'pkcs1' },
  ec: { label: 'EC PRIVATE KEY', type: 'sec1' },
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

function loadPublicKey(subjectPublicKeyInfo: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(subjectPublicKeyInfo), format: 'der', type: 'spki' });
  } catch (error) {
    throw new TlsmithError(
      'key-unsupported',
      'the public key is malformed, or of a kind that this OpenSSL does not support',
      {},
      error,
    );
  }
}

/**
 * OpenSSL loads keys that it can then do nothing with, such as one whose scalar is wider than its
 * curve.
 */
function ofSoundKey<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw invalidKey(error);
  }
}

function invalidKey(cause: unknown): TlsmithError {
  return new TlsmithError(
    'input-malformed',
    'the private key is invalid: its numbers are out of range',
    {},
    cause,
  );
}

/**
 * OpenSSL words a wrong password in many ways, since it only sees that the plain text makes no
 * sense.
 */
function translate(error: unknown, hasPassword: boolean): TlsmithError {
  const text = String((error as Error).message);
  // A wrong password that happens to unpad leaves octets that no decoder knows, and so do damaged
  // keys.
  const { opensslErrorStack: stack = [] } = error as { opensslErrorStack?: string[] };
  const isUnknownContent =
    /DECODER routines::unsupported/.test(text) && !/unsupported .*algorithm/.test(stack.join());
  if (/unsupported|unknown|fetch/i.test(text) && !isUnknownContent && !/bad decrypt/i.test(text)) {
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
