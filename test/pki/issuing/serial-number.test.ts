// Serial numbers at the ends of what randomness may give.
import { describe, expect, it } from 'vitest';
import { newSerialNumber } from '../../../src/pki/issuing/serial-number.js';
import { constantRandom, seededRandom } from '../../support/seeded-random.js';

function bitsOf(serialNumber: string): number {
  return BigInt(`0x${serialNumber}`).toString(2).length;
}

describe('newSerialNumber', () => {
  it.each([0x00, 0x01, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xff])(
    'is positive, of 64 to 159 bits and without leading zero for octets of %i',
    (octet) => {
      const serialNumber = newSerialNumber(constantRandom(octet));
      expect(serialNumber).toMatch(/^[0-9a-f]+$/);
      expect(serialNumber.length % 2).toBe(0);
      const first = Number.parseInt(serialNumber.slice(0, 2), 16);
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThan(0x80);
      expect(bitsOf(serialNumber)).toBeGreaterThanOrEqual(64);
      expect(bitsOf(serialNumber)).toBeLessThanOrEqual(159);
    },
  );

  it('keeps at least 64 random bits: a thousand are all different in their last 16 digits', () => {
    const random = seededRandom(3);
    const tails = Array.from({ length: 1000 }, () => newSerialNumber(random).slice(-16));
    expect(new Set(tails).size).toBe(1000);
  });
});
