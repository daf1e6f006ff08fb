// Making ahead: the order holds, so many are in the making and no more, and a failure comes in its turn.
import { describe, expect, it } from 'vitest';
import { makeAhead } from '../../../src/app/batch/make-ahead.js';

const wanted = [1, 2, 3, 4, 5];

describe('makeAhead', () => {
  it('gives all in their order, whichever is ready first', async () => {
    const ready: (() => void)[] = [];
    const made = makeAhead(wanted, { atOnce: 5, ahead: 5 }, async (one) => {
      if (one === 1) await new Promise<void>((resolve) => ready.push(resolve));
      else if (one === 5) ready.forEach((resolve) => resolve());
      return one * 10;
    });
    const all: [number, number][] = [];
    for await (const pair of made) all.push(pair);
    expect(all).toEqual(wanted.map((one) => [one, one * 10]));
  });

  it.each([
    [1, 9, 1],
    [2, 9, 2],
    [9, 3, 3],
    [9, 9, 5],
  ])('with %i at once and %i ahead has %i in the making', async (atOnce, ahead, most) => {
    let busy = 0;
    let highest = 0;
    const make = async (one: number) => {
      highest = Math.max(highest, (busy += 1));
      await new Promise((resolve) => setImmediate(resolve));
      busy -= 1;
      return one;
    };
    const seen: number[] = [];
    for await (const [one] of makeAhead(wanted, { atOnce, ahead }, make)) seen.push(one);
    expect({ highest, seen }).toEqual({ highest: most, seen: wanted });
  });

  it('goes on while nobody takes, as far ahead as it may', async () => {
    const begun: number[] = [];
    const make = async (one: number) => void begun.push(one);
    const made = makeAhead(wanted, { atOnce: 1, ahead: 3 }, make);
    await made.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([1, 2, 3]);
    await made.return(undefined);
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([1, 2, 3]);
  });

  it('throws what failed when its turn comes', async () => {
    const seen: number[] = [];
    const walk = async () => {
      const make = async (one: number) => {
        if (one >= 3) throw new Error(`number ${one}`);
      };
      for await (const [one] of makeAhead(wanted, { atOnce: 5, ahead: 5 }, make)) seen.push(one);
    };
    await expect(walk()).rejects.toThrow('number 3');
    expect(seen).toEqual([1, 2]);
  });
});
