// The value of one Python expression, where it is a literal or a variable of the environment. For
// python.ts.
import type { SettingValue } from '../snippet/setting.js';
import { PythonCursor } from './python-cursor.js';

/** So many digits are the same number in JavaScript; what has more is no literal here. */
const NUMBER = /-?\d{1,15}(?:\.\d{1,15})?/y;
const VARIABLE =
  /os\.(?:environ\[(["'])[A-Za-z_]\w*\1\]|(?:environ\.get|getenv)\((["'])[A-Za-z_]\w*\2\))/y;
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([^]))/g;
const ESCAPED = new Map([
  ...['\\', "'", '"'].map((character) => [character, character] as const),
  ['\n', ''],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** `source` is one whole expression, as `passStatement` found it. */
export function pythonValue(source: string): SettingValue {
  const cursor = new PythonCursor(source);
  passBlanks(cursor);
  const value = /[[(]/.test(cursor.next) ? takeBracketed(cursor) : takeScalar(cursor);
  passBlanks(cursor);
  return value === undefined || cursor.next !== '' ? { expression: source } : value;
}

// Within one expression a line end is a blank: a bracket or a backslash is around it.
function passBlanks(cursor: PythonCursor): void {
  while (cursor.take(/\s+|\\\n|#[^\n]*/y) !== undefined);
}

/** A list, a tuple, or a scalar in parentheses. */
function takeBracketed(cursor: PythonCursor): SettingValue | undefined {
  const isList = cursor.take(/[[(]/y) === '[';
  const items: SettingValue[] = [];
  let hasComma = false;
  for (passBlanks(cursor); !/^[\])]?$/.test(cursor.next); passBlanks(cursor)) {
    const item = takeScalar(cursor);
    if (item === undefined) return undefined;
    items.push(item);
    passBlanks(cursor);
    if (!cursor.takeLiteral(',')) break;
    hasComma = true;
  }
  if (cursor.take(/[\])]/y) === undefined) return undefined;
  return isList || hasComma || items.length !== 1 ? items : items[0];
}

function takeScalar(cursor: PythonCursor): SettingValue | undefined {
  const opening = cursor.takeOpening();
  if (opening !== undefined) {
    if (/[bft]/.test(opening.prefix)) return undefined;
    const inside = cursor.takeInside(opening.quotes);
    return opening.prefix === 'r' ? inside : decoded(inside);
  }
  const number = cursor.take(NUMBER);
  if (number !== undefined) return Number(number);
  const truth = cursor.take(/(?:True|False)\b/y);
  if (truth !== undefined) return truth === 'True';
  const variable = /["'](\w+)/.exec(cursor.take(VARIABLE) ?? '')?.[1];
  return variable === undefined ? undefined : { variable };
}

/**
 * Undefined for an escape that Python refuses, and for `\N{…}`, which takes a table of all names.
 */
function decoded(inside: string): string | undefined {
  let isKnown = true;
  const text = inside.replace(ESCAPE, (whole, ...escapes) => {
    const [x, u, long, octal, character] = escapes;
    const code = octal === undefined ? parseInt(x ?? u ?? long, 16) : parseInt(octal, 8);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    if (character === undefined || /[xuUN]/.test(character)) isKnown = false;
    return ESCAPED.get(character) ?? whole;
  });
  return isKnown ? text : undefined;
}
