// The entries of a ledger in their order, one after the other; what is no entry is said once, when
// all are through.
import {
  type CrlLine,
  decodeCrlLine,
  decodeLedgerLine,
  entryBehindHalf,
  isOfOtherKind,
  type LedgerEntry,
  wholeBehindHalf,
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

/** For those who follow lines of other kinds too; unknown ones are passed over in silence. */
export interface LineVisitor {
  entry: Visit;
  crl?(line: CrlLine): void;
}

/** Throws what reading throws. */
export async function eachEntry(path: string, visit: Visit, ports: LedgerPorts): Promise<void> {
  await eachLine(path, { entry: visit }, ports);
}

interface LedgerPorts {
  files: Files;
  reporter: Reporter;
}

/** The same with lines of other kinds, in their order among the entries. */
export async function eachLine(
  path: string,
  visitor: LineVisitor,
  { files, reporter }: LedgerPorts,
): Promise<void> {
  const file = await files.open(path);
  try {
    await visitLines(path, file, visitor, reporter);
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
  await visitLines(path, file, { entry: visit }, reporter);
}

async function visitLines(
  path: string,
  file: OpenFile,
  visitor: LineVisitor,
  reporter: Reporter,
): Promise<void> {
  const faults = new Faults();
  let line = 0;
  for await (const block of blocksOf(file)) line = visitBlock(block, line, visitor, faults);
  faults.report(path, reporter);
}

function visitBlock(
  { bytes, at, isCut }: Block,
  before: number,
  visitor: LineVisitor,
  faults: Faults,
) {
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
      visitor.entry(entry, place);
      return;
    }
    if (text.trim() === '' || visitOther(text)) return;
    const behind = entryBehindHalf(text);
    const isBehind = behind !== undefined || visitOther(wholeBehindHalf(text) ?? '');
    faults.add(isBehind ? 'half' : 'other', line);
    if (!behind) return;
    const length = Buffer.byteLength(behind.text);
    visitor.entry(behind.entry, { at: place.at + place.length - length, length });
  }

  function visitOther(text: string): boolean {
    const crl = decodeCrlLine(text);
    if (crl) visitor.crl?.(crl);
    return crl !== undefined || isOfOtherKind(text);
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
