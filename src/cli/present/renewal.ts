// The result of a renewal: the paths on stdout; on stderr what became of each host, who has to be
// told, and what did not work. And the same as a document.
import type { RenewedHost, RenewSummary } from '../../app/renew/summary.js';
import type { HostUptake } from '../../app/renewing/uptake.js';
import type { Output } from '../base-command.js';
import type { Call } from '../call.js';
import { presentHook } from './hook.js';
import { uptakeLines } from './uptake.js';
import { presentFailures, type WordedError, worded } from './worded-error.js';

export type ShownHost = Omit<RenewedHost, 'error'> & { error?: WordedError | undefined };

export interface RenewalDocument extends Omit<RenewSummary, 'hosts'> {
  hosts: ShownHost[];
  /** The first failure, which decides the exit code. */
  error?: (WordedError & { details: object }) | undefined;
}

/** Advice is for the call that asked. */
export function renewalDocument(summary: RenewSummary, call: Call): RenewalDocument {
  const { hosts } = summary;
  const failed = hosts.find(({ error }) => error)?.error;
  return {
    ...summary,
    hosts: hosts.map(({ error, ...host }) => ({ ...host, error: error && worded(error, call) })),
    error: failed && { ...worded(failed, call), details: failed.details },
  };
}

/** 0 where all was done; else that of the first failure, or 1 for a hook that failed. */
export function renewalExitCode({ ok, error }: Pick<RenewalDocument, 'ok' | 'error'>): number {
  return error?.exitCode ?? (ok ? 0 : 1);
}

/** More hosts than this of one kind are counted, not listed. */
const MOST_LISTED = 20;

/** `whole`: the same with no text escaped, for the lines of a hook. */
export function presentRenewal(
  document: RenewalDocument,
  output: Output,
  whole: RenewalDocument,
): void {
  const { files, hosts, handshakes, hook, dryRun } = document;
  for (const { path } of files) output.stdout.write(`${path}\n`);
  const lines = output.isQuiet
    ? []
    : [
        ...STATES.flatMap(([state, title]) =>
          listed(
            title,
            hosts.filter((one) => one.state === state),
          ),
        ),
        ...(handshakes.length > 0 ? [`proved by ${handshakes.length} handshakes`] : []),
        ...(dryRun ? [] : takingLines(hosts)),
        ...(dryRun ? ['dry run: nothing was written'] : []),
      ];
  for (const line of lines) output.stderr.write(`${line}\n`);
  if (hook) presentHook(hook, whole.hook?.output ?? '', output);
  presentFailures(hosts, output);
}

const STATES = [
  ['renewed', 'renewed'],
  ['restored', 'put back'],
  ['requested', 'asked for'],
  ['due', 'would be replaced'],
  ['not-due', 'left alone'],
] as const;

function listed(title: string, hosts: readonly ShownHost[]): string[] {
  if (hosts.length === 0) return [];
  const shown = hosts.slice(0, MOST_LISTED).map(({ path, reason, key }) => {
    return `  ${path}: ${reason}${key === undefined ? '' : key === 'new' ? ', new key' : ', the same key'}`;
  });
  const rest = hosts.length - shown.length;
  return [`${title}: ${hosts.length}`, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])];
}

function takingLines(hosts: readonly ShownHost[]): string[] {
  const uptakes = hosts.flatMap(({ state, uptake }): HostUptake[] =>
    uptake && (state === 'renewed' || state === 'restored') ? [uptake] : [],
  );
  const lines = uptakeLines(uptakes);
  if (lines.length === 0) return [];
  const isRollback = hosts.some(({ state }) => state === 'restored');
  const copied = isRollback ? 'Copy the files back' : 'Copy the new files';
  return [`${copied} to their hosts, under the same names. Then:`, ...lines];
}
