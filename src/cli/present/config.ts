// A snippet is the answer itself; written to a file, its path is.
import type { ScheduleSummary } from '../../app/config/schedule.js';
import type { ConfigSummary } from '../../app/config/show.js';
import { escapeUnseenInLines } from '../../quote.js';
import type { Output } from '../base-command.js';

/** In a pipe the snippet is the file that it will be; on a terminal it is only looked at. */
export function presentConfig(
  summary: ConfigSummary | ScheduleSummary,
  output: Output,
  { snippet }: Pick<ConfigSummary, 'snippet'> = summary,
): void {
  const shown = output.stdout.isTTY ? escapeUnseenInLines(snippet) : snippet;
  if (summary.files.length === 0) output.stdout.write(shown);
  for (const { path } of summary.files) output.stdout.write(`${path}\n`);
  if (output.isQuiet) return;
  if (summary.dryRun) output.stderr.write('dry run: nothing was written\n');
}
