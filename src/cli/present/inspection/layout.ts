// How a block of facts is laid out: aligned labels and wrapped values on a terminal, one plain row
// each in a pipe.
import { padded, widthOf, wrap } from '../../../terminal-text.js';
import type { ItemState } from './state.js';
import { paint } from '../paint.js';

export interface Row {
  /** For people. */
  label: string;
  /** For pipes: the field's name in the JSON document. */
  field: string;
  values: readonly Cell[];
  /** The values follow one another on a line, with commas. */
  isList?: boolean;
}

export interface Cell {
  text: string;
  /** Added for people only. */
  note?: string;
  /** The beginning of `text` that is painted. */
  painted?: { length: number; colour: 'red' | 'yellow' | 'green' };
}

export interface Block {
  file: string;
  /** `1 of 3`, where the file holds several things. */
  part?: string;
  /** `certificate`, `key store`, … */
  kind: string;
  /** The same in the JSON document. */
  type: string;
  rows: readonly Row[];
}

/** Wider text is hard to read. */
const WIDEST = 120;
/** Narrower, and a terminal that does not say how wide it is, counts as this. */
const USUAL = 80;
/** The most values of one row on a terminal, and the most characters of one value. */
const SHOWN_VALUES = 20;
const SHOWN_CHARACTERS = 2_000;

export function writeBlock(block: Block, state: ItemState, stdout: NodeJS.WriteStream): void {
  if (stdout.isTTY) writeAligned(block, state, stdout);
  else writePlain(block, state, stdout);
}

function writePlain(block: Block, state: ItemState, stdout: NodeJS.WriteStream): void {
  const line = (field: string, text: string) => stdout.write(`${field}\t${text}\n`);
  line('file', block.file);
  if (block.part !== undefined) line('part', block.part);
  line('type', block.type);
  if (state.word !== '') line('state', state.word);
  for (const { field, values, isList } of block.rows) {
    const texts = values.map(({ text }) => text);
    for (const text of isList ? [texts.join(', ')] : texts) line(field, text);
  }
}

function writeAligned(block: Block, state: ItemState, stdout: NodeJS.WriteStream): void {
  const word = state.colour ? paint(state.word, state.colour, stdout) : state.word;
  const kind = word === '' ? block.kind : `${block.kind}, ${word}`;
  const title = block.part === undefined ? block.file : `${block.file} (${block.part})`;
  stdout.write(`${paint(title, 'bold', stdout)}: ${kind}\n`);
  const indent = Math.max(...block.rows.map(({ label }) => widthOf(label))) + 4;
  const width = Math.min(Math.max(stdout.columns || 0, USUAL), WIDEST) - indent;
  for (const row of block.rows) {
    const lines = linesOf(row, width, stdout);
    lines.forEach((line, index) => {
      const head = index === 0 ? `  ${row.label}` : '';
      stdout.write(`${padded(head, indent)}${line}\n`);
    });
  }
}

function linesOf(row: Row, width: number, stdout: NodeJS.WriteStream): string[] {
  const shown = row.values.slice(0, SHOWN_VALUES);
  const hidden = row.values.length - shown.length;
  const more = hidden > 0 ? [{ text: `and ${hidden} more, which --json shows` }] : [];
  const cells: Cell[] = row.isList
    ? [{ text: [...shown, ...more].map(({ text }) => text).join(', ') }]
    : [...shown, ...more];
  const hanging = cells.length > 1 ? '  ' : '';
  return cells.flatMap(({ text, note = '', painted }) => {
    const [first = '', ...rest] = wrap(cut(text) + note, width - hanging.length);
    const following = rest.map((line) => hanging + line);
    if (!painted) return [first, ...following];
    const head = paint(first.slice(0, painted.length), painted.colour, stdout);
    return [head + first.slice(painted.length), ...following];
  });
}

function cut(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return text;
  return `${text.slice(0, SHOWN_CHARACTERS)}… (--json shows all ${text.length} characters)`;
}
