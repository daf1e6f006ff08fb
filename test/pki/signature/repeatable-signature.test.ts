// Signatures that come out the same each time, and verify as all others do.
import { createECDH, createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import {
  repeatableSigner,
  type SigningKey,
  type SigningWay,
} from '../../../src/pki/signature/repeatable-signature.js';
import { signatureBits } from '../../../src/pki/signature/signature-encoding.js';
import { encodeDer } from '../../../src/pki/der/der-encoding.js';
import { verifySignature } from '../../../src/pki/signature/signature.js';
import { describePublicKey } from '../../../src/pki/key/public-key.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { seededRandom } from '../../support/seeded-random.js';
import { ecKey, type ForeignKey, keyFromPem } from '../../support/foreign-certificate.js';

function keyOfScalar(crv: string, curve: string, scalar: string) {
  const ecdh = createECDH(curve);
  ecdh.setPrivateKey(scalar, 'hex');
  const point = ecdh.getPublicKey().subarray(1);
  const [x, y] = [point.subarray(0, point.length / 2), point.subarray(point.length / 2)];
  const text = (octets: Buffer) => octets.toString('base64url');
  const d = text(Buffer.from(scalar, 'hex'));
  const jwk = { kty: 'EC', crv, d, x: text(x), y: text(y) };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  return {
    privateKeyInfo: new Uint8Array(key.export({ type: 'pkcs8', format: 'der' })),
    subjectPublicKeyInfo: new Uint8Array(
      createPublicKey(key).export({ type: 'spki', format: 'der' }),
    ),
  };
}

const ports = (seed = 1) => ({ crypto: nodeCrypto, random: seededRandom(seed) });

it.each([
  {
    curve: ['P-256', 'prime256v1'],
    scalar: 'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721',
    r: 'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716',
    s: 'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  },
  {
    curve: ['P-384', 'secp384r1'],
    scalar:
      '6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5',
    r: '94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46',
    s: '99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8',
  },
])('makes the signature of RFC 6979, A.2 on $curve', async ({ curve, scalar, r, s }) => {
  const [crv = '', name = ''] = curve;
  const { sign } = repeatableSigner(keyOfScalar(crv, name, scalar), undefined, ports());
  const signature = await sign(new TextEncoder().encode('sample'));
  expect(Buffer.from(signature).toString('hex')).toBe(r + s);
});

const generated = async (keyType: 'ec-p521' | 'ed25519') => nodeCrypto.generateKeyPair(keyType);
const stored = (name: string): ForeignKey => keyFromPem(fixtureKey(name));

/** As a certificate would hold it. */
async function signedBy(key: SigningKey, way: SigningWay, seed = 1): Promise<Uint8Array> {
  const data = encodeDer(0x30, new Uint8Array([5, 0]));
  const { algorithm, sign } = repeatableSigner(key, way, ports(seed));
  const family = describePublicKey(key.subjectPublicKeyInfo).algorithm;
  return encodeDer(0x30, data, algorithm, signatureBits(await sign(data), family));
}

describe.each<[string, SigningWay, () => Promise<SigningKey>]>([
  ['EC P-521', undefined, () => generated('ec-p521')],
  ['EC P-521 over SHA-1', 'SHA-1', () => generated('ec-p521')],
  ['Ed25519', undefined, () => generated('ed25519')],
  ['RSA', undefined, async () => stored('rsa-2048')],
  ['RSA over SHA-1', 'SHA-1', async () => stored('rsa-2048')],
  ['RSA over MD5', 'MD5', async () => stored('rsa-2048')],
  ['RSASSA-PSS', 'pss', async () => stored('rsa-2048')],
  ['RSASSA-PSS with a short key', 'pss', async () => stored('rsa-1024')],
])('%s', (_, way, keyOf) => {
  it('is the same each time, and verifies', async () => {
    const key = await keyOf();
    const signed = await signedBy(key, way);
    expect(await signedBy(key, way)).toEqual(signed);
    expect(verifySignature(signed, key.subjectPublicKeyInfo, nodeCrypto)).toBe('valid');
  });
});

it('takes the salt of RSASSA-PSS from what it is given', async () => {
  const key = stored('rsa-2048');
  expect(await signedBy(key, 'pss', 2)).not.toEqual(await signedBy(key, 'pss', 1));
});

it('knows no signature on a curve that is not of NIST, and none of ECDSA over MD5', () => {
  expect(() => repeatableSigner(ecKey('secp256k1'), undefined, ports())).toThrow(RangeError);
  expect(() => repeatableSigner(ecKey(), 'MD5', ports())).toThrow('no ECDSA is known with MD5');
});
