// inspect: whatever the bytes are, an item or one of our errors, soon.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inspect } from '../../src/app/inspect/files.js';
import { decodePem } from '../../src/formats/containers/pem.js';
import { TlsmithError } from '../../src/errors.js';
import {
  presentInspection,
  inspectionDocument,
} from '../../src/cli/present/inspection/inspection.js';
import { FIXTURE_PASSWORD } from '../support/fixture-keys.js';
import { inspectFixture, inspectFixtureDer } from '../support/inspect-fixture.js';
import { PACKAGE_ROOT } from '../support/run-cli.js';
import { seededRandom } from '../support/seeded-random.js';
import { testPorts } from '../support/test-ports.js';

const key = (name: string) => readFileSync(`${PACKAGE_ROOT}test/fixtures/keys/${name}.pem`);
const keyDer = (name: string) => decodePem(key(name))[0]?.der as Uint8Array;
const SEEDS: Readonly<Record<string, Uint8Array>> = {
  'server.crt': inspectFixtureDer('server.crt'),
  'odd.crt': inspectFixtureDer('odd.crt'),
  'request.csr': inspectFixtureDer('request.csr'),
  'list.crl': inspectFixtureDer('list.crl'),
  'bundle.p7b': inspectFixtureDer('bundle.p7b'),
  'an EC key': keyDer('ec-p256'),
  'an RSA key': keyDer('rsa-2048'),
  'an encrypted key': keyDer('ec-p256.pbes2-aes128-sha1'),
  'a public key': inspectFixtureDer('public.pem'),
  'certificates in PEM': readFileSync(inspectFixture('server.crt')),
  'a traditional key in PEM': key('ec-p256.sec1-des3'),
};
const EACH = 500;

/** A few octets changed, doubled, cut out, or the end cut off. */
function mutate(seed: Uint8Array, random: ReturnType<typeof seededRandom>): Uint8Array {
  const pick = (limit: number) => Buffer.from(random.bytes(4)).readUInt32BE() % limit;
  let bytes = Buffer.from(seed);
  for (let count = 1 + pick(4); count > 0; count--) {
    const at = pick(bytes.length);
    const kind = pick(6);
    if (kind < 3) bytes[at] = pick(256);
    else if (kind === 3)
      bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + pick(8))]);
    else if (kind === 4)
      bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 20))]);
    else bytes[at] = (bytes[at] as number) ^ (1 << pick(8));
    if (bytes.length === 0) return bytes;
  }
  return pick(20) === 0 ? bytes.subarray(0, pick(bytes.length)) : bytes;
}

it.each(Object.entries(SEEDS))(
  `${EACH} mutations of %s give items or our errors`,
  async (name, seed) => {
    const random = seededRandom(7);
    let content = seed;
    let text = '';
    const stream = { isTTY: true, write: (piece: string) => (text += piece) };
    const output = { stdout: stream, stderr: stream, isQuiet: false } as unknown as Parameters<
      typeof presentInspection
    >[1];
    const ports = testPorts();
    ports.files = { ...ports.files, read: () => Promise.resolve(content) };
    const seen = { items: 0, failures: 0 };
    for (let count = 0; count < EACH; count++) {
      content = mutate(seed, random);
      text = '';
      const inspection = await inspect(
        { files: ['x'], password: { text: FIXTURE_PASSWORD } },
        ports,
      );
      expect(inspection.items.length + inspection.failures.length).toBeGreaterThan(0);
      seen.items += inspection.items.length;
      seen.failures += inspection.failures.length;
      for (const { error } of inspection.failures) expect(error).toBeInstanceOf(TlsmithError);
      const document = inspectionDocument(inspection);
      presentInspection(document, output);
      expect(JSON.parse(JSON.stringify(document))).toBeTruthy();
      expect(text.replace(/\u001b\[\d+m/g, '')).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/,
      );
    }
    expect(seen.failures).toBeGreaterThan(0);
    // Both happen, so that the mutations are neither too mild nor too wild; but no change leaves an RSA key sound.
    if (name !== 'an RSA key') expect(seen.items).toBeGreaterThan(0);
  },
);
