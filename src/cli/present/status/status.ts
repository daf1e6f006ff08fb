// What expires when: a table for a person, each certificate once with what to run next; in a pipe a
// plain row for each in each file.
import type { StatusItem, StatusState } from '../../../app/status/report.js';
import { padded, widthOf } from '../../../terminal-text.js';
import type { Output } from '../../base-command.js';
import { relativeDate } from '../inspection/dates.js';
import { paint } from '../paint.js';
import { type DistinctItem, distinctItems, kindOf, nameOf, placeOf } from './distinct.js';
import type { StatusDocument } from './document.js';
import { commandLine, commandsOf } from './next.js';
import { presentStatusTalk } from './talk.js';

const COLOURS: Readonly<Record<StatusState, 'red' | 'yellow' | 'green'>> = {
  ok: 'green',
  expiring: 'yellow',
  expired: 'red',
};

const HEADINGS = ['STATE', 'ENDS', 'KIND', 'SUBJECT', 'WHERE'];
/** A longer name takes the room that it needs, and moves its own row only. */
const WIDEST = 60;

export function presentStatus(document: StatusDocument, output: Output): void {
  if (output.stdout.isTTY) presentTable(document, output.stdout);
  else for (const item of document.items) output.stdout.write(`${rowOf(item).join('\t')}\n`);
  presentStatusTalk(document, output);
}

function presentTable({ items, at }: StatusDocument, stdout: NodeJS.WriteStream): void {
  if (items.length === 0) return;
  const distinct = distinctItems(items);
  const rows = [HEADINGS, ...distinct.map((one) => cellsOf(one, at))];
  const widths = HEADINGS.map((_, column) => widthOfColumn(rows, column));
  rows.forEach((cells, index) => {
    const line = cells.map((cell, column) => padded(cell, widths[column] ?? 0));
    const state = distinct[index - 1]?.item.state;
    const [first = '', ...others] = line;
    const text = [state ? paint(first, COLOURS[state], stdout) : first, ...others];
    const whole = text.join('  ').trimEnd();
    stdout.write(`${state ? whole : paint(whole, 'bold', stdout)}\n`);
  });
  const commands = commandsOf(items);
  if (commands.length > 0) stdout.write('\n');
  for (const command of commands) stdout.write(`next: ${command}\n`);
}

function widthOfColumn(rows: readonly (readonly string[])[], column: number): number {
  if (column === HEADINGS.length - 1) return 0;
  const widest = rows.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0);
  return Math.min(widest, WIDEST);
}

function cellsOf({ item, places }: DistinctItem, at: string): string[] {
  const { state, notAfter } = item;
  const ends = notAfter === null ? 'never' : relativeDate(notAfter, at);
  // What is most is not said.
  const kind = kindOf(item) === 'certificate' ? '' : kindOf(item);
  const more = places.length > 1 ? ` (and ${places.length - 1} more)` : '';
  return [state, ends, kind, nameOf(item), `${placeOf(item)}${more}`];
}

/** In the order of the headings, then what a terminal has no room for. */
function rowOf(item: StatusItem): string[] {
  const { state, notAfter, daysLeft, next } = item;
  const ends = [notAfter ?? '', String(daysLeft ?? '')];
  return [state, ...ends, kindOf(item), nameOf(item), placeOf(item), next ? commandLine(next) : ''];
}
