// explain: the lines of a log that tell of a failed TLS link, each with its cause and cure.
import { TlsmithError } from '../../errors.js';
import type { Files } from '../../ports.js';
import { escaped } from '../../quote.js';
import type { Check, Side } from '../../tls/messages/message.js';
import { recognise, type Recognised, WEIGHTS } from '../../tls/messages/recognise.js';
import { inFile } from '../reading/in-file.js';
import { linesOf } from './lines.js';

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
  const kind = source === '-' ? 'other' : await kindOf(source, files);
  if (kind !== 'absent') {
    const lines = linesOf(files.pieces(source), kind === 'other');
    return inFile(source, () => explained(source, lines));
  }
  const explanation = await explained(null, source.split(/\r?\n/));
  if (!explanation.ok && looksLikePath(source)) {
    throw new TlsmithError('input-absent', (it) => `there is no file ${it}`, { path: source });
  }
  return explanation;
}

/** What no file can be called is not asked for: the answer would be an error of its own. */
async function kindOf(source: string, files: Files): ReturnType<Files['kindBehind']> {
  const octets = (text: string) => new TextEncoder().encode(text).length;
  if (/\p{Cc}/u.test(source) || octets(source) > 4096) return 'absent';
  if (source.split('/').some((part) => octets(part) > 255)) return 'absent';
  return files.kindBehind(source);
}

/** One word that has folders or an ending: a mistyped name of a file, not a line of a log. */
function looksLikePath(source: string): boolean {
  return /^\S+$/.test(source) && /[/\\]|\.[a-z]{2,4}(\.\d+)?$/.test(source);
}

async function explained(
  file: string | null,
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<Explanation> {
  const entries = new Map<string, ExplainedLine & { weight: number }>();
  let linesRead = 0;
  let more = 0;
  for await (const line of lines) {
    linesRead += 1;
    const recognised = recognise(line);
    if (!recognised) continue;
    const key = `${recognised.message.code} ${recognised.cause}`;
    const known = entries.get(key);
    if (known) known.count += 1;
    else if (entries.size < MOST_ENTRIES) entries.set(key, entryOf(recognised, linesRead));
    else more += 1;
  }
  const sorted = [...entries.values()].sort((a, b) => a.weight - b.weight || a.first - b.first);
  return {
    ok: sorted.length > 0,
    file,
    linesRead,
    lines: sorted.map(({ weight: _, ...entry }) => entry),
    more,
  };
}

function entryOf({ message, words, cause }: Recognised, first: number) {
  const { code, who, side, remedy, check, weight } = message;
  const line = escaped(words);
  return {
    line,
    count: 1,
    first,
    code,
    who,
    cause,
    side,
    remedy,
    check,
    weight: WEIGHTS.indexOf(weight),
  };
}
