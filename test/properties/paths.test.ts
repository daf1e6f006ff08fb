// What holds for every path: order and company of certificates change no verdict, and no bytes are too odd for an answer.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verifyCertificate } from '../../src/app/verify/certificate.js';
import { TlsmithError } from '../../src/errors.js';
import { parseDistinguishedName } from '../../src/pki/names/name-parser.js';
import { nameKey } from '../../src/pki/names/name-comparison.js';
import { encodeName, decodeName } from '../../src/pki/names/name-encoding.js';
import { ca, endEntity, sequence, tlv, verify } from '../support/path-builder.js';
import { randomPath } from '../support/random-path.js';
import { seededRandom } from '../support/seeded-random.js';
import { testPorts } from '../support/test-ports.js';

const strangers = ['A', 'B', 'C'].map((name) => ca(name));
const crossed = strangers.flatMap((one) =>
  strangers.map(({ key }, j) => ca(['A', 'B', 'C'][j] as string, one, { key })),
);

it('the order of certificates, and others beside them, change no verdict', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1 << 30 }),
      fc.shuffledSubarray([...strangers, ...crossed]),
      fc.boolean(),
      (seed, others, isFirst) => {
        const { target, given } = randomPath(seededRandom(seed));
        const between = given.between ?? [];
        const more = isFirst ? [...others, ...between] : [...between.toReversed(), ...others];
        const alone = verify(target, given);
        const together = verify(target, { ...given, between: more });
        expect([together.ok, together.path]).toEqual([alone.ok, alone.path]);
      },
    ),
    { numRuns: 100 },
  );
});

it('one more trust anchor turns no yes into a no', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1 << 30 }), fc.subarray(strangers), (seed, others) => {
      const { target, given } = randomPath(seededRandom(seed));
      const { ok } = verify(target, given);
      expect(verify(target, { ...given, anchors: [...others, ...given.anchors] }).ok).toBe(ok);
    }),
    { numRuns: 60 },
  );
});

const root = ca('Root');
const leaf = endEntity(root);
const der: fc.Arbitrary<Uint8Array> = fc.letrec<{ value: Uint8Array }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 12 }))
      .map(([tag, content]) => tlv(tag, content)),
    fc.array(tie('value'), { maxLength: 6 }).map((members) => sequence(...members)),
  ),
})).value;

it('any bytes as certificate, anchor, intermediate or CRL get an answer', async () => {
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), der);
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom('leaf', 'ca', 'between', 'crl'), async (odd, place) => {
      const files: Record<string, Uint8Array> = { leaf: leaf.der, ca: root.der, between: root.der };
      const ports = testPorts();
      ports.files = {
        ...ports.files,
        kindBehind: () => Promise.resolve('file'),
        read: (path) => Promise.resolve(path === place ? odd : (files[path] as Uint8Array)),
      };
      const request = {
        certificate: 'leaf',
        trust: 'ca',
        untrusted: ['between'],
        purpose: 'any' as const,
      };
      try {
        const crls = place === 'crl' ? ['crl'] : [];
        const { ok, findings } = await verifyCertificate({ ...request, crls }, ports);
        expect(ok).toBe(findings.every(({ severity }) => severity !== 'error'));
      } catch (error) {
        if (!(error instanceof TlsmithError)) throw error;
        expect(error.code).toMatch(/^(input|password)-/);
      }
    }),
    { numRuns: 500 },
  );
});

it('names match themselves in any case and with any blanks', () => {
  const text = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,20}[A-Za-z]$/);
  fc.assert(
    fc.property(text, text, (first, second) => {
      const key = (value: string) => nameKey(parseDistinguishedName(`CN=${value}`));
      expect(key(first)).toBe(key(first.toUpperCase().replaceAll(' ', '   ')));
      const isSame =
        first.toLowerCase().replace(/ +/g, ' ') === second.toLowerCase().replace(/ +/g, ' ');
      expect(key(first) === key(second)).toBe(isSame);
      const name = parseDistinguishedName(`CN=${first},O=${second}`);
      expect(nameKey(decodeName(encodeName(name)))).toBe(nameKey(name));
    }),
  );
});
