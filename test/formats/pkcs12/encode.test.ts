// Stores written: what is in them, what is refused, and that nothing leaves which does not read back.
import { describe, expect, it } from 'vitest';
import { checkAlias } from '../../../src/formats/pkcs12/alias.js';
import { decodeStore } from '../../../src/formats/pkcs12/decode.js';
import { encodeKeyStore, encodeTrustStore } from '../../../src/formats/pkcs12/encode.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { toHex } from '../../../src/pki/der/hex.js';
import { parseCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import type { Crypto } from '../../../src/ports.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { seededRandom } from '../../support/seeded-random.js';
import { storeSamples } from '../../support/store-samples.js';

const ports = { crypto: nodeCrypto, random: seededRandom(12) };
const samples = storeSamples();
const [endEntity, intermediate, root, otherRoot] = [
  samples.endEntity,
  samples.intermediate,
  samples.root,
  samples.otherRoot,
].map(parseCertificate) as [C, C, C, C];
type C = ReturnType<typeof parseCertificate>;
const { privateKeyInfo } = samples.key;
const modern = { compat: 'modern', iterations: 1000 } as const;
const legacy = { compat: 'legacy', iterations: 1000 } as const;
const keyStore = (
  changes: object = {},
  password = 'a password',
  protection: typeof modern | typeof legacy = modern,
) =>
  encodeKeyStore(
    { privateKeyInfo, chain: [endEntity, intermediate, root], alias: 'ES01', ...changes },
    password,
    protection,
    ports,
  );

describe('encodeKeyStore', () => {
  it.each([
    [modern, 'HMAC-SHA256', 'PBES2 AES-256-CBC, PBKDF2 HMAC-SHA256'],
    [legacy, 'HMAC-SHA1', 'PBE SHA1 3DES-CBC'],
  ])('%o', async (protection, mac, encryption) => {
    const bytes = await keyStore({}, 'a password', protection);
    const store = await decodeStore(bytes, 'a password', ports);
    expect(store).toEqual({
      keys: [
        {
          privateKeyInfo: new Uint8Array(privateKeyInfo),
          alias: 'es01',
          chain: [endEntity, intermediate, root],
        },
      ],
      certificates: [],
      others: [],
      protection: { mac, macIterations: 1000, encryption: [encryption], iterations: 1000 },
    });
    expect(toHex(bytes)).not.toContain(toHex(endEntity.subjectDer));
  });

  it('differs each time: salts and vectors are random', async () => {
    expect(toHex(await keyStore())).not.toBe(toHex(await keyStore()));
  });

  it.each<[string, object, string, string]>([
    ['an empty alias', { alias: ' ' }, 'x', 'name-invalid'],
    ['an alias with a slash', { alias: 'a/b' }, 'x', 'name-invalid'],
    ['an empty password', {}, '', 'password-unusable'],
    ['a password outside ASCII', {}, 'pässword', 'password-unusable'],
    [
      'a chain out of order',
      { chain: [endEntity, root, intermediate] },
      'x',
      'issuer-chain-invalid',
    ],
    ['a stranger in the chain', { chain: [endEntity, otherRoot] }, 'x', 'issuer-chain-invalid'],
  ])('refuses %s', async (_, changes, password, code) => {
    expect(await codeOf(() => keyStore(changes, password))).toBe(code);
  });

  it('gives out nothing that does not read back', async () => {
    const failing: Crypto = Object.assign(Object.create(nodeCrypto) as Crypto, {
      encryptAesCbc: (key: Uint8Array, iv: Uint8Array, data: Uint8Array) =>
        nodeCrypto.encryptAesCbc(key, iv, data.with(data.length - 1, 7)),
    });
    const entry = { privateKeyInfo, chain: [endEntity], alias: 'a' } as const;
    const code = await codeOf(() =>
      encodeKeyStore(entry, 'x', modern, { ...ports, crypto: failing }),
    );
    expect(['bug', 'input-malformed', 'password-wrong']).toContain(code);
  });
});

describe('a password', () => {
  it('that is wrong or missing is said', async () => {
    const bytes = await keyStore();
    expect(await codeOf(() => decodeStore(bytes, 'A password', ports))).toBe('password-wrong');
    expect(await codeOf(() => decodeStore(bytes, '', ports))).toBe('password-wrong');
    expect(await codeOf(() => decodeStore(bytes, undefined, ports))).toBe('password-missing');
  });
});

describe('encodeTrustStore', () => {
  const trust = (...entries: [C, string][]) =>
    encodeTrustStore(
      entries.map(([certificate, alias]) => ({ certificate, alias })),
      'a password',
      modern,
      ports,
    );

  it('marks each certificate for Java and drops duplicates', async () => {
    const bytes = await trust([root, 'CA-1'], [otherRoot, 'ca-2'], [root, 'ca-3'], [root, 'ca-2']);
    const { keys, certificates } = await decodeStore(bytes, 'a password', ports);
    expect(keys).toEqual([]);
    expect(certificates).toEqual([
      { certificate: root, alias: 'ca-1', isTrustedByJava: true },
      { certificate: otherRoot, alias: 'ca-2', isTrustedByJava: true },
    ]);
  });

  it('takes a certificate together with its issuer', async () => {
    const bytes = await trust([intermediate, 'a'], [root, 'b']);
    expect((await decodeStore(bytes, 'a password', ports)).certificates).toHaveLength(2);
  });

  it.each<[string, [C, string][], string]>([
    ['nothing to trust', [], 'input-wrong-kind'],
    [
      'two certificates under one alias',
      [
        [root, 'CA'],
        [otherRoot, 'ca'],
      ],
      'name-conflict',
    ],
    ['an alias that is none', [[root, '']], 'name-invalid'],
  ])('refuses %s', async (_, entries, code) => {
    expect(await codeOf(() => trust(...entries))).toBe(code);
  });
});

describe('checkAlias', () => {
  it.each([
    ['es01', 'es01'],
    ['My Key', 'my key'],
    ['Schlüssel €', 'schlüssel €'],
    ['a'.repeat(100), 'a'.repeat(100)],
  ])('takes %j', (alias, written) => {
    expect(checkAlias(alias)).toBe(written);
  });

  it.each([
    ['', 'it is empty'],
    ['  ', 'it is empty'],
    [' a', 'it begins or ends with a blank'],
    ['a/b', 'it contains a slash'],
    ['a\\b', 'it contains a slash'],
    ['a\u0000b', 'it contains a control or invisible character'],
    ['a\u202eb', 'it contains a control or invisible character'],
    ['a\ud800', 'it contains a control or invisible character'],
    ['a'.repeat(101), 'it is longer than 100 characters'],
  ])('refuses %j', async (alias, reason) => {
    const refusal = await refusalOf(() => checkAlias(alias));
    expect([refusal.code, refusal.details]).toEqual(['name-invalid', { reason }]);
  });
});
