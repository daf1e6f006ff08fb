// A ledger of any size in blocks of whole lines, from one buffer that is used again and again: for
// those who look at each line, and for those who look for a text.
import type { OpenFile } from '../../../ports.js';

/** The most of a line that is looked at, in octets. */
export const LONGEST_LINE = 64 * 1024;

const BUFFER_SIZE = 256 * 1024;

export interface Block {
  /** Whole lines with their ends; the last of a file may have none. Good until the next block. */
  bytes: Buffer;
  /** Where it begins in the file. */
  at: number;
  /** It begins inside a line that is longer than any block, whose beginning was left out. */
  isCut: boolean;
}

export async function* blocksOf(file: OpenFile): AsyncGenerator<Block> {
  const buffer = Buffer.allocUnsafe(BUFFER_SIZE);
  let at = 0;
  let held = 0;
  let isCut = false;
  for (;;) {
    const count = await file.read(at + held, buffer.subarray(held));
    const filled = buffer.subarray(0, held + count);
    const isEnd = count === 0;
    const end = isEnd ? filled.length : filled.lastIndexOf(LINE_END) + 1;
    if (end > 0) {
      yield { bytes: filled.subarray(0, end), at, isCut };
      isCut = false;
      filled.copyWithin(0, end);
      at += end;
      held = filled.length - end;
    } else if (filled.length === BUFFER_SIZE) {
      // Its last octet stays: what ends here is told of all the same.
      isCut = true;
      filled.copyWithin(0, BUFFER_SIZE - 1);
      at += BUFFER_SIZE - 1;
      held = 1;
    } else {
      held = filled.length;
    }
    if (isEnd) return;
  }
}

const LINE_END = 0x0a;

/** From where in a block to where its next line goes, without its end. */
export function lineEnd(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(LINE_END, from);
  return end === -1 ? bytes.length : end;
}

export function lineStart(bytes: Buffer, within: number): number {
  return within === 0 ? 0 : bytes.lastIndexOf(LINE_END, within - 1) + 1;
}
