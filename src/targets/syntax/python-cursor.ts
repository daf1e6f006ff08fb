// A place in a Python file, with the moves over strings, statements and lines that its readers
// need. For python.ts and python-literal.ts.
import { TextCursor } from './text-cursor.js';

const OPENING = /(?:[rR][bBfFtT]?|[bBfFtT][rR]?|[uU])?(?:'''|"""|'|")/y;
const CLOSERS = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** What a string may end at, or must not reach, by its quotes. */
const STOPS = new Map([
  ["'", /\\[^]|'|\n/g],
  ['"', /\\[^]|"|\n/g],
  ["'''", /\\[^]|'''/g],
  ['"""', /\\[^]|"""/g],
]);

export interface StringOpening {
  /** In lower case. */
  readonly prefix: string;
  readonly quotes: string;
}

export class PythonCursor extends TextCursor {
  constructor(text: string) {
    super(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), 'Python');
  }

  takeOpening(): StringOpening | undefined {
    const found = this.take(OPENING);
    if (found === undefined) return undefined;
    const from = found.search(/['"]/);
    return { prefix: found.slice(0, from).toLowerCase(), quotes: found.slice(from) };
  }

  /** The inside of a string behind its opening, verbatim. */
  takeInside(quotes: string): string {
    const { at, line } = this;
    const stop = STOPS.get(quotes) ?? this.fail('quotes');
    let found = this.passThrough(stop);
    while (found?.startsWith('\\')) found = this.passThrough(stop);
    if (found !== quotes) this.fail(`a closing ${quotes}`, line);
    return this.since(at).slice(0, -quotes.length);
  }

  /** Passes a line with all lines that strings, brackets and backslashes join to it. */
  passLine(): void {
    do this.passStatement();
    while (this.take(/;|#[^\n]*/y) !== undefined);
    this.take(/\n/y);
  }

  /** Passes a statement up to its semicolon, comment or line end. */
  passStatement(): void {
    const { line } = this;
    // What is open here: the closing bracket, the quotes of an f-string, or `:` in the format of
    // one of its fields. A list, not recursion: since Python 3.12 f-strings nest without end.
    const open: string[] = [];
    while (this.next !== '') {
      const inner = open.at(-1);
      if (inner === undefined && /[\n;#]/.test(this.next)) return;
      if (inner === ':') this.#passFormat(open);
      else if (isQuotes(inner)) this.#passFormatted(open, inner);
      else this.#passCode(open);
    }
    if (open[0] !== undefined) this.fail(`a closing ${open[0]}`, line);
  }

  #passCode(open: string[]): void {
    const opening = this.takeOpening();
    if (opening !== undefined) {
      if (/[ft]/.test(opening.prefix)) open.push(opening.quotes);
      else this.takeInside(opening.quotes);
      return;
    }
    const token = this.take(/[\w\u0080-\uFFFF]+|\\\n|#[^\n]*|[^]/y) ?? '';
    const closer = CLOSERS.get(token);
    if (closer !== undefined) open.push(closer);
    else if (/^[)\]}]$/.test(token)) this.#close(open, token);
    else if (token === ':' && isField(open)) open.splice(-1, 1, ':');
  }

  #close(open: string[], bracket: string): void {
    const expected = open.pop();
    if (expected === undefined) this.fail(`no closing ${bracket}`);
    if (expected !== bracket) this.fail(`a closing ${expected}`);
  }

  #passFormatted(open: string[], quotes: string): void {
    if (this.take(/[^\\{}'"\n]+|\\(?:N\{[\w -]*\}|[\\'"\n])?|\{\{|\}\}/y) !== undefined) return;
    if (this.takeLiteral(quotes)) open.pop();
    else if (this.takeLiteral('{')) open.push('}');
    else if (this.take(quotes.length === 1 ? /[^\n]/y : /[^]/y) === undefined) {
      this.fail(`a closing ${quotes}`);
    }
  }

  // Quotes are ordinary here: `f"{x:'>10}"`.
  #passFormat(open: string[]): void {
    if (this.take(/[^{}]+/y) !== undefined) return;
    if (this.takeLiteral('{')) open.push('}');
    else if (this.takeLiteral('}')) open.pop();
  }
}

function isQuotes(opened: string | undefined): opened is string {
  return opened !== undefined && STOPS.has(opened);
}

/** True directly inside the `{ }` of an f-string or of a format. */
function isField(open: readonly string[]): boolean {
  return open.at(-1) === '}' && (isQuotes(open.at(-2)) || open.at(-2) === ':');
}
