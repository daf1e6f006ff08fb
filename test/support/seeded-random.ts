// Randomness that can be told beforehand: the same octets in every run.
import type { Random } from '../../src/ports.js';

/** A long sequence that differs by seed (xorshift32). */
export function seededRandom(seed = 1): Random {
  let state = seed >>> 0 || 1;
  return {
    bytes: (length) =>
      Uint8Array.from({ length }, () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return state & 0xff;
      }),
  };
}

/** Nothing but this octet. */
export function constantRandom(octet: number): Random {
  return { bytes: (length) => new Uint8Array(length).fill(octet) };
}

/** These octets, one after the other; running out of them is a failure of the test. */
export function scriptedRandom(octets: Iterable<number>): Random {
  const source = octets[Symbol.iterator]();
  return {
    bytes: (length) =>
      Uint8Array.from({ length }, () => {
        const { value, done } = source.next();
        if (done) throw new Error('the script of random octets is used up');
        return value;
      }),
  };
}
