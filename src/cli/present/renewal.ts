// The result of a renewal: the paths on stdout; on stderr what became of each host, who has to be
// told, and what did not work. And the same as a document.
import type { HostUptake, RenewedHost, RenewSummary } from '../../app/renew/summary.js';
import type { TlsmithError } from '../../errors.js';
import type { Output } from '../base-command.js';
import type { Call } from '../call.js';
import { EXIT_CODES } from '../exit-codes.js';
import { hintFor } from '../hints.js';
import { presentHook } from './hook.js';
import { paint } from './paint.js';

interface WordedError {
  code: string;
  message: string;
  hint?: string | undefined;
  exitCode: number;
}

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

function worded(error: TlsmithError, call: Call): WordedError {
  const { code, sentence: message } = error;
  return { code, message, hint: hintFor(error, call), exitCode: EXIT_CODES[code] };
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
        ...(dryRun ? [] : uptakeLines(hosts)),
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

/** What several products do alike is said once. */
function uptakeLines(hosts: readonly ShownHost[]): string[] {
  const ways = new Map<string, { targets: Set<string>; uptake: HostUptake }>();
  for (const { state, uptake } of hosts) {
    if (!uptake || (state !== 'renewed' && state !== 'restored')) continue;
    const { targets } = ways.get(uptake.sentence) ?? { targets: new Set() };
    ways.set(uptake.sentence, { targets: targets.add(uptake.target), uptake });
  }
  if (ways.size === 0) return [];
  const lines = [...ways.values()].flatMap(({ targets, uptake: { by, sentence, command } }) => [
    `${[...targets].join(', ')} (${WAYS[by]}): ${sentence}`,
    ...(command === undefined ? [] : [`  ${command}`]),
  ]);
  const isRollback = hosts.some(({ state }) => state === 'restored');
  const copied = isRollback ? 'Copy the files back' : 'Copy the new files';
  return [`${copied} to their hosts, under the same names. Then:`, ...lines];
}

const WAYS = {
  itself: 'notices by itself',
  reload: 'reload',
  restart: 'restart',
  'next-start': 'at its next start',
} as const;

function presentFailures(hosts: readonly ShownHost[], { stderr }: Output): void {
  const failed = hosts.filter(({ error }) => error);
  for (const { path, error } of failed.slice(0, MOST_LISTED)) {
    const { message = '', hint } = error ?? {};
    const about = message.includes(path) ? message : `${path}: ${message}`;
    stderr.write(`${paint('error:', 'red', stderr)} ${about}\n`);
    if (hint !== undefined) stderr.write(`hint: ${hint}\n`);
  }
  const rest = failed.length - MOST_LISTED;
  if (rest > 0) stderr.write(`and ${rest} more failures\n`);
}
