// A place in a shell script, with the moves over blanks, comments and here-documents. For
// shell-words.ts and shell-expansion.ts.
import { quote } from '../../quote.js';
import { TextCursor } from './text-cursor.js';

interface HereDocument {
  readonly end: string;
  readonly isIndented: boolean;
}

export class ShellCursor extends TextCursor {
  #awaited: HereDocument[] = [];

  /** A script with the line ends of Windows is read as it was meant. */
  constructor(text: string) {
    super(text.replaceAll('\r\n', '\n'), 'shell syntax');
  }

  /** Passes blanks within a line, joined lines and, since a word could begin here, comments. */
  passBlanks(): this {
    while (this.take(/[ \t]+|\\\n|#[^\n]*/y) !== undefined);
    return this;
  }

  /** A line end, with the here-documents that follow it. */
  takeLineEnd(): boolean {
    if (!this.takeLiteral('\n')) return false;
    for (const document of this.#awaited.splice(0)) this.#passHereDocument(document);
    return true;
  }

  /** `<< END`: its document begins behind the line end. */
  takeHereDocument(): boolean {
    const operator = this.take(/\d*<<(?!<)-?/y);
    if (operator === undefined) return false;
    const word =
      this.take(/[ \t]*(?:'[^'\n]+'|"[^"\n]+"|\\?[^\s'"\\$`;&|()<>]+)/y) ??
      this.fail('the last line of a here-document');
    const end = word.replace(/^[ \t]*['"\\]?|['"]$/g, '');
    this.#awaited.push({ end, isIndented: operator.endsWith('-') });
    return true;
  }

  #passHereDocument({ end, isIndented }: HereDocument): void {
    const { line } = this;
    let found: string | undefined;
    while (found !== end) {
      if (this.next === '') this.fail(`the here-document to end in a line ${quote(end)}`, line);
      const content = this.take(/[^\n]*/y) ?? '';
      this.takeLiteral('\n');
      found = isIndented ? content.replace(/^\t+/, '') : content;
    }
  }

  /** The inside of `'…'`. */
  takeSingleQuoted(): string | undefined {
    const { line } = this;
    if (!this.takeLiteral("'")) return undefined;
    const inside = this.take(/[^']*/y) ?? '';
    if (!this.takeLiteral("'")) this.fail("a closing '", line);
    return inside;
  }
}
