// How long work takes, as a multiple of work that is known: a busy machine slows both, where a clock would blame the work.
import { generateKeyPairSync, sign, verify } from 'node:crypto';

/**
 * What is soon done stays below this many yardsticks: four seconds on an idle machine. What grows with the square of its
 * input, or seeks without a limit, takes minutes where the tests ask.
 */
export const SOON = 40;

const MESSAGE = new Uint8Array(500);

/** A thousand signatures verified: a tenth of a second on an idle machine. */
function yardstick(): () => void {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signature = sign('sha256', MESSAGE, privateKey);
  return () => {
    for (let i = 0; i < 1000; i++) verify('sha256', MESSAGE, publicKey, signature);
  };
}

/**
 * By the first of three turns in which the work is soon done, or by the quickest of all: both are timed one after the other, so
 * that what disturbs one disturbs the other.
 */
export async function inYardsticks(work: () => unknown): Promise<number> {
  const known = yardstick();
  const times = { work: Infinity, known: Infinity };
  for (let turn = 0; turn < 3 && !(times.work / times.known < SOON); turn++) {
    times.known = Math.min(times.known, await timeOf(known));
    times.work = Math.min(times.work, await timeOf(work));
  }
  return times.work / times.known;
}

/** Keeps the work that took longest of many, so that it can be looked at again alone. */
export class Slowest {
  #time = -1;
  #again: () => unknown = () => undefined;

  /** Answers what the work does. `again` does it once more. */
  async watch<T>(work: () => Promise<T>, again: () => unknown = work): Promise<T> {
    const start = performance.now();
    const result = await work();
    const time = performance.now() - start;
    if (time > this.#time) [this.#time, this.#again] = [time, again];
    return result;
  }

  inYardsticks(): Promise<number> {
    return inYardsticks(this.#again);
  }
}

async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
