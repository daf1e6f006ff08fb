// Encrypted PKCS#8 keys of every scheme that OpenSSL writes, with its legacy provider too: opened by our own code.
import { describe, expect, it } from 'vitest';
import { decodePem } from '../../../src/formats/containers/pem.js';
import { decryptPrivateKeyInfo } from '../../../src/formats/pkcs12/encryption.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { toHex } from '../../../src/pki/der/hex.js';
import { integer, nul, octetString, oid, sequence } from '../../support/der.js';
import { FIXTURE_PASSWORD, fixtureKey } from '../../support/fixture-keys.js';
import { pbe, pbes2, pbkdf2 } from '../../support/pkcs12-parts.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';

const ports = { crypto: nodeCrypto };
const der = (name: string) => decodePem(Buffer.from(fixtureKey(name)))[0]?.der as Uint8Array;
const plain = toHex(der('ec-p256'));

describe('decryptPrivateKeyInfo', () => {
  it.each([
    'pbe-md5-rc2-64',
    'pbe-sha1-2des',
    'pbe-sha1-des',
    'pbe-sha1-rc2-128',
    'pbe-sha1-rc2-40',
    'pbe-sha1-rc2-64',
    'pbe-sha1-rc4-128',
    'pbe-sha1-rc4-40',
    'pbes1-md5-des',
    'pbes1-sha1-3des',
    'pbes2-aes128-sha1',
    'pbes2-aes256',
    'pbes2-aria-128-cbc',
    'pbes2-camellia-256-cbc',
    'pbes2-des',
    'pbes2-des3',
    'pbes2-rc2',
    'scrypt',
  ])('%s', async (scheme) => {
    const encrypted = der(`ec-p256.${scheme}`);
    expect(toHex(await decryptPrivateKeyInfo(encrypted, FIXTURE_PASSWORD, ports))).toBe(plain);
    expect(await codeOf(() => decryptPrivateKeyInfo(encrypted, 'another', ports))).toBe(
      'password-wrong',
    );
  });

  const encrypted = (algorithm: Uint8Array) => sequence(algorithm, octetString(new Uint8Array(16)));
  it.each<[string, Uint8Array, string, string]>([
    [
      'another scheme',
      encrypted(sequence(oid('1.2.3'), nul)),
      'key-unsupported',
      'the input is encrypted with 1.2.3, which is not read',
    ],
    [
      'another derivation',
      encrypted(pbes2(sequence(oid('1.2.4'), nul))),
      'key-unsupported',
      'the input is encrypted with a key derived by 1.2.4, which is not read',
    ],
    [
      'another HMAC',
      encrypted(pbes2(pbkdf2(1, sequence(oid('1.2.5'), nul)))),
      'key-unsupported',
      'the input is protected by 1.2.5, which is not read',
    ],
    [
      'another cipher',
      encrypted(pbes2(pbkdf2(1), sequence(oid('1.2.6'), octetString(new Uint8Array(16))))),
      'key-unsupported',
      'the input is encrypted with 1.2.6, which is not read',
    ],
    [
      'a bomb',
      encrypted(pbe('1.2.840.113549.1.12.1.3', 2_000_000)),
      'input-limit',
      'its protection asks for 2000000 iterations; at most 1000000 are accepted',
    ],
    ['no key', sequence(integer(1)), 'input-malformed', 'the encrypted private key is malformed'],
  ])('refuses %s', async (_, bytes, code, sentence) => {
    const refusal = await refusalOf(() => decryptPrivateKeyInfo(bytes, 'x', ports));
    expect([refusal.code, refusal.sentence]).toEqual([code, sentence]);
  });
});
