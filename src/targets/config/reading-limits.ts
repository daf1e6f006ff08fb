// How much is read of configs: each end is held against each other one, and each setting against
// all that its product has. For the readers of configs.
import { TlsmithError } from '../../errors.js';
import type { ConfiguredEnd, PlacedSetting } from './configured-end.js';

const MOST_ENDS = 1_000;
const MOST_VALUES = 50_000;
/** Of ends without TLS, which are only looked for. */
const MOST_PLAIN = 5_000;
const MOST_PLAIN_VALUES = 500_000;
const MOST_OF_ONE = 2_000;
const MOST_LINES = 100_000;

/** What a call has read so far. Throws `input-limit`. */
export class ReadingWeight {
  readonly #judged = new Tally(MOST_ENDS, MOST_VALUES);
  readonly #plain = new Tally(MOST_PLAIN, MOST_PLAIN_VALUES);

  add(ends: readonly ConfiguredEnd[], further = 0): void {
    this.#judged.count(further);
    for (const end of ends) (end.isPlain ? this.#plain : this.#judged).add(end);
  }
}

class Tally {
  #ends = 0;
  #values = 0;

  constructor(
    private readonly mostEnds: number,
    private readonly mostValues: number,
  ) {}

  count(ends: number): void {
    this.#ends += ends;
    if (this.#ends > this.mostEnds) throw limit(this.mostEnds, 'ends of links');
  }

  add({ settings }: ConfiguredEnd): void {
    this.count(1);
    if (settings.length > MOST_OF_ONE) throw limit(MOST_OF_ONE, 'settings of one end');
    for (const one of settings) this.#values += valuesOf(one);
    if (this.#values > this.mostValues) throw limit(this.mostValues, 'settings');
  }
}

/** Before so many are put together. */
export function requireFewEnds(count: number): void {
  if (count > MOST_ENDS) throw limit(MOST_ENDS, 'ends of links');
}

/** Of languages in which each line is a setting. */
export function requireFewLines(text: string): void {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  if (lines > MOST_LINES) throw limit(MOST_LINES, 'lines');
}

function valuesOf({ value }: PlacedSetting): number {
  return Array.isArray(value) ? value.length : 1;
}

function limit(most: number, what: string): TlsmithError {
  const reason = `no more than ${most} ${what} are read at once`;
  return new TlsmithError('input-limit', (it) => `${it} holds too much: ${reason}`, {
    limit: most,
  });
}
