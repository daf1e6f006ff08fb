// 20,000 damaged stores, keys, certificates, requests: each answered or refused with one of our errors, soon, in bounded memory.
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../src/app/inspect/files.js';
import { loadPrivateKey } from '../../src/app/reading/key/private-key.js';
import { inspectionDocument } from '../../src/cli/present/inspection/inspection.js';
import { TlsmithError } from '../../src/errors.js';
import { encodeKeyStore, encodeTrustStore } from '../../src/formats/pkcs12/encode.js';
import { encodeEncryptedPrivateKey } from '../../src/formats/keys/private-key.js';
import { decodePem } from '../../src/formats/containers/pem.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { integer, octetString, oid, sequence } from '../support/der.js';
import { FIXTURE_PASSWORD, fixtureKey } from '../support/fixture-keys.js';
import { inspectFixture, inspectFixtureDer } from '../support/inspect-fixture.js';
import {
  certificateBag,
  clearStore,
  encryptedKeyBag,
  encryptedPart,
  friendlyName,
  inBer,
  keyBag,
  localKeyId,
  macData,
  pbe,
  pbes2,
  pbkdf2,
  pbmac1,
  pfx,
  scrypt,
  trustedByJava,
  withMac,
} from '../support/pkcs12-parts.js';
import { peakFromHere } from '../support/peak-memory.js';
import { printTable } from '../support/print-table.js';
import { refusalOf } from '../support/refusal-of.js';
import { seededRandom } from '../support/seeded-random.js';
import { storeSamples } from '../support/store-samples.js';
import { testPorts } from '../support/test-ports.js';
import { SOON, Slowest } from '../support/yardstick.js';

const PER_KIND = 5000;
const random = seededRandom(20_000);
const samples = storeSamples();
const keyDer = (name: string) => decodePem(Buffer.from(fixtureKey(name)))[0]?.der as Uint8Array;

type Seeds = Readonly<Record<string, Uint8Array>>;
/** Made before the tests run; few rounds, so that a run tells something about the parsers and not about PBKDF2. */
const kinds: Readonly<Record<string, () => Promise<Seeds>>> = {
  stores: async () => {
    const ports = { crypto: nodeCrypto, random };
    const { key, endEntity, intermediate, root, otherRoot } = samples;
    const id = localKeyId('one');
    const clear = clearStore(
      keyBag(key.privateKeyInfo, friendlyName('name'), id),
      certificateBag(endEntity, id),
      certificateBag(intermediate),
      certificateBag(root, friendlyName('ca'), trustedByJava),
    );
    const chain = [endEntity, intermediate].map(parseCertificate) as [C, C];
    const entry = { privateKeyInfo: key.privateKeyInfo, chain, alias: 'a' };
    const anchors = [root, otherRoot].map((der, index) => ({
      certificate: parseCertificate(der),
      alias: `ca-${index}`,
    }));
    const stores: Record<string, Uint8Array> = { clear, ber: inBer(clear) };
    for (const compat of ['modern', 'legacy'] as const) {
      const how = { compat, iterations: 9 };
      stores[`key ${compat}`] = await encodeKeyStore(entry, FIXTURE_PASSWORD, how, ports);
      stores[`trust ${compat}`] = await encodeTrustStore(anchors, FIXTURE_PASSWORD, how, ports);
    }
    return stores;
  },
  keys: async () => ({
    ec: keyDer('ec-p256'),
    rsa: keyDer('rsa-2048'),
    'ec pkcs8': samples.key.privateKeyInfo,
    sec1: sec1(),
    encrypted: decodePem(
      Buffer.from(
        await encodeEncryptedPrivateKey(samples.key.privateKeyInfo, FIXTURE_PASSWORD, 9, {
          crypto: nodeCrypto,
          random,
        }),
      ),
    )[0]?.der as Uint8Array,
    'encrypted pem': Buffer.from(fixtureKey('ec-p256.sec1-aes256')),
    'rsa traditional pem': Buffer.from(fixtureKey('rsa-2048.pkcs1-aes128')),
  }),
  certificates: async () => ({
    server: inspectFixtureDer('server.crt'),
    odd: inspectFixtureDer('odd.crt'),
    ca: inspectFixtureDer('ca.crt'),
    pem: readFileSync(inspectFixture('server.crt')),
    trusted: readFileSync(inspectFixture('trusted.crt')),
    p7b: inspectFixtureDer('bundle.p7b'),
  }),
  'requests and CRLs': async () => ({
    request: inspectFixtureDer('request.csr'),
    'request pem': readFileSync(inspectFixture('request.csr')),
    crl: inspectFixtureDer('list.crl'),
    'public key': inspectFixtureDer('public.pem'),
  }),
};
type C = ReturnType<typeof parseCertificate>;

const table: string[][] = [];
let peakMemory: () => number;
let content: Uint8Array = new Uint8Array();
const ports = testPorts();
ports.files = { ...ports.files, read: () => Promise.resolve(content) };
const password = { text: FIXTURE_PASSWORD };

const mebibytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

beforeAll(() => {
  peakMemory = peakFromHere();
});

describe('damaged', () => {
  it.each(Object.keys(kinds))(
    `${PER_KIND} %s are answered or refused, each of them soon`,
    async (kind) => {
      const seeds = Object.values(await (kinds[kind] as () => Promise<Seeds>)());
      const codes = new Map<string, number>();
      const slowest = new Slowest();
      for (let round = 0; round < PER_KIND; round++) {
        content = damaged(seeds[round % seeds.length] as Uint8Array);
        const now = content;
        const again = () => {
          content = now;
          return answers(kind);
        };
        for (const code of await slowest.watch(again)) codes.set(code, (codes.get(code) ?? 0) + 1);
      }
      const count = (wanted: (code: string) => boolean) =>
        [...codes].reduce((sum, [code, found]) => sum + (wanted(code) ? found : 0), 0);
      const described = count((code) => code === 'described');
      const refused = count((code) => code !== 'described');
      const longest = await slowest.inYardsticks();
      table.push([
        ...[kind, String(PER_KIND), String(described), String(refused)],
        ...[longest.toFixed(1), `${mebibytes(peakMemory())} MiB`],
      ]);
      expect(longest).toBeLessThan(SOON);
      // Both happen, so that the damage is neither too mild nor too wild; of keys almost every change is noticed.
      const least = kind === 'keys' ? 0 : PER_KIND / 50;
      expect(Math.min(described, refused)).toBeGreaterThan(least);
      expect(peakMemory()).toBeLessThan(300 * 1024 * 1024);
    },
  );
});

describe('an iteration bomb', () => {
  const { key, endEntity } = samples;
  const sealed = (algorithm: Uint8Array) => sequence(algorithm, octetString(new Uint8Array(48)));
  const tripleDes = '1.2.840.113549.1.12.1.3';
  const store = clearStore(keyBag(key.privateKeyInfo), certificateBag(endEntity));
  const sha1 = sequence(oid('1.3.14.3.2.26'));
  const pbmac = { salt: new Uint8Array(8), keyLength: 32, prf: 256, hmac: 256 } as const;

  it.each<[string, Uint8Array, string, string]>([
    ['a key of PBKDF2', sealed(pbes2(pbkdf2(5_000_001))), '5000001', '5000000'],
    ['a key of PBKDF2, 8 octets', sealed(pbes2(pbkdf2(large(8)))), 'more than', '5000000'],
    ['a key of PBES1', sealed(pbe('1.2.840.113549.1.5.3', 1_000_001)), '1000001', '1000000'],
    ['a key of PKCS#12', sealed(pbe(tripleDes, 1_000_001)), '1000001', '1000000'],
    ['a key of scrypt', sealed(pbes2(scrypt(1 << 20, 8, 1))), '1073741824', '67108864'],
    ['a key of scrypt, many rounds', sealed(pbes2(scrypt(16, 8, 1000))), '1000', '16'],
    [
      'the MAC of a store',
      withMac(store, macData(sha1, new Uint8Array(20), new Uint8Array(8), 1_000_001)),
      ...(['1000001', '1000000'] as const),
    ],
    [
      'a store of PBMAC1',
      withMac(store, macData(pbmac1({ ...pbmac, iterations: 5_000_001 }), new Uint8Array(32))),
      ...(['5000001', '5000000'] as const),
    ],
    [
      'a key in a store',
      clearStore(encryptedKeyBag(pbe(tripleDes, 1_000_001), new Uint8Array(48))),
      ...(['1000001', '1000000'] as const),
    ],
    [
      'the certificates of a store',
      pfx([encryptedPart(pbes2(pbkdf2(5_000_001)), new Uint8Array(48))]),
      ...(['5000001', '5000000'] as const),
    ],
  ])('is refused by number: %s', async (_, bytes, asked, limit) => {
    content = bytes;
    const { failures, items } = await inspect({ files: ['bomb'], password }, ports);
    expect(items).toEqual([]);
    expect(failures[0]?.error).toMatchObject({ code: 'input-limit' });
    expect(failures[0]?.error.sentence).toMatch(/^"bomb"/);
    expect(failures[0]?.error.sentence).toContain(asked);
    expect(failures[0]?.error.sentence).toContain(limit);
    const { code } = await refusalOf(() => loadPrivateKey('bomb', password, ports));
    expect(['input-limit', 'input-wrong-kind']).toContain(code);
  });
});

afterAll(() => {
  printTable(
    'Damaged files: an answer or a clear error',
    ['kind', 'files', 'described', 'refused', 'slowest, in yardsticks', 'memory above the start'],
    table,
  );
});

/** How `inspect` ends, and for what may hold a key also how `export key` begins. */
async function answers(kind: string): Promise<string[]> {
  const inspection = await inspect({ files: ['x'], password }, ports);
  JSON.stringify(inspectionDocument(inspection));
  const { items, skipped, failures } = inspection;
  for (const { error } of failures) {
    if (!(error instanceof TlsmithError) || error.code === 'bug') throw error;
  }
  if (items.length + skipped.length + failures.length === 0) throw new Error('no answer');
  if (kind === 'keys' || kind === 'stores') {
    try {
      await loadPrivateKey('x', password, ports);
    } catch (error) {
      if (!(error instanceof TlsmithError) || error.code === 'bug') throw error;
    }
  }
  return [failures[0]?.error.code ?? 'described'];
}

/** A few octets changed, flipped, doubled or cut out; now and then the end is missing. */
function damaged(seed: Uint8Array): Uint8Array {
  let bytes = Buffer.from(seed);
  for (let count = 1 + below(3); count > 0; count--) {
    const at = below(bytes.length);
    switch (below(8)) {
      case 0:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(8))]);
        break;
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 20))]);
        break;
      case 2:
      case 3:
        bytes[at] = below(256);
        break;
      default:
        bytes[at] = (bytes[at] as number) ^ (1 << below(8));
    }
  }
  return below(20) === 0 ? bytes.subarray(0, below(bytes.length)) : bytes;
}

function below(limit: number): number {
  return Buffer.from(random.bytes(4)).readUInt32BE() % Math.max(1, limit);
}

/** An INTEGER of so many octets. */
function large(octets: number): Uint8Array {
  return integer(Uint8Array.from({ length: octets }, (_, at) => (at === 0 ? 0x7f : 0xff)));
}

function sec1(): Uint8Array {
  const pem = fixtureKey('ec-p256');
  return createPrivateKey(pem).export({ type: 'sec1', format: 'der' });
}
