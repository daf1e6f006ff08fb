// Keys, signatures and digests: every container opened, every wrong password said to be one, our codes for everything else.
import { createHash, createPrivateKey, ECDH, pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { describePublicKey, keyTypeOf } from '../../src/pki/key/public-key.js';
import type { EncodedPrivateKey, HashName } from '../../src/ports.js';
import { bitString, childrenOf, type DerElement, integer, oid, sequence } from '../support/der.js';
import { derOf, ENCRYPTED_KEYS } from '../support/encrypted-keys.js';
import { FIXTURE_PASSWORD, fixtureKey } from '../support/fixture-keys.js';
import { ecKey, keyFromPem } from '../support/foreign-certificate.js';
import { codeOf } from '../support/refusal-of.js';

const ec = keyFromPem(fixtureKey('ec-p256'));
const rsa = keyFromPem(fixtureKey('rsa-2048'));

describe('generateKeyPair', () => {
  // One RSA key in all tests: they take long.
  it.each(['ec-p256', 'ec-p384', 'ec-p521', 'ed25519', 'rsa-2048'] as const)(
    'makes a %s pair that belongs together',
    async (keyType) => {
      const pair = await nodeCrypto.generateKeyPair(keyType);
      expect(keyTypeOf(describePublicKey(pair.subjectPublicKeyInfo))).toBe(keyType);
      const derived = nodeCrypto.publicKeyOf(pair.privateKeyInfo);
      expect(Buffer.from(derived)).toEqual(Buffer.from(pair.subjectPublicKeyInfo));
      const { asymmetricKeyDetails } = createPrivateKey({
        key: Buffer.from(pair.privateKeyInfo),
        format: 'der',
        type: 'pkcs8',
      });
      if (keyType === 'rsa-2048') expect(asymmetricKeyDetails?.publicExponent).toBe(65_537n);
    },
    20_000,
  );
});

const plain: [string, EncodedPrivateKey, typeof ec][] = [
  ['PKCS#8', { der: ec.privateKeyInfo, container: 'pkcs8' }, ec],
  ['SEC1', { der: ec.privateKey.export({ type: 'sec1', format: 'der' }), container: 'sec1' }, ec],
  [
    'PKCS#1',
    { der: rsa.privateKey.export({ type: 'pkcs1', format: 'der' }), container: 'pkcs1' },
    rsa,
  ],
  ['PEM', { pem: fixtureKey('ec-p256') }, ec],
];

describe('decodePrivateKey', () => {
  it.each(plain)('opens plain %s', (_, encoded, expected) => {
    const opened = nodeCrypto.decodePrivateKey(encoded);
    expect(Buffer.from(opened)).toEqual(Buffer.from(expected.privateKeyInfo));
  });

  it.each(ENCRYPTED_KEYS)('opens %s with its password', (_, encoded, expected) => {
    const opened = nodeCrypto.decodePrivateKey(encoded, FIXTURE_PASSWORD);
    expect(Buffer.from(opened)).toEqual(Buffer.from(expected.privateKeyInfo));
  });

  it.each(ENCRYPTED_KEYS)('says that a wrong password is wrong: %s', async (_, encoded) => {
    const code = await codeOf(() => nodeCrypto.decodePrivateKey(encoded, 'wrong'));
    expect(code).toBe('password-wrong');
  });

  it('says that an encryption of the nineties is not supported', async () => {
    const encoded = {
      der: derOf(fixtureKey('ec-p256.pbes1-md5-des')),
      container: 'pkcs8' as const,
    };
    const code = await codeOf(() => nodeCrypto.decodePrivateKey(encoded, FIXTURE_PASSWORD));
    expect(code).toBe('key-unsupported');
  });

  it.each<[string, EncodedPrivateKey]>([
    ['nothing', { der: new Uint8Array(), container: 'pkcs8' }],
    ['a cut key', { der: ec.privateKeyInfo.subarray(0, 60), container: 'pkcs8' }],
    ['another container', { der: ec.privateKeyInfo, container: 'pkcs1' }],
    ['no key', { der: sequence(integer(1)), container: 'sec1' }],
  ])('calls %s malformed', async (_, encoded) => {
    expect(await codeOf(() => nodeCrypto.decodePrivateKey(encoded))).toBe('input-malformed');
  });
});

const edwards = await nodeCrypto.generateKeyPair('ed25519');

describe('sign and verify', () => {
  const data = new Uint8Array(Buffer.from('what is signed'));

  /** ECDSA signatures cross the port as r and s; certificates hold them as DER. */
  function asInCertificate(signature: Uint8Array, isEcdsa: boolean): Uint8Array {
    if (!isEcdsa) return signature;
    const half = signature.length / 2;
    const positive = (bytes: Uint8Array) => {
      const start = bytes.findIndex((octet) => octet !== 0);
      const rest = bytes.subarray(start);
      return (rest[0] as number) >= 0x80 ? Uint8Array.of(0, ...rest) : rest;
    };
    return sequence(
      integer(positive(signature.subarray(0, half))),
      integer(positive(signature.subarray(half))),
    );
  }

  it.each<
    [
      string,
      () => Promise<{ privateKeyInfo: Uint8Array; subjectPublicKeyInfo: Uint8Array }>,
      HashName | undefined,
      number,
    ]
  >([
    ['P-256', () => nodeCrypto.generateKeyPair('ec-p256'), 'SHA-256', 64],
    ['P-384', () => nodeCrypto.generateKeyPair('ec-p384'), 'SHA-384', 96],
    ['P-521', () => nodeCrypto.generateKeyPair('ec-p521'), 'SHA-512', 132],
    ['RSA', () => Promise.resolve(rsa), 'SHA-256', 256],
    ['Ed25519', () => nodeCrypto.generateKeyPair('ed25519'), undefined, 64],
  ])('agree for %s', async (name, makeKey, hash, length) => {
    const key = await makeKey();
    const signature = await nodeCrypto.sign(key.privateKeyInfo, hash, data);
    expect(signature.length).toBe(length);
    const inCertificate = asInCertificate(signature, name.startsWith('P-'));
    const verify = (bytes: Uint8Array, of = data) =>
      nodeCrypto.verify(key.subjectPublicKeyInfo, { hash }, of, bytes);
    expect(verify(inCertificate)).toBe(true);
    expect(verify(inCertificate, data.subarray(1))).toBe(false);
    const other = await nodeCrypto.generateKeyPair('ec-p256');
    const scheme = { hash: 'SHA-256' } as const;
    expect(nodeCrypto.verify(other.subjectPublicKeyInfo, scheme, data, inCertificate)).toBe(false);
  });

  const offCurve = sequence(
    sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')),
    bitString(Uint8Array.of(4, ...new Uint8Array(64).fill(5))),
  );
  it.each<[string, Uint8Array, HashName | undefined]>([
    ['a point that is not on its curve', offCurve, 'SHA-256'],
    ['no key at all', sequence(integer(1)), 'SHA-256'],
    ['an Ed25519 key with a hash', edwards.subjectPublicKeyInfo, 'SHA-256'],
    ['an EC key without a hash', ec.subjectPublicKeyInfo, undefined],
  ])('answer no, or one of our errors, for %s', (_, subjectPublicKeyInfo, hash) => {
    let verified: unknown;
    try {
      verified = nodeCrypto.verify(subjectPublicKeyInfo, { hash }, data, new Uint8Array(64));
    } catch (error) {
      expect(error).toBeInstanceOf(TlsmithError);
      return;
    }
    expect(verified).toBe(false);
  });

  it('compares keys that are none with one of our errors', async () => {
    expect(
      await codeOf(() => nodeCrypto.isSamePublicKey(offCurve, ec.subjectPublicKeyInfo)),
    ).not.toBe('bug');
  });
});

describe('isSamePublicKey', () => {
  it('sees the same key in a compressed point', () => {
    const { subjectPublicKeyInfo } = ec;
    const [algorithm, bits] = childrenOf(subjectPublicKeyInfo) as [DerElement, DerElement];
    const point = Buffer.from(bits.content.subarray(1));
    const compressed = ECDH.convertKey(point, 'prime256v1', undefined, undefined, 'compressed');
    const other = sequence(algorithm.whole, bitString(Buffer.from(compressed as Buffer)));
    expect(other.length).toBeLessThan(subjectPublicKeyInfo.length);
    expect(nodeCrypto.isSamePublicKey(other, subjectPublicKeyInfo)).toBe(true);
  });

  it('tells keys apart', () => {
    const same = (a: typeof ec, b: typeof ec) =>
      nodeCrypto.isSamePublicKey(a.subjectPublicKeyInfo, b.subjectPublicKeyInfo);
    expect(same(ec, ec)).toBe(true);
    expect(same(ec, ecKey())).toBe(false);
    expect(same(ec, rsa)).toBe(false);
    expect(same(ec, ecKey('P-384'))).toBe(false);
  });
});

describe('digest, deriveKey and encryptAesCbc', () => {
  it.each(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const)('%s is the known one', (hash) => {
    const expected = createHash(hash.replace('-', '')).update('abc').digest();
    expect(Buffer.from(nodeCrypto.digest(hash, Buffer.from('abc')))).toEqual(expected);
  });

  it('PBKDF2 is the one with HMAC-SHA-256', async () => {
    const password = Buffer.from('password');
    const salt = Buffer.from('salt');
    // RFC 7914, 11.
    const known = '55ac046e56e3089fec1691c22544b605';
    const derived = await nodeCrypto.deriveKey(Buffer.from('passwd'), { salt, iterations: 1 }, 16);
    expect(Buffer.from(derived).toString('hex')).toBe(known);
    const longer = await nodeCrypto.deriveKey(password, { salt, iterations: 7 }, 40);
    expect(Buffer.from(longer)).toEqual(pbkdf2Sync(password, salt, 7, 40, 'sha256'));
  });

  it('AES-CBC is that of NIST SP 800-38A, F.2.5, with padding behind it', () => {
    const key = Buffer.from(
      '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4',
      'hex',
    );
    const iv = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
    const data = Buffer.from('6bc1bee22e409f96e93d7e117393172a', 'hex');
    const sealed = Buffer.from(nodeCrypto.encryptAesCbc(key, iv, data)).toString('hex');
    expect(sealed.slice(0, 32)).toBe('f58c4c04d6e5f1ba779eabfb5f7bfbd6');
    expect(sealed).toHaveLength(64);
  });
});
