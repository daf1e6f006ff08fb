// Text of a file as `inspect` answers it: unseen characters escaped, and cut where it is longer
// than anything that is meant to be read.
import { escapeUnseen } from '../../quote.js';

const LONGEST = 10_000;

export function shownText(text: string): string {
  if (text.length <= LONGEST) return escapeUnseen(text);
  return `${escapeUnseen(text.slice(0, LONGEST))}… (${text.length} characters)`;
}
