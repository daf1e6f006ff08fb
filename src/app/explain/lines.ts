// The lines of a log of any size, from its octets piece by piece: what is kept is one piece and the
// beginning of one line.
import { TextDecoder } from 'node:util';
import { TlsmithError } from '../../errors.js';

/** The most of a line that is looked at, in characters. */
const LONGEST_LINE = 64 * 1024;

/**
 * Of plain text hardly one character in a thousand is a control character; of compressed, one in
 * ten.
 */
const MOST_CONTROLS = 0.02;

/** A device has no end, and a pipe that sends so much without a line end sends no log. */
const MOST_WITHOUT_LINE_END = 64 * 1024 * 1024;

/**
 * Throws `input-wrong-kind` for what is no text. A file has an end; `isEndless`: what may have none.
 */
export async function* linesOf(
  pieces: AsyncIterable<Uint8Array>,
  isEndless = false,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let line = '';
  let octetsSince = 0;
  for await (const piece of pieces) {
    decoder ??= decoderFor(piece);
    const parts = decoder.decode(piece, { stream: true }).split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      yield whole(line, part);
      line = '';
    }
    line = begun(line, last);
    octetsSince = parts.length === 0 ? octetsSince + piece.length : 0;
    if (isEndless && octetsSince > MOST_WITHOUT_LINE_END) throw notText('has no line ends');
  }
  if (line !== '') yield whole(line, '');
}

function begun(line: string, more: string): string {
  return line.length >= LONGEST_LINE ? line : (line + more).slice(0, LONGEST_LINE);
}

function whole(line: string, more: string): string {
  return begun(line, more).replace(/\r$/, '');
}

/** By the first piece: UTF-16 as PowerShell writes it has a mark, all else is read as UTF-8. */
function decoderFor(piece: Uint8Array): TextDecoder {
  if (piece[0] === 0xff && piece[1] === 0xfe) return new TextDecoder('utf-16le');
  if (piece[0] === 0xfe && piece[1] === 0xff) return new TextDecoder('utf-16be');
  if (isBinary(piece)) {
    throw notText('is no text');
  }
  return new TextDecoder();
}

function notText(fault: string): TlsmithError {
  return new TlsmithError(
    'input-wrong-kind',
    (it) => `${it} ${fault}: a log is read line by line, and a compressed one unpacked first`,
    { expected: 'a log' },
  );
}

/** Zeros count for nothing: a log that was cut while it was written to begins with many of them. */
function isBinary(piece: Uint8Array): boolean {
  const texts = piece.filter((octet) => octet !== 0);
  return texts.filter(isControl).length > texts.length * MOST_CONTROLS;
}

/** Tab, line feed, form feed and carriage return are text, and so is the escape of colours. */
function isControl(octet: number): boolean {
  return octet < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(octet);
}
