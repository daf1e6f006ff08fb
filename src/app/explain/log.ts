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
    if (standing === 'begins') {
      tell(event, tally);
      event = { above, found: undefined, perhaps: undefined };
    }
    if (event) event = extended(event, { line, standing, above, number: linesRead });
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

interface Found extends Recognised {
  number: number;
}

interface Next {
  line: string;
  standing: Standing;
  above: Above;
  number: number;
}

function extended(event: Event, { line, standing, above, number }: Next): Event {
  const { found, perhaps } = event;
  if (standing === 'blank') return { above, found, perhaps };
  if (standing === 'frame') return { above, found: better(found, perhaps), perhaps: undefined };
  const text = standing === 'completes' ? `${event.above.last} ${line}` : line;
  const recognised = recognise(text);
  const now = recognised && { ...recognised, number };
  if (standing === 'may-go-on') return { above, found, perhaps: now };
  return { above, found: better(better(found, perhaps), now), perhaps: undefined };
}

function better(one: Found | undefined, other: Found | undefined): Found | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return saysMore(other.message, one.message) ? other : one;
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
    const key = `${found.message.code} ${found.cause}`;
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

function entryOf({ message, words, cause, number }: Found) {
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
