// A place in a text of Logstash's pipeline language, with the moves that its reader needs: blanks, words, strings. For logstash.ts.
import { TlsmithError } from '../../errors.js';

export class PipelineCursor {
  readonly #text: string;
  #at = 0;
  #countedTo = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Line of the current place, counted from 1. The cursor only moves forward, so each line end is counted once. */
  get line(): number {
    for (; this.#countedTo < this.#at; this.#countedTo += 1) {
      if (this.#text.charCodeAt(this.#countedTo) === 10) this.#line += 1;
    }
    return this.#line;
  }

  /** The next character, '' at the end. */
  get next(): string {
    return this.#text.charAt(this.#at);
  }

  fail(expected: string): never {
    const { line } = this;
    throw new TlsmithError(
      'input-malformed',
      `line ${line} is not Logstash's pipeline language: expected ${expected}`,
      { line },
    );
  }

  /** Passes blanks and comments. */
  skipBlanks(): this {
    while (this.take(/[\s\uFEFF]+|#[^\n]*/y) !== undefined);
    return this;
  }

  /** What `pattern` (sticky) matches here, or undefined, and then nothing moves. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    return found;
  }

  expect(literal: string): void {
    if (!this.#text.startsWith(literal, this.#at)) this.fail(literal);
    this.#at += literal.length;
  }

  /**
   * A quoted string, verbatim: by default backslashes are ordinary and stay, yet one before the quote keeps the string open.
   * Source: grammar.treetop of elastic/logstash v9.5.2.
   */
  takeString(): string {
    const quote = this.next;
    const from = this.#at + 1;
    let end = this.#text.indexOf(quote, from);
    while (end > from && this.#text.charAt(end - 1) === '\\') {
      end = this.#text.indexOf(quote, end + 1);
    }
    if (end < 0) this.fail(`a closing ${quote}`);
    this.#at = end + 1;
    return this.#text.slice(from, end);
  }
}
