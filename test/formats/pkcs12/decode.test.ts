// Stores read: how keys find their certificates, what is left, BER, other kinds of file, and what opening may cost.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodePem } from '../../../src/formats/containers/pem.js';
import { Work } from '../../../src/formats/pkcs12/limits.js';
import { decodeStore } from '../../../src/formats/pkcs12/decode.js';
import { type Store } from '../../../src/formats/pkcs12/store.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { toHex } from '../../../src/pki/der/hex.js';
import { childrenOf, integer, nul, octetString, oid, sequence, tlv } from '../../support/der.js';
import { ecKey } from '../../support/foreign-certificate.js';
import {
  bag,
  certificateBag,
  clearStore,
  contentInfo,
  data,
  encryptedKeyBag,
  encryptedPart,
  friendlyName,
  inBer,
  keyBag,
  localKeyId,
  macData,
  nestedBag,
  pbe,
  pbes2,
  pbkdf2,
  pbmac1,
  type Pbmac1,
  pfx,
  scrypt,
  trustedByJava,
  withMac,
  withPbmac1,
} from '../../support/pkcs12-parts.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { storeSamples } from '../../support/store-samples.js';

const ports = { crypto: nodeCrypto };
const { key, endEntity, intermediate, root, otherRoot } = storeSamples();
const read = (bytes: Uint8Array, password?: string) => decodeStore(bytes, password, ports);
const utf8 = (text: string) => new Uint8Array(Buffer.from(text));
const nameOf = (der: Uint8Array) =>
  ({ [toHex(endEntity)]: 'es01', [toHex(intermediate)]: 'intermediate', [toHex(root)]: 'root' })[
    toHex(der)
  ] ?? 'other';

/** `alias [chain]`, and the certificates that are left, with a star where Java trusts them. */
function shape({ keys, certificates }: Store): [string[], string[]] {
  return [
    keys.map(
      ({ alias, chain }) => `${alias ?? '-'} [${chain.map(({ der }) => nameOf(der)).join()}]`,
    ),
    certificates.map(
      ({ alias, certificate, isTrustedByJava }) =>
        `${alias ?? '-'} ${nameOf(certificate.der)}${isTrustedByJava ? '*' : ''}`,
    ),
  ];
}

describe('decodeStore puts together', () => {
  const id = localKeyId('one');
  it.each<[string, Uint8Array[], string[], string[]]>([
    ['nothing', [], [], []],
    [
      'a key and its chain by localKeyID, in any order',
      [
        certificateBag(root),
        certificateBag(endEntity, id),
        certificateBag(intermediate),
        keyBag(key.privateKeyInfo, friendlyName('My Key'), id),
      ],
      ['My Key [es01,intermediate,root]'],
      [],
    ],
    [
      'a key and its chain by the public key',
      [keyBag(key.privateKeyInfo), certificateBag(intermediate), certificateBag(endEntity)],
      ['- [es01,intermediate]'],
      [],
    ],
    [
      'a chain whose certificates all carry the localKeyID',
      [
        certificateBag(intermediate, id),
        certificateBag(endEntity, id),
        keyBag(key.privateKeyInfo, id),
      ],
      ['- [es01,intermediate]'],
      [],
    ],
    [
      'the name of the certificate where the key has none',
      [keyBag(key.privateKeyInfo, id), certificateBag(endEntity, friendlyName('é€'), id)],
      ['é€ [es01]'],
      [],
    ],
    ['a key alone', [keyBag(key.privateKeyInfo, friendlyName('alone'))], ['alone []'], []],
    [
      'a key that fits no certificate',
      [keyBag(ecKey().privateKeyInfo), certificateBag(endEntity), certificateBag(otherRoot)],
      ['- []'],
      ['- es01', '- other'],
    ],
    [
      'two keys with one certificate',
      [
        keyBag(key.privateKeyInfo, id),
        keyBag(ecKey().privateKeyInfo),
        certificateBag(endEntity, id),
      ],
      ['- [es01]', '- []'],
      [],
    ],
    [
      'a trust store, Java-trusted or not, each certificate once',
      [
        certificateBag(root, friendlyName('a'), trustedByJava),
        certificateBag(otherRoot, friendlyName('b')),
        certificateBag(root, friendlyName('c')),
      ],
      [],
      ['a root*', 'b other'],
    ],
    [
      'a root that is both in a chain and trusted',
      [
        keyBag(key.privateKeyInfo, id),
        certificateBag(endEntity, id),
        certificateBag(intermediate),
        certificateBag(root),
        certificateBag(root, friendlyName('ca'), trustedByJava),
      ],
      ['- [es01,intermediate,root]'],
      ['ca root*'],
    ],
    [
      'bags inside a bag',
      [nestedBag(nestedBag(keyBag(key.privateKeyInfo)), certificateBag(endEntity))],
      ['- [es01]'],
      [],
    ],
  ])('%s', async (_, bags, keys, certificates) => {
    expect(shape(await read(clearStore(...bags)))).toEqual([keys, certificates]);
    expect(shape(await read(inBer(clearStore(...bags))))).toEqual([keys, certificates]);
  });

  it('keeps the key as it stands in the store', async () => {
    const { keys } = await read(clearStore(keyBag(key.privateKeyInfo)));
    expect(toHex(keys[0]?.privateKeyInfo as Uint8Array)).toBe(toHex(key.privateKeyInfo));
  });

  it('names what it does not read, and that nothing protects the store', async () => {
    const unknown = [bag(4, sequence(), []), bag(5, sequence(), []), bag('1.2.3', nul, [])];
    expect(await read(clearStore(...unknown))).toEqual({
      keys: [],
      certificates: [],
      others: ['CRL', 'secret', '1.2.3'],
      protection: {
        mac: undefined,
        macIterations: undefined,
        encryption: [],
        iterations: undefined,
      },
    });
  });

  it('reads PEM around a store, as GnuTLS writes it', async () => {
    const pem = encodePem('PKCS12', clearStore(certificateBag(root)));
    expect(shape(await read(utf8(`text before\n${pem}`)))).toEqual([[], ['- root']]);
  });

  it('reads the plain key that GnuTLS calls encrypted where the password is empty', async () => {
    expect(shape(await read(clearStore(bag(2, key.privateKeyInfo, []))))).toEqual([['- []'], []]);
  });
});

describe('decodeStore refuses', () => {
  const jks = Buffer.from('feedfeed0000000200000000', 'hex');
  const jceks = Buffer.from('cececece0000000200000000', 'hex');
  const deep = nestedBag(nestedBag(nestedBag(nestedBag(nestedBag(nestedBag())))));
  it.each<[string, Uint8Array, string]>([
    ['JKS', jks, 'input-wrong-kind'],
    ['JCEKS', jceks, 'input-wrong-kind'],
    ['nothing', new Uint8Array(), 'input-wrong-kind'],
    ['text', utf8('hello'), 'input-wrong-kind'],
    ['a PEM certificate', utf8(encodePem('CERTIFICATE', root)), 'input-wrong-kind'],
    ['a DER certificate', root, 'input-wrong-kind'],
    ['a DER key', key.privateKeyInfo, 'input-wrong-kind'],
    ['half a store', clearStore(certificateBag(root)).subarray(0, 200), 'input-malformed'],
    ['version 4', sequence(integer(4), data(sequence())), 'input-wrong-kind'],
    ['a signed store', sequence(integer(3), contentInfo(2, sequence())), 'input-wrong-kind'],
    ['a part for a key pair', pfx([contentInfo(3, sequence())]), 'input-wrong-kind'],
    ['another part', pfx([contentInfo(5, sequence())]), 'input-malformed'],
    ['bags too deep', clearStore(deep), 'input-malformed'],
    ['a damaged certificate', clearStore(certificateBag(root.subarray(2))), 'input-malformed'],
    ['a key that is none', clearStore(keyBag(sequence(integer(0)))), 'input-malformed'],
    [
      'another encryption',
      clearStore(encryptedKeyBag(sequence(oid('1.2.3')), nul)),
      'key-unsupported',
    ],
    ['another MAC', withMac(clearStore(), macData(sequence(oid('1.2.3')), nul)), 'key-unsupported'],
  ])('%s', async (_, bytes, code) => {
    expect(await codeOf(() => read(bytes, 'x'))).toBe(code);
  });

  it.each([
    [jks, 'keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype pkcs12'],
    [jceks, '-srckeystore FILE -srcstoretype jceks -destkeystore FILE.p12 -deststoretype pkcs12'],
  ])('Java stores with the line that converts them', async (bytes, line) => {
    expect((await refusalOf(() => read(bytes))).sentence).toContain(line);
  });

  it('keys and certificates with what they are', async () => {
    expect((await refusalOf(() => read(key.privateKeyInfo))).sentence).toBe(
      'the input is a private key, not a PKCS#12 store',
    );
  });

  it.each([
    ['in one part', [2001]],
    ['in all parts', [1000, 1001]],
  ])('more entries than any store has, %s', async (_, counts) => {
    const crl = bag(4, nul, []);
    const parts = counts.map((count) =>
      data(sequence(...Array.from({ length: count }, () => crl))),
    );
    const refusal = await refusalOf(() => read(pfx(parts)));
    expect([refusal.code, refusal.sentence]).toEqual([
      'input-limit',
      'the input holds 2001 entries; at most 2000 are read',
    ]);
  });
});

describe('decodeStore bounds', () => {
  const encrypted = (algorithm: Uint8Array) => pfx([encryptedPart(algorithm, new Uint8Array(16))]);
  const PBE_3DES = '1.2.840.113549.1.12.1.3';
  const MD5_DES = '1.2.840.113549.1.5.3';
  const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nul);
  const macOf = (iterations: number | Uint8Array) =>
    withMac(clearStore(), macData(sha256, new Uint8Array(32), new Uint8Array(8), iterations));
  const huge = new Uint8Array(9).fill(0x7f);
  it.each<[string, Uint8Array, string]>([
    ['MAC', macOf(1_000_001), '1000001 iterations; at most 1000000'],
    ['MAC', macOf(huge), 'more than 2147483647 iterations; at most 1000000'],
    ['PBE', encrypted(pbe(PBE_3DES, 1_000_001)), '1000001 iterations; at most 1000000'],
    ['PBES1', encrypted(pbe(MD5_DES, 1_000_001)), '1000001 iterations; at most 1000000'],
    ['PBKDF2', encrypted(pbes2(pbkdf2(5_000_001))), '5000001 PBKDF2 iterations; at most 5000000'],
    ['PBKDF2', encrypted(pbes2(pbkdf2(huge))), 'more than 2147483647 PBKDF2 iterations'],
    ['scrypt', encrypted(pbes2(scrypt(1 << 17, 8, 1))), '134217728 bytes of memory for scrypt'],
    ['scrypt', encrypted(pbes2(scrypt(1024, 8, 17))), '17 parallel scrypt rounds; at most 16'],
    [
      'PBMAC1',
      withMac(
        clearStore(),
        macData(
          pbmac1({
            salt: huge,
            iterations: 5_000_001,
            keyLength: 32,
            prf: 256,
            hmac: 256,
          }),
          new Uint8Array(32),
        ),
      ),
      '5000001 PBKDF2 iterations',
    ],
  ])('%s iterations', async (_, bytes, sentence) => {
    const refusal = await refusalOf(() => read(bytes, 'x'));
    expect([refusal.code, refusal.sentence]).toEqual([
      'input-limit',
      expect.stringContaining(`its protection asks for ${sentence}`),
    ]);
  });

  it('the sum of all parts', async () => {
    const work = new Work();
    for (let part = 0; part < 30; part++) work.spend(1_000_000);
    expect((await refusalOf(() => work.spend(1))).sentence).toBe(
      'its protection asks for 30000001 iterations in all; at most 30000000 are accepted',
    );
  });

  it.each<[string, Uint8Array]>([
    ['no iterations', encrypted(pbes2(pbkdf2(0)))],
    ['a cost of scrypt that is no power of two', encrypted(pbes2(scrypt(1000, 8, 1)))],
    ['a key of no length', encrypted(pbes2(pbkdf2(1, integer(0))))],
    ['a key of another length than the cipher takes', encrypted(pbes2(pbkdf2(1, integer(16))))],
    ['a key of absurd length', encrypted(pbes2(pbkdf2(1, integer(100_000))))],
    [
      'a vector of another length',
      encrypted(
        pbes2(pbkdf2(1), sequence(oid('2.16.840.1.101.3.4.1.42'), octetString(new Uint8Array(8)))),
      ),
    ],
    [
      'RC2 without the length of its key',
      encrypted(
        pbes2(
          pbkdf2(1),
          sequence(
            oid('1.2.840.113549.3.2'),
            sequence(integer(58), octetString(new Uint8Array(8))),
          ),
        ),
      ),
    ],
    ['no parameters', encrypted(sequence(oid('1.2.840.113549.1.5.13')))],
    ['parameters of another kind', encrypted(sequence(oid(PBE_3DES), tlv(0x0c)))],
  ])('malformed parameters: %s', async (_, bytes) => {
    expect(await codeOf(() => read(bytes, 'x'))).toBe('input-malformed');
  });
});

describe('PBMAC1 (RFC 9579)', () => {
  const a1 = readFileSync(new URL('../../fixtures/stores/rfc9579-a1.pem', import.meta.url));
  const der = Buffer.from(/-----BEGIN PKCS12-----([^-]+)/.exec(a1.toString())?.[1] ?? '', 'base64');
  const digest = childrenOf(
    childrenOf(childrenOf(der)[2]?.whole as Uint8Array)[0]?.whole as Uint8Array,
  )[1]?.content as Uint8Array;
  const salt = Buffer.from('6f473c38b02e3173', 'hex');
  const parameters: Pbmac1 = { salt, iterations: 2048, keyLength: 32, prf: 256, hmac: 256 };

  it('opens A.1', async () => {
    const { keys, protection } = await read(a1, '1234');
    expect(keys.map(({ chain }) => chain.length)).toEqual([1]);
    expect(protection.mac).toBe('PBMAC1 HMAC-SHA256, PBKDF2 HMAC-SHA256');
    expect(await codeOf(() => read(a1, '1235'))).toBe('password-wrong');
  });

  // The appendix writes A.4 to A.6 as whole files; they are A.1 with these MACs.
  const notUsed = Buffer.from('NOT USED');
  it.each<[string, Partial<Pbmac1>, Uint8Array, number, string]>([
    ['A.4, iterations', { iterations: 2049 }, notUsed, 2048, 'password-wrong'],
    ['A.5, salt', { salt: notUsed }, salt, 1, 'password-wrong'],
    ['A.6, no key length', { keyLength: undefined }, salt, 2048, 'input-malformed'],
    ['a key under 20 octets', { keyLength: 19 }, notUsed, 1, 'input-malformed'],
  ])('refuses %s', async (_, changes, macSalt, iterations, code) => {
    const algorithm = pbmac1({ ...parameters, ...changes });
    const store = withMac(der, macData(algorithm, digest, macSalt, iterations));
    expect(await codeOf(() => read(store, '1234'))).toBe(code);
  });

  it.each<[256 | 512, 256 | 512, number]>([
    [256, 512, 32],
    [512, 512, 64],
    [512, 256, 20],
  ])('reads HMAC-SHA%i with PRF SHA%i and a key of %i octets', async (hmac, prf, keyLength) => {
    const bytes = withPbmac1(clearStore(certificateBag(root)), 'pass word', {
      ...parameters,
      hmac,
      prf,
      keyLength,
    });
    const { protection } = await read(bytes, 'pass word');
    expect(protection).toMatchObject({
      mac: `PBMAC1 HMAC-SHA${hmac}, PBKDF2 HMAC-SHA${prf}`,
      macIterations: 2048,
    });
  });
});

describe('a key that Node does not read', () => {
  it('is kept, without a certificate', async () => {
    const strange = sequence(integer(0), sequence(oid('1.2.3')), octetString(nul));
    const { keys } = await read(clearStore(keyBag(strange), certificateBag(endEntity)));
    expect(keys.map(({ chain }) => chain.length)).toEqual([0]);
  });

  it('has the certificate that carries its localKeyID', async () => {
    const strange = sequence(integer(0), sequence(oid('1.2.3')), octetString(nul));
    const id = localKeyId('one');
    const { keys } = await read(clearStore(keyBag(strange, id), certificateBag(endEntity, id)));
    expect(keys.map(({ chain }) => chain.length)).toEqual([1]);
  });
});
