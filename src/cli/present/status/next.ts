// What to run next, as it is typed.
import type { StatusItem } from '../../../app/status/report.js';
import { shellWord } from '../../../shell-word.js';

export function commandLine(words: readonly string[]): string {
  return words.map((word) => shellWord('linux', word)).join(' ');
}

/** Each once, in the order of the items: of a folder with two files one is enough. */
export function commandsOf(items: readonly StatusItem[]): string[] {
  return [...new Set(items.flatMap(({ next }) => (next ? [commandLine(next)] : [])))];
}
