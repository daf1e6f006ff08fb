// explain: the lines of a log that tell of a failed TLS link, each with its cause and cure.
import type { Files } from '../../ports.js';
import { escaped } from '../../quote.js';
import type { Check, Side } from '../../tls/messages/message.js';
import { recognise, type Recognised, saysMore, WEIGHTS } from '../../tls/messages/recognise.js';
import { inFile } from '../reading/in-file.js';
import { type Above, stand, type Standing } from './events.js';
import { linesOf } from './lines.js';
import { fileBehind } from './source.js';

export interface Explanation {
  /** Whether anything was recognised. */
  ok: boolean;
  /** Where the lines are from; null for words of the call. */
  file: string | null;
  linesRead: number;
  /** Causes first, then what the other end saw of them; among equals in the order of the log. */
  lines: ExplainedLine[];
  /** Explained lines that are in no entry, since they differ from all and there were too many. */
  more: number;
}

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

/** A log that names thousands of hosts must not fill the memory. */
const MOST_ENTRIES = 1000;

/** `source`: a line, the name of a file, or `-` for stdin. */
export async function explainLog(
  source: string,
  { files }: { files: Files },
): Promise<Explanation> {
  const read = await fileBehind(source, files);
  if (read === undefined) return explained(null, source.split(/\r?\n/));
  const lines = linesOf(files.pieces(source), read.isEndless);
  return inFile(source, () => explained(source, lines));
}

async function explained(
  file: string | null,
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<Explanation> {
  const tally = new Tally();
  let linesRead = 0;
  let event: Event | undefined;
  for await (const line of lines) {
    linesRead += 1;
    const { standing, above } = stand(line, event?.above);
    if (event === undefined || standing === 'begins') {
      tell(event, tally);
      event = { above, found: undefined, perhaps: undefined };
    }
    extend(event, { line, standing, number: linesRead });
    event.above = above;
  }
  tell(event, tally);
  return {
    ok: tally.sorted().length > 0,
    file,
    linesRead,
    lines: tally.sorted(),
    more: tally.more,
  };
}

/** What is known of the event that is being read; one cause is told of it, that which says most. */
interface Event {
  above: Above;
  found: Found | undefined;
  /** Of a line that is an event of its own unless frames follow. */
  perhaps: Found | undefined;
}

interface Found {
  recognised: Recognised;
  number: number;
}

interface Next {
  line: string;
  standing: Standing;
  number: number;
}

function extend(event: Event, { line, standing, number }: Next): void {
  if (standing === 'blank') return;
  if (standing !== 'may-go-on') {
    event.found = better(event.found, event.perhaps);
    event.perhaps = undefined;
  }
  if (standing === 'frame') return;
  const recognised = recognise(standing === 'completes' ? `${event.above.last} ${line}` : line);
  if (recognised === undefined) return;
  const found = { recognised, number };
  if (standing === 'may-go-on') event.perhaps = found;
  else event.found = better(event.found, found);
}

function better(one: Found | undefined, other: Found | undefined): Found | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return saysMore(other.recognised.message, one.recognised.message) ? other : one;
}

function tell(event: Event | undefined, tally: Tally): void {
  if (event?.found) tally.add(event.found);
  if (event?.perhaps) tally.add(event.perhaps);
}

/** The entries of the answer, counted. */
class Tally {
  readonly #entries = new Map<string, ExplainedLine & { weight: number }>();
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
