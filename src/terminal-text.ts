// Text laid out in the columns of a terminal, where a letter may take two of them or none. It
// imports no room.
import widthOf from 'fast-string-width';

export { widthOf };

/** Where nobody says how wide the terminal is; wider lines are hard to read anyway. */
const WIDEST = 80;

/** The text with blanks behind it, up to that many columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(columns - widthOf(text), 0));
}

/** The rows with each column as wide as its widest cell; all rows have as many cells. */
export function aligned(rows: readonly (readonly string[])[]): string[][] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) => row.map((cell, column) => padded(cell, widths[column] ?? 0)));
}

/** Breaks at blanks; a longer word keeps its line, so that it can be copied. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let room = 0;
  for (const word of text.split(' ')) {
    const width = widthOf(word) + 1;
    if (lines.length > 0 && width <= room) {
      lines[lines.length - 1] += ` ${word}`;
      room -= width;
    } else {
      lines.push(word);
      room = columns + 1 - width;
    }
  }
  return lines;
}

/** Wraps each line of `text` that does not fit; what follows keeps the line's indent. */
export function wrapText(text: string, columns: number | undefined): string {
  const width = Math.min(columns || WIDEST, WIDEST) - 1;
  return text
    .split('\n')
    .flatMap((line) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      const lines = wrap(line.slice(indent.length), width - indent.length);
      return lines.map((part) => indent + part);
    })
    .join('\n');
}
