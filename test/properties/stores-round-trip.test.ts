// decode(encode(x)) = x for chains of one to three, any ASCII password, both protections; and the same store in BER.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStore } from '../../src/formats/pkcs12/decode.js';
import { encodeKeyStore, encodeTrustStore } from '../../src/formats/pkcs12/encode.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { inBer } from '../support/pkcs12-parts.js';
import { seededRandom } from '../support/seeded-random.js';
import { storeSamples } from '../support/store-samples.js';

const ports = { crypto: nodeCrypto, random: seededRandom(13) };
const { key, ...certificates } = storeSamples();
const endEntity = parseCertificate(certificates.endEntity);
const above = [certificates.intermediate, certificates.root].map(parseCertificate);
const roots = [certificates.root, certificates.otherRoot].map(parseCertificate);

const password = fc
  .array(fc.integer({ min: 0x20, max: 0x7e }), { minLength: 1, maxLength: 200 })
  .map((codes) => String.fromCharCode(...codes));
const alias = fc.stringMatching(/^[a-zäß€0-9][a-z0-9 ._-]{0,30}[a-z0-9]$/);
const protection = fc.record({
  compat: fc.constantFrom<('modern' | 'legacy')[]>('modern', 'legacy'),
  iterations: fc.integer({ min: 1, max: 300 }),
});

describe('a key store', () => {
  it('reads back as it was written, in DER and in BER', async () => {
    const length = fc.integer({ min: 0, max: 2 });
    const property = fc.asyncProperty(length, alias, password, protection, async (...input) => {
      const [more, name, word, how] = input;
      const chain = [endEntity, ...above.slice(0, more)] as const;
      const entry = { privateKeyInfo: key.privateKeyInfo, chain, alias: name };
      const bytes = await encodeKeyStore(entry, word, how, ports);
      for (const encoding of [bytes, inBer(bytes)]) {
        const { keys } = await decodeStore(encoding, word, ports);
        expect(keys).toEqual([
          { privateKeyInfo: new Uint8Array(key.privateKeyInfo), alias: name, chain },
        ]);
      }
    });
    await fc.assert(property, { numRuns: 60, seed: 1 });
  });
});

describe('a trust store', () => {
  it('reads back as it was written', async () => {
    const count = fc.integer({ min: 1, max: 2 });
    const property = fc.asyncProperty(count, password, protection, async (size, word, how) => {
      const entries = roots
        .slice(0, size)
        .map((certificate, index) => ({ certificate, alias: `ca-${index}` }));
      const bytes = await encodeTrustStore(entries, word, how, ports);
      const read = await decodeStore(bytes, word, ports);
      expect(read.certificates).toEqual(
        entries.map((entry) => ({ ...entry, isTrustedByJava: true })),
      );
    });
    await fc.assert(property, { numRuns: 30, seed: 2 });
  });
});
