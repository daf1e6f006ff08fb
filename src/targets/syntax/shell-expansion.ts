// Passes over what a shell puts something in place of: variables, commands, arithmetic. For
// shell-words.ts.
import type { ShellCursor } from './shell-cursor.js';

/**
 * What can be open inside an expansion. Parentheses of arithmetic come in pairs, and `<<` is a
 * shift there.
 */
type Nest = 'command' | 'arithmetic' | 'parameter' | 'quoted parameter' | 'quotes';

/** `$NAME`, `${…}`, `$(…)`, `$((…))`, backquotes: false where none begins here. */
export function passExpansion(cursor: ShellCursor, inQuotes: boolean): boolean {
  if (cursor.take(/\$(?:[A-Za-z_]\w*|[\d@*#?$!-])/y) !== undefined) return true;
  if (passBackquotes(cursor)) return true;
  const opened = takeOpening(cursor, inQuotes);
  if (opened !== undefined) passNested(cursor, opened);
  return opened !== undefined;
}

/** What only Bash replaces, and never in quotes: `$'…'`, `<(…)`, `=(…)` of an array. */
export function passBashExpansion(cursor: ShellCursor): boolean {
  if (passDollarQuoted(cursor)) return true;
  if (cursor.take(/[<>]\(|(?<==)\(/y) === undefined) return false;
  passNested(cursor, ['command']);
  return true;
}

/** `((…))` as a command of its own. */
export function passArithmetic(cursor: ShellCursor): boolean {
  if (!cursor.takeLiteral('((')) return false;
  passNested(cursor, ['arithmetic', 'arithmetic']);
  return true;
}

function takeOpening(cursor: ShellCursor, inQuotes: boolean): Nest[] | undefined {
  if (cursor.takeLiteral('$((')) return ['arithmetic', 'arithmetic'];
  if (cursor.takeLiteral('$(')) return ['command'];
  return cursor.takeLiteral('${') ? [inQuotes ? 'quoted parameter' : 'parameter'] : undefined;
}

function passBackquotes(cursor: ShellCursor): boolean {
  return passBetween(cursor, '`', /\\[^]|`/g);
}

function passDollarQuoted(cursor: ShellCursor): boolean {
  return passBetween(cursor, "$'", /\\[^]|'/g);
}

function passBetween(cursor: ShellCursor, opening: string, stop: RegExp): boolean {
  const { line } = cursor;
  if (!cursor.takeLiteral(opening)) return false;
  let found = cursor.passThrough(stop);
  while (found?.startsWith('\\')) found = cursor.passThrough(stop);
  return found !== undefined || cursor.fail(`a closing ${opening.slice(-1)}`, line);
}

// A list, not recursion: expansions nest without end.
function passNested(cursor: ShellCursor, open: Nest[]): void {
  const { line } = cursor;
  for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
    if (cursor.next === '') cursor.fail('the end of an expansion', line);
    if (inner === 'quotes' || inner === 'quoted parameter') passQuotedPiece(cursor, open, inner);
    else passPiece(cursor, open, inner);
  }
}

/** One piece where single quotes and parentheses are ordinary. */
function passQuotedPiece(cursor: ShellCursor, open: Nest[], inner: Nest): void {
  if (cursor.take(/[^\\"$`}]+|\\[^]/y) !== undefined || passBackquotes(cursor)) return;
  const opened = takeOpening(cursor, true);
  if (opened !== undefined) open.push(...opened);
  else if (cursor.takeLiteral('"')) {
    if (inner === 'quotes') open.pop();
    else open.push('quotes');
  } else if (cursor.take(/[^]/y) === '}' && inner === 'quoted parameter') open.pop();
}

function passPiece(cursor: ShellCursor, open: Nest[], inner: Nest): void {
  if (inner === 'command' && passCommandPiece(cursor)) return;
  if (cursor.take(/[^\\'"$`(){}<#\n]+|\\[^]/y) !== undefined) return;
  if (passBackquotes(cursor) || passDollarQuoted(cursor)) return;
  if (cursor.takeSingleQuoted() !== undefined) return;
  const opened = takeOpening(cursor, false);
  if (opened !== undefined) open.push(...opened);
  else passMark(cursor, open, inner);
}

/** What only commands have: comments and here-documents. */
function passCommandPiece(cursor: ShellCursor): boolean {
  const isComment = cursor.take(/(?<=[\s;&|()])#[^\n]*/y) !== undefined;
  return (
    isComment || cursor.takeLiteral('<<<') || cursor.takeHereDocument() || cursor.takeLineEnd()
  );
}

function passMark(cursor: ShellCursor, open: Nest[], inner: Nest): void {
  const mark = cursor.take(/[^]/y);
  if (mark === '"') open.push('quotes');
  else if (inner === 'parameter') {
    if (mark === '}') open.pop();
  } else if (mark === '(') open.push(inner);
  else if (mark === ')') open.pop();
}
