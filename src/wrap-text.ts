// Paragraphs broken at blanks, for everyone who talks on a terminal. It imports nothing.

/** Where nobody says how wide the terminal is; wider lines are hard to read anyway. */
const WIDEST = 80;

/** Breaks each line of `text` at blanks so that it fits; what follows keeps the line's indent. A longer word stands alone. */
export function wrapText(text: string, columns: number | undefined): string {
  const width = Math.min(columns || WIDEST, WIDEST) - 1;
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(/ +/)) {
    const longer = current === '' ? `${indent}${word}` : `${current} ${word}`;
    if (longer.length <= width || current === '') {
      current = longer;
      continue;
    }
    lines.push(current);
    current = `${indent}${word}`;
  }
  return [...lines, current];
}
