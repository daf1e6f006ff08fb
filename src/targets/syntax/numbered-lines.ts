// The lines of a config that say something, with their numbers. For the languages of one setting a
// line: stunnel, Redis.

export interface NumberedLine {
  /** Without the blanks around it. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/**
 * All lines but empty ones and comments. `blanks` are those that the program trims: no two programs
 * agree on them.
 */
export function numberedLines(
  text: string,
  { blanks, comments }: { readonly blanks: string; readonly comments: string },
): NumberedLine[] {
  return text
    .split('\n')
    .map((line, index) => ({ text: trimmed(line, blanks), line: index + 1 }))
    .filter((line) => line.text !== '' && !comments.includes(line.text.charAt(0)));
}

/**
 * The text without those blanks at its ends, in one pass: a pattern would try every run of them.
 */
export function trimmed(text: string, blanks: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && blanks.includes(text.charAt(start))) start += 1;
  while (end > start && blanks.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
