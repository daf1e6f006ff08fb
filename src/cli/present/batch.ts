// The result of a batch: the paths on stdout; what was issued and what was left alone on stderr.
import type { BatchHost, BatchSummary } from '../../app/batch/issue.js';
import type { Output } from '../base-command.js';

/** More names than this are counted, not listed. */
const MOST_LISTED = 20;

export function presentBatch({ files, hosts, dryRun }: BatchSummary, output: Output): void {
  for (const { path } of files) output.stdout.write(`${path}\n`);
  if (output.isQuiet) return;
  const issued = hosts.filter((host) => host.issued);
  const left = hosts.filter((host) => !host.issued);
  const lines = [
    ...listed(dryRun ? 'would be issued' : 'issued', issued),
    ...listed('left alone', left),
    ...(dryRun ? ['dry run: nothing was written'] : []),
  ];
  for (const line of lines) output.stderr.write(`${line}\n`);
}

function listed(what: string, hosts: readonly BatchHost[]): string[] {
  const shown = hosts.slice(0, MOST_LISTED).map(({ name, reason }) => `  ${name}: ${reason}`);
  const rest = hosts.length - shown.length;
  return [`${what}: ${hosts.length}`, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])];
}
