// The entries of a ledger in their order, one after the other; what is no entry is said once, when
// all are through.
import {
  decodeLedgerLine,
  entryBehindHalf,
  type LedgerEntry,
} from '../../../pki/issuing/ledger.js';
import type { Files, OpenFile, Reporter } from '../../../ports.js';
import { quotePath } from '../../../quote.js';
import { type Block, blocksOf, lineEnd, LONGEST_LINE } from './blocks.js';

/** Where an entry stands in its file. */
export interface Place {
  at: number;
  length: number;
}

export type Visit = (entry: LedgerEntry, place: Place) => void;

/** Throws what reading throws. */
export async function eachEntry(
  path: string,
  visit: Visit,
  { files, reporter }: { files: Files; reporter: Reporter },
): Promise<void> {
  const file = await files.open(path);
  try {
    await visitEntries(path, file, visit, reporter);
  } finally {
    await file.close();
  }
}

/** The same of a file that is open already. */
export async function visitEntries(
  path: string,
  file: OpenFile,
  visit: Visit,
  reporter: Reporter,
): Promise<void> {
  const faults = new Faults();
  let line = 0;
  for await (const block of blocksOf(file)) line = visitBlock(block, line, visit, faults);
  faults.report(path, reporter);
}

function visitBlock({ bytes, at, isCut }: Block, before: number, visit: Visit, faults: Faults) {
  let line = before;
  let isRest = isCut;
  for (let from = 0; from < bytes.length;) {
    const end = lineEnd(bytes, from);
    line += 1;
    if (isRest || end - from > LONGEST_LINE) faults.add('long', line);
    else visitLine(bytes.toString('utf8', from, end), { at: at + from, length: end - from });
    isRest = false;
    from = end + 1;
  }
  return line;

  function visitLine(text: string, place: Place): void {
    const entry = decodeLedgerLine(text);
    if (entry) {
      visit(entry, place);
      return;
    }
    if (text.trim() === '') return;
    const behind = entryBehindHalf(text);
    faults.add(behind ? 'half' : 'other', line);
    if (!behind) return;
    const length = Buffer.byteLength(behind.text);
    visit(behind.entry, { at: place.at + place.length - length, length });
  }
}

type Fault = 'long' | 'half' | 'other';

const SAID: Readonly<Record<Fault, string>> = {
  long: `longer than the ${LONGEST_LINE} bytes that are read of a line: left out`,
  half: 'begun by a run that was cut off: the whole entry behind it counts',
  other: 'torn or no entry: left out',
};

/** How many lines there are of each kind of fault, and the first of them. */
class Faults {
  private readonly found = new Map<Fault, { first: number; count: number }>();

  add(fault: Fault, line: number): void {
    const { first, count } = this.found.get(fault) ?? { first: line, count: 0 };
    this.found.set(fault, { first, count: count + 1 });
  }

  report(path: string, reporter: Reporter): void {
    for (const [fault, { first, count }] of this.found) {
      const lines = count === 1 ? `line ${first} is` : `${count} lines, from line ${first} on, are`;
      reporter.warn(`${quotePath(path)}: ${lines} ${SAID[fault]}`);
    }
  }
}
