// What a public key is called, which hash fits it, and how it is identified.
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import {
  describePublicKey,
  keyIdentifierOf,
  keyTypeOf,
  nameOfPublicKey,
  signatureHashFor,
} from '../../../src/pki/key/public-key.js';
import { bitString, integer, nul, oid, sequence } from '../../support/der.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { ecKey, keyFromPem } from '../../support/foreign-certificate.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';

const RSA = '1.2.840.113549.1.1.1';

/** An RSA key of no use whose modulus has that many bits. */
function rsaOf(bits: number): Uint8Array {
  const modulus = new Uint8Array(Math.ceil(bits / 8));
  modulus[0] = 1 << ((bits - 1) % 8);
  const signed = (modulus[0] as number) >= 0x80 ? Uint8Array.of(0, ...modulus) : modulus;
  const key = sequence(integer(signed), integer(65_537));
  return sequence(sequence(oid(RSA), nul), bitString(key));
}

function generated(type: 'ed25519' | 'ed448' | 'x25519'): Uint8Array {
  const { publicKey } = generateKeyPairSync(type as 'ed25519');
  return publicKey.export({ type: 'spki', format: 'der' });
}

const explicitCurve = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  paramEncoding: 'explicit',
}).publicKey.export({ type: 'spki', format: 'der' });

describe('a public key', () => {
  it.each([
    ['P-256', ecKey('P-256').subjectPublicKeyInfo, 'EC P-256', 'ec-p256', 'SHA-256'],
    ['P-384', ecKey('P-384').subjectPublicKeyInfo, 'EC P-384', 'ec-p384', 'SHA-384'],
    ['P-521', ecKey('P-521').subjectPublicKeyInfo, 'EC P-521', 'ec-p521', 'SHA-512'],
    ['secp256k1', ecKey('secp256k1').subjectPublicKeyInfo, 'EC secp256k1', undefined, 'SHA-256'],
    ['P-224', ecKey('secp224r1').subjectPublicKeyInfo, 'EC P-224', undefined, 'SHA-256'],
    ['explicit parameters', explicitCurve, 'EC explicit', undefined, 'SHA-256'],
    ['Ed25519', generated('ed25519'), 'Ed25519', 'ed25519', undefined],
    ['Ed448', generated('ed448'), 'Ed448', undefined, undefined],
    ['X25519', generated('x25519'), 'X25519', undefined, undefined],
    ['RSA 2047', rsaOf(2047), 'RSA 2047', undefined, 'SHA-256'],
    ['RSA 2048', rsaOf(2048), 'RSA 2048', 'rsa-2048', 'SHA-256'],
    ['RSA 2049', rsaOf(2049), 'RSA 2049', 'rsa-2048', 'SHA-256'],
    ['RSA 3072', rsaOf(3072), 'RSA 3072', 'rsa-3072', 'SHA-256'],
    ['RSA 4096', rsaOf(4096), 'RSA 4096', 'rsa-4096', 'SHA-256'],
    ['RSA 16384', rsaOf(16_384), 'RSA 16384', 'rsa-4096', 'SHA-256'],
  ])('%s is described', (_, subjectPublicKeyInfo, name, keyType, hash) => {
    const key = describePublicKey(new Uint8Array(subjectPublicKeyInfo));
    expect(nameOfPublicKey(key)).toBe(name);
    expect(keyTypeOf(key)).toBe(keyType);
    expect(signatureHashFor(key)).toBe(hash);
  });

  it.each(['rsa-1024', 'rsa-2048', 'rsa-3072', 'rsa-4096'])('%s as stored is measured', (name) => {
    const { subjectPublicKeyInfo } = keyFromPem(fixtureKey(name));
    expect(describePublicKey(subjectPublicKeyInfo).size).toBe(Number(name.slice(4)));
  });

  it('of RSA over 16,384 bits is not read, and the number is said', async () => {
    const error = await refusalOf(() => describePublicKey(rsaOf(16_385)));
    expect(error.code).toBe('input-limit');
    expect(error.details).toEqual({ found: 16_385, limit: 16_384 });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a number', integer(5)],
    ['a sequence of numbers', sequence(integer(1), integer(2))],
    ['no algorithm', sequence(sequence(), bitString(Uint8Array.of(1)))],
    ['an RSA key without modulus', sequence(sequence(oid(RSA), nul), bitString(sequence()))],
    ['an RSA key of zero', sequence(sequence(oid(RSA)), bitString(sequence(integer(0))))],
    ['an RSA key that is no sequence', sequence(sequence(oid(RSA)), bitString(Uint8Array.of(5)))],
    ['an RSA key without bits', sequence(sequence(oid(RSA)), bitString(new Uint8Array()))],
  ])('that is %s is malformed', async (_, bytes) => {
    expect(await codeOf(() => describePublicKey(bytes))).toBe('input-malformed');
  });
});

describe('keyIdentifierOf', () => {
  it('hashes the bits of the key without the octet that counts unused bits', () => {
    const { privateKey, subjectPublicKeyInfo } = ecKey();
    const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
    const point = Buffer.concat([
      Uint8Array.of(4),
      Buffer.from(x as string, 'base64url'),
      Buffer.from(y as string, 'base64url'),
    ]);
    const expected = createHash('sha1').update(point).digest('hex');
    expect(keyIdentifierOf(subjectPublicKeyInfo, nodeCrypto)).toBe(expected);
  });
});
