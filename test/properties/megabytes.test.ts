// Size alone is no attack: files of megabytes are soon read or refused.
import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import { decodeBundle } from '../../src/formats/containers/bundle.js';
import { decodePem } from '../../src/formats/containers/pem.js';
import { ifNormalised } from '../../src/pki/der/ber.js';
import { codeOf } from '../support/refusal-of.js';
import { inYardsticks, SOON } from '../support/yardstick.js';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const block = '-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n';

it('BER is soon brought into DER, sixteen mebibytes of small elements', async () => {
  const SIZE = 16 * 1024 * 1024;
  const small = new Uint8Array(SIZE).fill(0).map((_, at) => (at % 2 === 0 ? 5 : 0));
  small.set([0x30, 0x80]);
  small.set([0, 0], SIZE - 2);
  const deep = new Uint8Array(SIZE).map((_, at) => (at % 2 === 0 ? 0x30 : 0x80));
  expect(await inYardsticks(() => ifNormalised(small))).toBeLessThan(SOON);
  expect(await inYardsticks(() => ifNormalised(deep))).toBeLessThan(SOON);
});

it('what is brought says the true fault and its line, soon', async () => {
  const SIZE = 8 * 1024 * 1024;
  for (const text of [
    '-----BEGIN '.repeat(SIZE / 11),
    ' -----BEGIN CERTIFICATE-----'.repeat(SIZE / 28),
    `x -----BEGIN CERTIFICATE-----${'A '.repeat(SIZE / 2)}`,
    'A'.repeat(SIZE),
  ]) {
    const read = () => {
      try {
        decodeBundle(bytesOf(text));
      } catch (error) {
        expect(error).toBeInstanceOf(TlsmithError);
      }
    };
    expect(await inYardsticks(read)).toBeLessThan(SOON);
  }
});

describe('sixteen mebibytes', () => {
  const SIZE = 16 * 1024 * 1024;
  const begin = '-----BEGIN CERTIFICATE-----\n';
  const end = '\n-----END CERTIFICATE-----\n';

  it.each<[string, string]>([
    ['of dashes in one line', '-'.repeat(SIZE)],
    ['of lines of dashes', `${'-'.repeat(80)}\n`.repeat(SIZE / 81)],
    ['of a label that never ends', `-----BEGIN ${'A'.repeat(SIZE)}`],
    ['of blanks behind a BEGIN', `-----BEGIN A-----${' '.repeat(SIZE)}x`],
  ])('%s hold no block, and that is soon said', async (_, text) => {
    const bytes = bytesOf(text);
    expect(await inYardsticks(() => expect(decodePem(bytes)).toEqual([]))).toBeLessThan(SOON);
  });

  it('of base64 in one line are one block, and soon read', async () => {
    const bytes = bytesOf(`${begin}${'A'.repeat(SIZE)}${end}`);
    const read = () => expect(decodePem(bytes)[0]?.der.length).toBe((SIZE / 4) * 3);
    expect(await inYardsticks(read)).toBeLessThan(SOON);
  });

  it('of base64 with a fault at its end are refused', async () => {
    const text = `${begin}${'A'.repeat(SIZE)}*${end}`;
    expect(await codeOf(() => decodePem(bytesOf(text)))).toBe('input-malformed');
  });

  it('(a quarter of them) of base64 with blanks between are one block', () => {
    const lines = `${'A'.repeat(64)} \n`.repeat(SIZE / 4 / 66);
    const [only] = decodePem(bytesOf(`${begin}${lines}${end.trimStart()}`));
    expect(only?.der.length).toBe(Math.floor(SIZE / 4 / 66) * 48);
  });
});

describe('many small blocks', () => {
  /** The quickest of three runs: a busy machine only ever adds. */
  function millisecondsFor(count: number): number {
    const bytes = bytesOf(block.repeat(count));
    const runs = [1, 2, 3].map(() => {
      const start = performance.now();
      expect(decodePem(bytes)).toHaveLength(count);
      return performance.now() - start;
    });
    return Math.min(...runs);
  }

  it('cost time in proportion to their number', () => {
    millisecondsFor(500);
    const few = millisecondsFor(750);
    // 32 times as many: some 32 times as long, and 1,024 times if each block looked at all the others.
    expect(millisecondsFor(24_000) / few).toBeLessThan(400);
  });
});
