// A report that was written: its path, or the text itself where it goes to stdout.
import type { Report } from '../../../app/writing/report.js';
import type { Output } from '../../base-command.js';

/** `whole`: the text as it is, since what is foreign in it was escaped when it was made. */
export function presentReport(
  { files, dryRun }: Report<unknown>,
  { stdout, stderr, isQuiet }: Output,
  { text = '' }: Report<unknown>,
): void {
  stdout.write(text);
  for (const { path } of files) stdout.write(`${path}\n`);
  if (dryRun && !isQuiet) stderr.write('dry run: nothing was written\n');
}
