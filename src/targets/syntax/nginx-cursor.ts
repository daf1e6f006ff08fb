// A place in a text of nginx's configuration language, with the one move that its reader needs: a
// directive. For nginx.ts.
import { TextCursor } from './text-cursor.js';

const BLANKS = ' \t\r\n';

/** The words up to `;` or `{`; no words before a `}` or at the end of the text (''). */
export interface Directive {
  readonly words: readonly string[];
  readonly end: ';' | '{' | '}' | '';
  /** Of the first word, counted from 1. */
  readonly line: number;
}

/**
 * Words end as in `ngx_conf_read_token` of nginx 1.22: quotes count at the start of a word only,
 * `\` keeps any character in it.
 */
export class NginxCursor extends TextCursor {
  #hasLongQuotes = true;

  constructor(text: string) {
    super(text, "nginx's configuration language");
  }

  takeDirective(): Directive {
    const words: string[] = [];
    this.#skipBlanks();
    const { line } = this;
    while (!';{}'.includes(this.next)) {
      words.push(this.next === '"' || this.next === "'" ? this.#takeQuoted() : this.#takeBare());
      this.#skipBlanks();
    }
    const end = this.next as Directive['end'];
    const isStatement = end === ';' || end === '{';
    if (isStatement !== words.length > 0) this.fail(isStatement ? 'a directive' : '; or {');
    this.moveTo(this.at + end.length);
    return { words, end, line };
  }

  /**
   * Code of another language up to the brace that closes it, the cursor behind the one that opens
   * it: braces in its strings and comments (Lua's) do not count.
   */
  skipCode(): void {
    let depth = 1;
    for (let at = this.at; at < this.text.length; at += 1) {
      const character = this.text.charAt(at);
      if (character === '{') depth += 1;
      else if (character === '}') depth -= 1;
      else if (character === '"' || character === "'") at = this.#codeQuote(character, at);
      else if (this.text.startsWith('--', at)) at = this.#lineEnd(at);
      else if (this.#hasLongQuotes && this.text.startsWith('[[', at)) at = this.#longQuote(at);
      if (depth === 0) {
        this.moveTo(at + 1);
        return;
      }
    }
    this.moveTo(this.text.length);
    this.fail('}');
  }

  #codeQuote(quote: string, from: number): number {
    for (let at = from + 1; at < this.text.length; at += 1) {
      const character = this.text.charAt(at);
      if (character === '\\') at += 1;
      else if (character === quote || character === '\n') return at;
    }
    return this.text.length;
  }

  /** Lua's text over lines, `[[…]]`; two brackets that nothing closes are none. */
  #longQuote(from: number): number {
    const end = this.text.indexOf(']]', from);
    if (end < 0) this.#hasLongQuotes = false;
    return end < 0 ? from : end + 1;
  }

  #lineEnd(from: number): number {
    const at = this.text.indexOf('\n', from);
    return at < 0 ? this.text.length : at;
  }

  #skipBlanks(): void {
    while (this.next !== '' && `${BLANKS}#`.includes(this.next)) {
      const lineEnd = this.next === '#' ? this.text.indexOf('\n', this.at) : this.at;
      this.moveTo(lineEnd < 0 ? this.text.length : lineEnd + 1);
    }
  }

  #takeQuoted(): string {
    const from = this.at + 1;
    const end = this.#closing(this.next, from);
    this.moveTo(end + 1);
    if (!`${BLANKS};{)`.includes(this.next)) this.fail('a blank, ; or { after the quotes');
    return unescape(this.text.slice(from, end));
  }

  #closing(quote: string, from: number): number {
    for (let at = from; at < this.text.length; at += 1) {
      const character = this.text.charAt(at);
      if (character === quote) return at;
      if (character === '\\') at += 1;
    }
    return this.fail(`a closing ${quote}`);
  }

  #takeBare(): string {
    const from = this.at;
    let isVariable = false;
    let at = from;
    for (; at < this.text.length; at += 1) {
      const character = this.text.charAt(at);
      const isInVariable: boolean = isVariable && character === '{';
      if (!isInVariable && `${BLANKS};{`.includes(character)) break;
      isVariable = isInVariable || character === '$';
      if (character === '\\') at += 1;
    }
    this.moveTo(Math.min(at, this.text.length));
    return unescape(this.since(from));
  }
}

// Quoted or not; any other backslash stays.
function unescape(word: string): string {
  return word.replace(/\\(["'\\trn])/g, (_pair, character: string) => {
    const control = { t: '\t', r: '\r', n: '\n' }[character];
    return control ?? character;
  });
}
