// OBJECT IDENTIFIERs in both directions, with arcs of any size.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDer, TAG } from '../../../src/pki/der/der.js';
import { encodeDer, encodeOid } from '../../../src/pki/der/der-encoding.js';
import { oidOf } from '../../../src/pki/der/der-values.js';
import { codeOf } from '../../support/refusal-of.js';

const read = (content: Uint8Array) => oidOf(readDer(encodeDer(TAG.oid, content)));

describe('oidOf', () => {
  it.each([
    '0.0',
    '0.39',
    '1.0',
    '1.39',
    '2.0',
    '2.5.29.17',
    '2.40',
    '2.999.3',
    '1.2.840.113549.1.1.11',
    `2.${Number.MAX_SAFE_INTEGER}`,
    `1.3.${2 ** 53}`,
    '2.25.329800735698586629295641978511506172918',
    '2.340282366920938463463374607431768211455.1',
  ])('reads what was written: %s', (dotted) => {
    expect(read(encodeOid(dotted))).toBe(dotted);
  });

  it('reads back arcs of any size', () => {
    const arc = fc.bigInt({ min: 0n, max: 1n << 70n });
    fc.assert(
      fc.property(fc.array(arc, { minLength: 1, maxLength: 6 }), (arcs) => {
        const dotted = ['2', ...arcs].join('.');
        expect(read(encodeOid(dotted))).toBe(dotted);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['nothing', []],
    ['an arc without an end', [0x2a, 0x86]],
    ['more octets than any has', Array.from({ length: 129 }, () => 1)],
  ])('refuses %s', async (_, octets) => {
    expect(await codeOf(async () => read(Uint8Array.from(octets)))).toBe('input-malformed');
  });
});
