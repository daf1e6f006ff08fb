// A place in a text of nginx's configuration language, with the one move that its reader needs: a directive. For nginx.ts.
import { malformedLine } from './malformed-line.js';

const BLANKS = ' \t\r\n';

/** The words up to `;` or `{`; no words before a `}` or at the end of the text (''). */
export interface Directive {
  readonly words: readonly string[];
  readonly end: ';' | '{' | '}' | '';
  /** Of the first word, counted from 1. */
  readonly line: number;
}

/** Words end as in `ngx_conf_read_token` of nginx 1.22: quotes count at the start of a word only, `\` keeps any character in it. */
export class NginxCursor {
  readonly #text: string;
  #at = 0;
  #countedTo = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  takeDirective(): Directive {
    const words: string[] = [];
    this.#skipBlanks();
    const { line } = this;
    while (!';{}'.includes(this.#next)) {
      words.push(this.#next === '"' || this.#next === "'" ? this.#takeQuoted() : this.#takeBare());
      this.#skipBlanks();
    }
    const end = this.#next as Directive['end'];
    const isStatement = end === ';' || end === '{';
    if (isStatement !== words.length > 0) this.fail(isStatement ? 'a directive' : '; or {');
    this.#at += end.length;
    return { words, end, line };
  }

  fail(expected: string): never {
    throw malformedLine(this.line, "nginx's configuration language", expected);
  }

  /** Line of the current place. The cursor only moves forward, so each line end is counted once. */
  get line(): number {
    for (; this.#countedTo < this.#at; this.#countedTo += 1) {
      if (this.#text.charCodeAt(this.#countedTo) === 10) this.#line += 1;
    }
    return this.#line;
  }

  /** The next character, '' at the end. */
  get #next(): string {
    return this.#text.charAt(this.#at);
  }

  #skipBlanks(): void {
    while (this.#next !== '' && `${BLANKS}#`.includes(this.#next)) {
      const lineEnd = this.#next === '#' ? this.#text.indexOf('\n', this.#at) : this.#at;
      this.#at = lineEnd < 0 ? this.#text.length : lineEnd + 1;
    }
  }

  #takeQuoted(): string {
    const from = this.#at + 1;
    const end = this.#closing(this.#next, from);
    this.#at = end + 1;
    if (!`${BLANKS};{)`.includes(this.#next)) this.fail('a blank, ; or { after the quotes');
    return unescape(this.#text.slice(from, end));
  }

  #closing(quote: string, from: number): number {
    for (let at = from; at < this.#text.length; at += 1) {
      const character = this.#text.charAt(at);
      if (character === quote) return at;
      if (character === '\\') at += 1;
    }
    return this.fail(`a closing ${quote}`);
  }

  #takeBare(): string {
    const from = this.#at;
    let isVariable = false;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const isInVariable: boolean = isVariable && this.#next === '{';
      if (!isInVariable && `${BLANKS};{`.includes(this.#next)) break;
      isVariable = isInVariable || this.#next === '$';
      if (this.#next === '\\') this.#at += 1;
    }
    return unescape(this.#text.slice(from, this.#at));
  }
}

// Quoted or not; any other backslash stays.
function unescape(word: string): string {
  return word.replace(/\\(["'\\trn])/g, (_pair, character: string) => {
    const control = { t: '\t', r: '\r', n: '\n' }[character];
    return control ?? character;
  });
}
