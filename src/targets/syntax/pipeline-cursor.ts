// A place in a text of Logstash's pipeline language, with the moves that its reader needs: blanks,
// words, strings. For logstash.ts.
import { TextCursor } from './text-cursor.js';

export class PipelineCursor extends TextCursor {
  constructor(text: string) {
    super(text, "Logstash's pipeline language");
  }

  /** Passes blanks and comments. */
  skipBlanks(): this {
    while (this.take(/[\s\uFEFF]+|#[^\n]*/y) !== undefined);
    return this;
  }

  expect(literal: string): void {
    if (!this.takeLiteral(literal)) this.fail(literal);
  }

  /**
   * A quoted string, verbatim: by default backslashes are ordinary and stay, yet one before the
   * quote keeps the string open. Source: grammar.treetop of elastic/logstash v9.5.2.
   */
  takeString(): string {
    const quote = this.next;
    const from = this.at + 1;
    let end = this.text.indexOf(quote, from);
    while (end > from && this.text.charAt(end - 1) === '\\') {
      end = this.text.indexOf(quote, end + 1);
    }
    if (end < 0) this.fail(`a closing ${quote}`);
    this.moveTo(end + 1);
    return this.text.slice(from, end);
  }
}
