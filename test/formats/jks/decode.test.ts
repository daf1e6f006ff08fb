// Java's own stores: files of keytool (JDK 17, `-storetype JKS` and `JCEKS`, keys with a password of their own), hand-made ones for the rest.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { decodeAnyStore } from '../../../src/formats/containers/any-store.js';
import { encodeTrustStore } from '../../../src/formats/pkcs12/encode.js';
import type { Store } from '../../../src/formats/pkcs12/store.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { parseCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { toHex } from '../../../src/pki/der/hex.js';
import { Damage } from '../../support/damage.js';
import { integer, nul, octetString, sequence } from '../../support/der.js';
import {
  encrypted,
  javaStore,
  javaText,
  jceksProtected,
  jksProtected,
  keyEntry,
  secretEntry,
  trustedEntry,
  u4,
  unknownEntry,
} from '../../support/java-store-parts.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { seededRandom } from '../../support/seeded-random.js';
import { storeSamples } from '../../support/store-samples.js';

const { key, endEntity, intermediate, root } = storeSamples();
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/stores/${name}`, import.meta.url)));
const ports = { crypto: nodeCrypto };
const read = (bytes: Uint8Array, password?: string, keyPassword?: string) =>
  decodeAnyStore(bytes, { password, keyPassword }, ports);

/** Aliases, how long each chain is, and whether each key is that of its first certificate. */
function shape({ keys, certificates, others }: Store) {
  const fits = keys.map(({ privateKeyInfo, chain }) => {
    const spki = nodeCrypto.publicKeyOf(privateKeyInfo);
    return (
      chain[0] === undefined || nodeCrypto.isSamePublicKey(spki, chain[0].subjectPublicKeyInfo)
    );
  });
  return {
    keys: keys.map(({ alias, chain }, at) => `${alias} ${chain.length} ${fits[at]}`),
    certificates: certificates.map(({ alias, isTrustedByJava }) => `${alias} ${isTrustedByJava}`),
    others,
  };
}

describe('a store of keytool', () => {
  it.each([
    ['keytool.jks', [], 'keyed SHA1 (JKS)', 'JKS SHA1', 1],
    ['keytool.jceks', ['secret'], 'keyed SHA1 (JCEKS)', 'PBE MD5 3DES-CBC', 10_000],
  ])('%s with a password for its key, and a letter beyond the basic plane', async (...row) => {
    const [file, others, mac, encryption, iterations] = row;
    const store = await read(fixture(file), 'store-password', 'key-password');
    expect(shape(store)).toEqual({
      keys: ['größe-😀 1 true'],
      certificates: ['ca true'],
      others,
    });
    expect(store.protection).toEqual({
      ...{ mac, macIterations: 1, encryption: [encryption], iterations },
    });
    expect(store.notes).toBeUndefined();
  });

  it('of trust, with and without its password', async () => {
    const bytes = fixture('keytool-trust.jks');
    const expected = { keys: [], certificates: ['anchor true'], others: [] };
    const opened = await read(bytes, 'changeit');
    expect([shape(opened), opened.notes]).toEqual([expected, undefined]);
    const unchecked = await read(bytes);
    expect(shape(unchecked)).toEqual(expected);
    expect(unchecked.notes).toEqual([expect.stringMatching(/without a look at its digest/)]);
  });

  it.each<[string, string, string | undefined, string | undefined, string, RegExp]>([
    ['a wrong password', 'keytool.jks', 'x', undefined, 'password-wrong', /does not open the Java/],
    [
      'no password for a key with one of its own',
      'keytool.jks',
      'store-password',
      undefined,
      'password-wrong',
      /opens the Java key store \(JKS\), but its key "größe-😀" has another password/,
    ],
    [
      'a wrong password for that key',
      'keytool.jceks',
      'store-password',
      'x',
      'password-wrong',
      /does not open the key "größe-😀"/,
    ],
    ['no password', 'keytool.jceks', undefined, undefined, 'password-missing', /no password/],
  ])('is refused with %s', async (_, file, password, keyPassword, code, sentence) => {
    const error = await refusalOf(() => read(fixture(file), password, keyPassword));
    expect([error.code, error.sentence]).toEqual([code, expect.stringMatching(sentence)]);
  });

  it('whose digest is not that of its octets is refused', async () => {
    const bytes = fixture('keytool-trust.jks');
    for (const at of [20, 60, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[at] = (changed[at] as number) ^ 1;
      expect(await codeOf(() => read(changed, 'changeit'))).toBe('password-wrong');
    }
  });
});

describe('a hand-made store', () => {
  const protectedKey = jksProtected(key.privateKeyInfo, 'p');

  it('is read with several keys of several passwords, in its order', async () => {
    const store = javaStore(
      [
        trustedEntry('ca', root),
        keyEntry('own', jksProtected(key.privateKeyInfo, 'k'), [endEntity, intermediate, root]),
        keyEntry('same', protectedKey, [endEntity]),
        keyEntry('bare', jceksProtected(key.privateKeyInfo, 'k'), []),
      ],
      'p',
      { kind: 'JCEKS' },
    );
    expect(shape(await read(store, 'p', 'k'))).toEqual({
      keys: ['own 3 true', 'same 1 true', 'bare 0 true'],
      certificates: ['ca true'],
      others: [],
    });
  });

  it('gives the key as it was', async () => {
    const store = javaStore([keyEntry('a', protectedKey, [endEntity])], 'p');
    const [found] = (await read(store, 'p')).keys;
    expect(toHex(found?.privateKeyInfo ?? nul)).toBe(toHex(key.privateKeyInfo));
  });

  it('opens a key under a salt of equal halves', async () => {
    const kept = jceksProtected(key.privateKeyInfo, 'p', Buffer.from('halfhalf'));
    const store = javaStore([keyEntry('a', kept, [endEntity])], 'p', { kind: 'JCEKS' });
    expect(shape(await read(store, 'p')).keys).toEqual(['a 1 true']);
  });

  it('is read in version 1, where certificates have no type', async () => {
    const store = javaStore(
      [trustedEntry('ca', root, null), keyEntry('a', protectedKey, [endEntity], null)],
      'p',
      { version: 1 },
    );
    expect(shape(await read(store, 'p'))).toMatchObject({ keys: ['a 1 true'] });
  });

  it('names certificates of another kind', async () => {
    const store = javaStore([trustedEntry('pgp', Buffer.from('x'), 'PGP')], 'p');
    expect(shape(await read(store, 'p')).others).toEqual(['PGP certificate']);
  });

  it('is read with an empty password, and with octets behind it', async () => {
    const store = javaStore([trustedEntry('ca', root)], '');
    expect((await read(Buffer.concat([store, Buffer.from('\n')]), '')).notes).toBeUndefined();
  });

  it.each<[string, Uint8Array, string, RegExp]>([
    ['the beginning alone', u4(0xfeedfeed), 'input-malformed', /asks for 4 more, and ends there/],
    ['of version 3', javaStore([], 'p', { version: 3 }), 'input-malformed', /version 3/],
    ['of more than it has', javaStore([], 'p', { count: 2 }), 'input-malformed', /asks for/],
    ['of a million', javaStore([], 'p', { count: 1e6 }), 'input-limit', /1000000 entries/],
    ['of another kind', javaStore([unknownEntry('x')], 'p'), 'input-malformed', /"x" is of kind 9/],
    [
      'a secret key in JKS',
      javaStore([secretEntry('x', nul)], 'p'),
      'input-malformed',
      /kind 3, which JKS/,
    ],
    [
      'a secret key that is none',
      javaStore([secretEntry('x', javaText('y'))], 'p', { kind: 'JCEKS' }),
      'input-malformed',
      /no serialised object/,
    ],
    [
      'a secret key that contains itself without end',
      javaStore(
        [
          secretEntry(
            'x',
            Buffer.from(`aced0005${'737200000000000000000000000000'.repeat(99)}`, 'hex'),
          ),
        ],
        'p',
        { kind: 'JCEKS' },
      ),
      'input-malformed',
      /secret key|nested/,
    ],
    [
      'a damaged certificate',
      javaStore([trustedEntry('ca', root.subarray(0, 99))], 'p'),
      'input-malformed',
      /certificate of its entry "ca" is damaged/,
    ],
    [
      'an encryption of somebody else',
      javaStore([keyEntry('a', encrypted('1.2.3', nul, nul), [])], 'p'),
      'key-unsupported',
      /the key of "a" is encrypted with 1\.2\.3/,
    ],
    [
      'an encrypted key that is none',
      javaStore([keyEntry('a', nul, [])], 'p'),
      'input-malformed',
      /key of "a" is no such structure/,
    ],
    [
      'an encrypted key that is cut off',
      javaStore([keyEntry('a', encrypted('1.3.6.1.4.1.42.2.17.1.1', nul, nul), [])], 'p'),
      'input-malformed',
      /key of "a" is cut off/,
    ],
    [
      'a key of 70,000 octets',
      javaStore([keyEntry('a', new Uint8Array(70_000), [])], 'p'),
      'input-limit',
      /has 70000 octets/,
    ],
    [
      'a derivation of a million and one rounds',
      javaStore(
        [
          keyEntry(
            'a',
            encrypted(
              '1.3.6.1.4.1.42.2.19.1',
              sequence(octetString(new Uint8Array(8)), integer(1_000_001)),
              nul,
            ),
            [],
          ),
        ],
        'p',
        { kind: 'JCEKS' },
      ),
      'input-limit',
      /1000001 iterations/,
    ],
    [
      'a key that breaks the rules of keys',
      javaStore([keyEntry('a', jksProtected(sequence(integer(0)), 'p'), [])], 'p'),
      'input-malformed',
      /the key of "a" is no PKCS#8/,
    ],
  ])('is refused: %s', async (_, bytes, code, sentence) => {
    const error = await refusalOf(() => read(bytes, 'p'));
    expect([error.code, error.sentence]).toEqual([code, expect.stringMatching(sentence)]);
  });
});

describe('1,000 damaged Java stores', () => {
  it('are read or refused with one of our errors', async () => {
    const secret = fixture('keytool.jceks');
    const samples = [
      secret,
      fixture('keytool.jks'),
      fixture('keytool-trust.jks'),
      javaStore([keyEntry('a', jceksProtected(key.privateKeyInfo, 'k'), [endEntity])], 'p', {
        kind: 'JCEKS',
      }),
    ];
    const damage = new Damage(seededRandom(131));
    const codes = new Set<string>();
    for (let round = 0; round < 1000; round++) {
      const bytes = damage.damaged(samples[round % samples.length] as Uint8Array);
      // Without the store's password the digest stops none of them; the keys of the first sample take too long.
      const keyPassword = round % 4 === 0 ? undefined : round % 2 === 0 ? 'k' : 'key-password';
      try {
        await read(bytes, undefined, keyPassword);
        codes.add('read');
      } catch (error) {
        if (!(error instanceof TlsmithError) || error.code === 'bug') throw error;
        codes.add(error.code);
      }
    }
    expect([...codes]).toEqual(
      expect.arrayContaining(['read', 'input-malformed', 'password-wrong', 'password-missing']),
    );
  });
});

describe('decodeAnyStore', () => {
  it('reads PKCS#12 too, and names what is no store', async () => {
    const random = seededRandom(3);
    const anchors = [{ certificate: parseCertificate(root), alias: 'ca' }] as const;
    const terms = { compat: 'modern', iterations: 9 } as const;
    const store = await encodeTrustStore(anchors, 'p', terms, { ...ports, random });
    expect(shape(await read(store, 'p')).certificates).toEqual(['ca true']);
    const error = await refusalOf(() => read(Buffer.from('hello')));
    expect([error.code, error.sentence]).toEqual([
      'input-wrong-kind',
      'the input is text without PEM, not a PKCS#12 store',
    ]);
  });
});
