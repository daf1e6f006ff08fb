// The entries of an answer of `explain`, counted: one for each cause that was told.
import { escaped } from '../../quote.js';
import type { Check, Side } from '../../tls/messages/message.js';
import { type Recognised, WEIGHTS } from '../../tls/messages/recognise.js';

export interface ExplainedLine {
  /** The words that were recognised, escaped and cut. */
  line: string;
  count: number;
  /** The number of the first such line. */
  first: number;
  code: string;
  who: string;
  cause: string;
  side: Side;
  remedy: string;
  check: Check;
}

/** What was recognised, and in which line. */
export interface Found {
  recognised: Recognised;
  number: number;
}

/** A log that names thousands of hosts must not fill the memory. */
const MOST_ENTRIES = 1000;

export class Tally {
  readonly #entries = new Map<string, ExplainedLine & { weight: number }>();
  /** Those that are in no entry, since there were too many. */
  more = 0;

  add(found: Found): void {
    const { message, cause } = found.recognised;
    const key = `${message.code} ${cause}`;
    const known = this.#entries.get(key);
    if (known) known.count += 1;
    else if (this.#entries.size < MOST_ENTRIES) this.#entries.set(key, entryOf(found));
    else this.more += 1;
  }

  sorted(): ExplainedLine[] {
    return [...this.#entries.values()]
      .sort((a, b) => a.weight - b.weight || a.first - b.first)
      .map(({ weight: _, ...entry }) => entry);
  }
}

function entryOf({ recognised, number }: Found) {
  const { message, words, cause } = recognised;
  const { code, who, side, remedy, check, weight } = message;
  return {
    line: escaped(words),
    count: 1,
    first: number,
    code,
    who,
    cause,
    side,
    remedy,
    check,
    weight: WEIGHTS.indexOf(weight),
  };
}
