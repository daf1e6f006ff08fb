// A place in a text that only moves forward, and its line. For the readers of languages that are no
// lines.
import { malformedLine } from './malformed-line.js';

export class TextCursor {
  protected readonly text: string;
  readonly #language: string;
  #at = 0;
  #countedTo = 0;
  #line = 1;

  /** Lines end in line feeds only; `language` is what a sentence says that the text is not. */
  constructor(text: string, language: string) {
    this.text = text;
    this.#language = language;
  }

  get at(): number {
    return this.#at;
  }

  /** Line of the current place, counted from 1. Each line end is counted once. */
  get line(): number {
    for (; this.#countedTo < this.#at; this.#countedTo += 1) {
      if (this.text.charCodeAt(this.#countedTo) === 10) this.#line += 1;
    }
    return this.#line;
  }

  /** The next character, '' at the end. */
  get next(): string {
    return this.text.charAt(this.#at);
  }

  /** The text from an earlier place to this one. */
  since(from: number): string {
    return this.text.slice(from, this.#at);
  }

  fail(expected: string, line = this.line): never {
    throw malformedLine(line, this.#language, expected);
  }

  protected moveTo(at: number): void {
    this.#at = at;
  }

  /** What `pattern` (sticky) matches here, or undefined, and then nothing moves. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    return found;
  }

  takeLiteral(literal: string): boolean {
    if (!this.text.startsWith(literal, this.#at)) return false;
    this.#at += literal.length;
    return true;
  }

  /** What `pattern` (global) matches next, wherever that is: the place is then behind it. */
  passThrough(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.#at = found.index + found[0].length;
    return found[0];
  }
}
