// Making ahead: the order holds, so many are in the making and no more, and a failure comes in its turn.
import { describe, expect, it } from 'vitest';
import { makeAhead } from '../../src/app/make-ahead.js';

const wanted = [1, 2, 3, 4, 5];

describe('makeAhead', () => {
  it('gives all in their order, whichever is ready first', async () => {
    const ready: (() => void)[] = [];
    const made = makeAhead(wanted, 5, async (one) => {
      if (one === 1) await new Promise<void>((resolve) => ready.push(resolve));
      else if (one === 5) ready.forEach((resolve) => resolve());
      return one * 10;
    });
    const all: [number, number][] = [];
    for await (const pair of made) all.push(pair);
    expect(all).toEqual(wanted.map((one) => [one, one * 10]));
  });

  it.each([1, 2, 3, 9])('has %i in the making', async (atOnce) => {
    const begun: number[] = [];
    const seen: number[] = [];
    const make = async (one: number) => void begun.push(one);
    for await (const [one] of makeAhead(wanted, atOnce, make)) {
      seen.push(one);
      expect(begun).toEqual(wanted.slice(0, seen.length - 1 + atOnce));
    }
    expect(seen).toEqual(wanted);
  });

  it('throws what failed when its turn comes', async () => {
    const seen: number[] = [];
    const walk = async () => {
      const make = async (one: number) => {
        if (one >= 3) throw new Error(`number ${one}`);
      };
      for await (const [one] of makeAhead(wanted, 5, make)) seen.push(one);
    };
    await expect(walk()).rejects.toThrow('number 3');
    expect(seen).toEqual([1, 2]);
  });
});
