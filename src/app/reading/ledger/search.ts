// The entries of a ledger in whose lines a text stands. The octets are searched before anything is
// parsed: so a million lines cost little more than to read them.
import {
  decodeLedgerLine,
  entryBehindHalf,
  isOfOtherKind,
  type LedgerEntry,
} from '../../../pki/issuing/ledger.js';
import type { OpenFile } from '../../../ports.js';
import { blocksOf, lineEnd, lineStart, LONGEST_LINE } from './blocks.js';

/** In their order; undefined for a line that is torn. */
export async function entriesWith(
  file: OpenFile,
  text: string,
  visit: (entry: LedgerEntry | undefined) => void,
): Promise<void> {
  await linesWith(file, text, (line) => {
    if (!isOfOtherKind(line)) visit(decodeLedgerLine(line) ?? entryBehindHalf(line)?.entry);
  });
}

/**
 * As they stand; empty for one that is too long to be looked at. `text` is ASCII, without a quote or
 * a backslash inside a value, so that JSON has it as it is.
 */
export async function linesWith(
  file: OpenFile,
  text: string,
  visit: (line: string) => void,
): Promise<void> {
  const wanted = Buffer.from(text, 'latin1');
  for await (const { bytes } of blocksOf(file)) {
    for (let found = bytes.indexOf(wanted); found !== -1;) {
      const end = lineEnd(bytes, found);
      const start = lineStart(bytes, found);
      visit(end - start > LONGEST_LINE ? '' : bytes.toString('utf8', start, end));
      found = bytes.indexOf(wanted, end);
    }
  }
}
