// A snippet is the answer itself; written to a file, its path is.
import type { ConfigSummary } from '../../app/show-config.js';
import { escapeUnseen } from '../../quote.js';
import type { Output } from '../base-command.js';

export function presentConfig(summary: ConfigSummary, output: Output): void {
  if (summary.files.length === 0) output.stdout.write(summary.snippet);
  for (const { path } of summary.files) output.stdout.write(`${escapeUnseen(path)}\n`);
  if (output.isQuiet) return;
  if (summary.dryRun) output.stderr.write('dry run: nothing was written\n');
}
