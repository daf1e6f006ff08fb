// explain: the lines of a log that tell of a failed TLS link, each with its cause and cure.
import type { Files } from '../../ports.js';
import { recognise, saysMore } from '../../tls/messages/recognise.js';
import { inFile } from '../reading/in-file.js';
import { type Above, stand, type Standing } from './events.js';
import { linesOf } from './lines.js';
import { fileBehind } from './source.js';
import { type ExplainedLine, type Found, Tally } from './tally.js';

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
  const entries = tally.sorted();
  return { ok: entries.length > 0, file, linesRead, lines: entries, more: tally.more };
}

/** What is known of the event that is being read; one cause is told of it, that which says most. */
interface Event {
  above: Above;
  found: Found | undefined;
  /** Of a line that is an event of its own unless frames follow. */
  perhaps: Found | undefined;
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
