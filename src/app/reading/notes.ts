// How a file that was read departs from what products read: said once, so that nobody installs it
// as it is.
import type { Reporter } from '../../ports.js';
import { quotePath } from '../../quote.js';

/** `notes` are sentences that follow the file's name. */
export function sayNotes(
  path: string,
  notes: readonly string[] | undefined,
  reporter: Reporter,
): void {
  for (const note of notes ?? []) {
    reporter.note(
      `${quotePath(path)} ${note}: it is read all the same, and most products will not`,
    );
  }
}
