// Node's crypto for tests that are not about it: what is slow on purpose, since somebody chose the password, costs little here.
import { createHash } from 'node:crypto';
import { ITERATIONS_FOR_CHOSEN } from '../../src/formats/keys/key-encryption.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import type { Crypto, KeyPair } from '../../src/ports.js';
import { fixtureKey } from './fixture-keys.js';

/** Fewer rounds than these are not worth the memory. */
const MANY = 1000;

const hexOf = (octets: Uint8Array) => Buffer.from(octets).toString('hex');

/** The same function; where `nameOf` names its inputs, what it gave once is given again. */
function remembering<I extends unknown[], O>(
  derive: (...inputs: I) => O,
  nameOf: (inputs: I) => string | undefined,
): (...inputs: I) => O {
  const known = new Map<string, O>();
  return (...inputs) => {
    const name = nameOf(inputs);
    if (name === undefined) return derive(...inputs);
    // Short, however long the inputs are: it stays for as long as the worker.
    const short = createHash('sha256').update(name).digest('base64');
    const value = known.get(short) ?? derive(...inputs);
    known.set(short, value);
    return value;
  };
}

let handedOut = 0;

/** A stored key, of 2048 bits one of four in turn: making one takes a quarter of a second, or two. */
function storedRsaKey(keyType: 'rsa-2048' | 'rsa-3072' | 'rsa-4096'): KeyPair {
  const pem = fixtureKey(
    keyType === 'rsa-2048' ? `handed-out/rsa-2048-${1 + (handedOut++ % 4)}` : keyType,
  );
  const privateKeyInfo = nodeCrypto.decodePrivateKey({ pem });
  return { privateKeyInfo, subjectPublicKeyInfo: nodeCrypto.publicKeyOf(privateKeyInfo) };
}

/**
 * Derivations, keys and signatures repeat, as the passwords, salts and CAs of tests do: each is made
 * or judged once a worker. Those of PKCS#12 at the count for chosen passwords are shortened as well,
 * to a value that depends on the count: only this crypto opens such a store.
 */
export const rememberingCrypto: Crypto = {
  ...nodeCrypto,
  async generateKeyPair(keyType) {
    switch (keyType) {
      case 'rsa-2048':
      case 'rsa-3072':
      case 'rsa-4096':
        return storedRsaKey(keyType);
      default:
        return nodeCrypto.generateKeyPair(keyType);
    }
  },
  decodePrivateKey: remembering(nodeCrypto.decodePrivateKey, ([key, password]) =>
    JSON.stringify('pem' in key ? [key.pem, password] : [key.container, hexOf(key.der), password]),
  ),
  publicKeyOf: remembering(nodeCrypto.publicKeyOf, ([key]) => hexOf(key)),
  verify: remembering(nodeCrypto.verify, ([key, scheme, data, signature]) =>
    [hexOf(key), JSON.stringify(scheme), hexOf(data), hexOf(signature)].join(),
  ),
  digestRepeatedly: remembering(
    (hash, data, times, suffix) =>
      times === ITERATIONS_FOR_CHOSEN
        ? nodeCrypto.digestRepeatedly(hash, Buffer.concat([data, Buffer.from(`${times}`)]), MANY)
        : nodeCrypto.digestRepeatedly(hash, data, times, suffix),
    ([hash, data, times, suffix = new Uint8Array()]) =>
      times < MANY ? undefined : [hash, hexOf(data), times, hexOf(suffix)].join(),
  ),
  deriveKey: remembering(
    nodeCrypto.deriveKey,
    ([password, { salt, iterations, hash = 'SHA-256' }, length]) =>
      iterations < MANY
        ? undefined
        : [hexOf(password), hexOf(salt), iterations, length, hash].join(),
  ),
};
