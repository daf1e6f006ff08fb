// Private keys in every container: found, bounded, opened, written.
import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encryptPrivateKeyInfo } from '../../../src/formats/keys/key-encryption.js';
import { encodePem } from '../../../src/formats/containers/pem.js';
import { openPrivateKey } from '../../../src/formats/keys/opening.js';
import {
  encodeEncryptedPrivateKey,
  encodePrivateKey,
  findPrivateKey,
} from '../../../src/formats/keys/private-key.js';
import { recognise } from '../../../src/formats/containers/recognise.js';
import type { TlsmithError } from '../../../src/errors.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { integer, nul, octetString, oid, sequence } from '../../support/der.js';
import { FIXTURE_PASSWORD, fixtureKey } from '../../support/fixture-keys.js';
import { foreignCertificate, keyFromPem } from '../../support/foreign-certificate.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { seededRandom } from '../../support/seeded-random.js';

const ports = { crypto: nodeCrypto, random: seededRandom(11) };
const utf8 = (text: string) => new Uint8Array(Buffer.from(text));
const ec = keyFromPem(fixtureKey('ec-p256'));
const rsa = keyFromPem(fixtureKey('rsa-2048'));
const exported = (key: typeof ec, type: 'sec1' | 'pkcs1' | 'pkcs8', format: 'pem' | 'der') => {
  const bytes = key.privateKey.export({ type, format } as { type: 'pkcs8'; format: 'pem' });
  return new Uint8Array(Buffer.from(bytes));
};
const certificatePem = encodePem('CERTIFICATE', foreignCertificate({ key: ec }));

describe('findPrivateKey', () => {
  it.each<[string, Uint8Array, string, boolean]>([
    ['PKCS#8 PEM', utf8(fixtureKey('ec-p256')), 'pkcs8', false],
    ['PKCS#8 PEM with CRLF', utf8(fixtureKey('ec-p256').replaceAll('\n', '\r\n')), 'pkcs8', false],
    [
      'PKCS#8 PEM behind certificates',
      utf8(certificatePem + fixtureKey('ec-p256')),
      'pkcs8',
      false,
    ],
    ['PKCS#8 DER', ec.privateKeyInfo, 'pkcs8', false],
    ['PKCS#1 PEM', exported(rsa, 'pkcs1', 'pem'), 'pkcs1', false],
    ['PKCS#1 DER', exported(rsa, 'pkcs1', 'der'), 'pkcs1', false],
    ['SEC1 PEM', exported(ec, 'sec1', 'pem'), 'sec1', false],
    [
      'SEC1 PEM behind its parameters',
      utf8(fixtureKey('ec-p256.sec1-with-parameters')),
      'sec1',
      false,
    ],
    ['SEC1 DER', exported(ec, 'sec1', 'der'), 'sec1', false],
    ['PBES2', utf8(fixtureKey('ec-p256.pbes2-aes256')), 'pkcs8-encrypted', true],
    ['PBES2 with SHA-1', utf8(fixtureKey('ec-p256.pbes2-aes128-sha1')), 'pkcs8-encrypted', true],
    ['PBES2 with 3DES', utf8(fixtureKey('ec-p256.pbes2-des3')), 'pkcs8-encrypted', true],
    ['PBES2 with scrypt', utf8(fixtureKey('ec-p256.scrypt')), 'pkcs8-encrypted', true],
    ['PBES1', utf8(fixtureKey('ec-p256.pbes1-sha1-3des')), 'pkcs8-encrypted', true],
    ['encrypted PKCS#1', utf8(fixtureKey('rsa-2048.pkcs1-aes128')), 'pkcs1', true],
    ['encrypted SEC1', utf8(fixtureKey('ec-p256.sec1-aes256')), 'sec1', true],
    ['encrypted SEC1 with 3DES', utf8(fixtureKey('ec-p256.sec1-des3')), 'sec1', true],
  ])('finds and opens %s', async (_, bytes, container, isEncrypted) => {
    const found = findPrivateKey(bytes);
    expect(found).toMatchObject({ container, isEncrypted });
    const opened = await openPrivateKey(
      found,
      isEncrypted ? FIXTURE_PASSWORD : undefined,
      nodeCrypto,
    );
    const expected = container === 'pkcs1' ? rsa : ec;
    expect(
      nodeCrypto.isSamePublicKey(nodeCrypto.publicKeyOf(opened), expected.subjectPublicKeyInfo),
    ).toBe(true);
  });

  it('finds an encrypted key that is DER', async () => {
    const pem = fixtureKey('ec-p256.pbes2-aes256');
    const der = new Uint8Array(Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64'));
    const found = findPrivateKey(der);
    expect(found).toMatchObject({ container: 'pkcs8-encrypted', isEncrypted: true });
    expect(await openPrivateKey(found, FIXTURE_PASSWORD, nodeCrypto)).toBeInstanceOf(Uint8Array);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(), /is an empty file, not a private key/],
    ['a certificate', utf8(certificatePem), /is a certificate, not a private key/],
    ['a DER certificate', foreignCertificate({ key: ec }), /not a private key/],
    ['text', utf8('hello'), /is text without PEM/],
    ['a public key', utf8(encodePem('PUBLIC KEY', ec.subjectPublicKeyInfo)), /is a public key/],
    [
      'an OpenSSH key',
      utf8(encodePem('OPENSSH PRIVATE KEY', Uint8Array.of(1))),
      /is an OpenSSH private key/,
    ],
    ['a PKCS#12 store', sequence(integer(3), sequence(oid('1.2.3')), nul), /is a PKCS#12 store/],
  ])('refuses %s, and says what it is', async (_, bytes, sentence) => {
    const error = await refusalOf(() => findPrivateKey(bytes));
    expect(error.code).toBe('input-wrong-kind');
    expect(error.sentence).toMatch(sentence);
  });

  it.each<[string, Uint8Array, string]>([
    [
      'a traditional DSA key',
      utf8(encodePem('DSA PRIVATE KEY', sequence(integer(0), integer(7)))),
      'the input holds a private key of a form that is not read, "DSA PRIVATE KEY"; what is needed is an RSA, EC or Ed25519 key in PKCS#8, PKCS#1 or SEC1',
    ],
    [
      'a key under a label of its own',
      utf8(encodePem('SM2 PRIVATE KEY', sequence(integer(0)))),
      'the input holds a private key of a form that is not read, "SM2 PRIVATE KEY"; what is needed is an RSA, EC or Ed25519 key in PKCS#8, PKCS#1 or SEC1',
    ],
    [
      'an OpenSSH key',
      utf8(encodePem('OPENSSH PRIVATE KEY', Uint8Array.of(1))),
      'the input is an OpenSSH private key, a form that no product of TLS loads; exported as PKCS#8 it is one that all load',
    ],
    [
      'the beginning of PKCS#8',
      new Uint8Array(Buffer.from('MAYCAQAwAQA=', 'base64')),
      'the input has the beginning of a private key, and not what follows it in PKCS#8, PKCS#1 or SEC1',
    ],
    [
      'a number alone',
      new Uint8Array(Buffer.from('MAMCAQE=', 'base64')),
      'the input is DER of an unknown kind, not a private key',
    ],
    [
      'two numbers',
      sequence(integer(5), integer(3)),
      'the input is a public key, not a private key',
    ],
  ])('says of %s what it is, and what would do', async (_, bytes, sentence) => {
    expect((await refusalOf(() => findPrivateKey(bytes))).sentence).toBe(sentence);
  });

  it('calls no private key none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), fc.nat(3), (octets, first) => {
        const bytes = sequence(integer(first), octets);
        const found = recognise(bytes);
        try {
          findPrivateKey(bytes);
        } catch (error) {
          const { sentence } = error as TlsmithError;
          expect(sentence).not.toMatch(/is an? (encrypted )?private key, not a private key/);
          expect(found).not.toMatch(/^an? (encrypted )?private key/);
        }
      }),
    );
  });

  it('refuses a block that is cut off', async () => {
    const cut = utf8(fixtureKey('ec-p256').slice(0, -30));
    expect(await codeOf(() => findPrivateKey(cut))).toBe('input-malformed');
  });
});

const salt = octetString(new Uint8Array(8));
const cipher = sequence(oid('2.16.840.1.101.3.4.1.42'), octetString(new Uint8Array(16)));
const sealed = (scheme: string, ...parameters: Uint8Array[]) =>
  sequence(sequence(oid(scheme), ...parameters), octetString(new Uint8Array(48)));
const pbes2 = (derivation: Uint8Array) =>
  sealed('1.2.840.113549.1.5.13', sequence(derivation, cipher));
const pbkdf2 = (...values: Uint8Array[]) =>
  pbes2(sequence(oid('1.2.840.113549.1.5.12'), sequence(salt, ...values)));
const scrypt = (...values: Uint8Array[]) =>
  pbes2(sequence(oid('1.3.6.1.4.1.11591.4.11'), sequence(salt, ...values)));
const pbes1 = (...values: Uint8Array[]) =>
  sealed('1.2.840.113549.1.12.1.3', sequence(salt, ...values));
const of40Octets = integer(new Uint8Array(40).fill(0x7f));

describe('the work that a file may ask for', () => {
  it.each<[string, Uint8Array, string]>([
    ['5,000,001 PBKDF2 iterations', pbkdf2(integer(5_000_001)), '5000000'],
    ['2^31 PBKDF2 iterations', pbkdf2(integer(2 ** 31)), '5000000'],
    ['PBKDF2 iterations of 40 octets', pbkdf2(of40Octets), '5000000'],
    ['a scrypt N of 2^40', scrypt(integer(2 ** 40), integer(8), integer(1)), '67108864'],
    ['a scrypt N of 40 octets', scrypt(of40Octets, integer(8), integer(1)), '67108864'],
    ['scrypt of 64 MiB and one block', scrypt(integer(65_537), integer(8), integer(1)), '67108864'],
    ['a scrypt r of 40 octets', scrypt(integer(2), of40Octets, integer(1)), '67108864'],
    ['17 parallel scrypt rounds', scrypt(integer(16), integer(8), integer(17)), '16'],
    ['a scrypt p of 40 octets', scrypt(integer(16), integer(8), of40Octets), '16'],
    ['1,000,001 PBES1 iterations', pbes1(integer(1_000_001)), '1000000'],
    ['PBES1 iterations of 40 octets', pbes1(of40Octets), '1000000'],
  ])('is bounded: %s', async (_, der, limit) => {
    for (const bytes of [der, utf8(encodePem('ENCRYPTED PRIVATE KEY', der))]) {
      const error = await refusalOf(() => findPrivateKey(bytes));
      expect(error.code).toBe('input-limit');
      expect(error.sentence).toContain(limit);
    }
  });

  it.each<[string, Uint8Array]>([
    ['PBKDF2 iterations', pbkdf2(of40Octets)],
    ['a scrypt N', scrypt(of40Octets, integer(8), integer(1))],
  ])('is said with a number that JSON can hold, for %s of 40 octets', async (_, der) => {
    const { details } = await refusalOf(() => findPrivateKey(der));
    const numbers = Object.values(details).filter((value) => typeof value === 'number');
    expect(numbers.every((value) => Number.isFinite(value))).toBe(true);
  });

  it.each<[string, Uint8Array]>([
    ['5,000,000 PBKDF2 iterations', pbkdf2(integer(5_000_000))],
    ['one iteration', pbkdf2(integer(1))],
    [
      'iterations, key length and PRF',
      pbkdf2(integer(2048), integer(32), sequence(oid('1.2.840.113549.2.9'), nul)),
    ],
    ['scrypt of 64 MiB', scrypt(integer(65_536), integer(8), integer(1))],
    ['16 parallel rounds', scrypt(integer(16), integer(8), integer(16))],
    ['1,000,000 PBES1 iterations', pbes1(integer(1_000_000))],
  ])('may be %s', (_, der) => {
    expect(findPrivateKey(der)).toMatchObject({ container: 'pkcs8-encrypted' });
  });

  it.each<[string, Uint8Array]>([
    ['no iterations', pbkdf2()],
    ['a negative number of iterations', pbkdf2(integer(Uint8Array.of(0x80)))],
    ['iterations that are no number', pbkdf2(octetString(Uint8Array.of(1)))],
    ['scrypt without p', scrypt(integer(16), integer(8))],
    ['PBES1 without parameters', sealed('1.2.840.113549.1.12.1.3')],
    ['PBES2 without parameters', sealed('1.2.840.113549.1.5.13')],
    ['nothing', sequence()],
    ['a plain key under the label of an encrypted one', ec.privateKeyInfo],
  ])('must be said: %s is malformed', async (_, der) => {
    const bytes = utf8(encodePem('ENCRYPTED PRIVATE KEY', der));
    expect(await codeOf(() => findPrivateKey(bytes))).toBe('input-malformed');
  });

  it('is not spent on an encrypted key under the label of a plain one', async () => {
    const bytes = utf8(encodePem('PRIVATE KEY', pbkdf2(integer(4_999_999))));
    const found = findPrivateKey(bytes);
    const code = await codeOf(() => openPrivateKey(found, FIXTURE_PASSWORD, nodeCrypto));
    expect(code).toBe('input-malformed');
  });
});

describe('openPrivateKey', () => {
  it.each(['ec-p256.pbes2-aes256', 'ec-p256.sec1-aes256', 'rsa-2048.pkcs1-aes128'])(
    'demands a password for %s',
    async (name) => {
      const found = findPrivateKey(utf8(fixtureKey(name)));
      const code = await codeOf(() => openPrivateKey(found, undefined, nodeCrypto));
      expect(code).toBe('password-missing');
    },
  );

  it('takes no notice of a password for a plain key', async () => {
    const found = findPrivateKey(ec.privateKeyInfo);
    expect(await openPrivateKey(found, 'anything', nodeCrypto)).toEqual(
      Buffer.from(ec.privateKeyInfo),
    );
  });
});

describe('a written key', () => {
  it('that is plain is PKCS#8 and is found again', () => {
    const pem = encodePrivateKey(ec.privateKeyInfo);
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n[^\r]+\n-----END PRIVATE KEY-----\n$/);
    expect(createPrivateKey(pem).equals(ec.privateKey)).toBe(true);
  });

  it.each([
    ['an EC key', ec, 'simple'],
    ['an RSA key', rsa, 'a longer one with blanks'],
    ['a password of all printable ASCII', ec, '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
  ])('that is encrypted is opened by Node and by us: %s', async (_, key, password) => {
    const pem = await encodeEncryptedPrivateKey(key.privateKeyInfo, password, 1000, ports);
    expect(pem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    expect(createPrivateKey({ key: pem, passphrase: password }).equals(key.privateKey)).toBe(true);
    const opened = await openPrivateKey(findPrivateKey(utf8(pem)), password, nodeCrypto);
    expect(Buffer.from(opened)).toEqual(Buffer.from(key.privateKeyInfo));
  });

  it('is encrypted as both ends read it: PBES2, PBKDF2 with HMAC-SHA-256, 16 octets of salt, AES-256-CBC', async () => {
    const der = await encryptPrivateKeyInfo(ec.privateKeyInfo, 'x', 10_000, ports);
    const hex = Buffer.from(der).toString('hex');
    const algorithms = [
      '1.2.840.113549.1.5.13',
      '1.2.840.113549.1.5.12',
      '1.2.840.113549.2.9',
      '2.16.840.1.101.3.4.1.42',
    ];
    const places = algorithms.map((type) => hex.indexOf(Buffer.from(oid(type)).toString('hex')));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(hex).toContain(`${Buffer.from(oid('1.2.840.113549.1.5.12')).toString('hex')}30240410`);
    expect(hex).toContain(Buffer.from(integer(10_000)).toString('hex'));
  });

  it('is encrypted with new salt each time', async () => {
    const first = await encryptPrivateKeyInfo(ec.privateKeyInfo, 'x', 1, ports);
    const second = await encryptPrivateKeyInfo(ec.privateKeyInfo, 'x', 1, ports);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(false);
  });
});
