// The result of a rollover of a CA: the paths on stdout; on stderr how far each host is, who has to
// be told, and what comes next. And the same as a document.
import type { RolledHost, RolloverSummary } from '../../app/rollover/summary.js';
import type { HostUptake } from '../../app/renewing/uptake.js';
import type { Output } from '../base-command.js';
import type { Call } from '../call.js';
import { uptakeLines } from './uptake.js';
import { commandLine } from './status/next.js';
import { presentFailures, type WordedError, worded } from './worded-error.js';

export type ShownRolledHost = Omit<RolledHost, 'error'> & { error?: WordedError | undefined };

export interface RolloverDocument extends Omit<RolloverSummary, 'hosts'> {
  hosts: ShownRolledHost[];
  /** Words of the call for the next phase. */
  command: string[] | null;
  /** The first failure, which decides the exit code. */
  error?: (WordedError & { details: object }) | undefined;
}

/** Advice is for the call that asked, about these paths. */
export function rolloverDocument(
  summary: RolloverSummary,
  call: Call,
  paths: readonly string[],
): RolloverDocument {
  const { hosts, ca, next } = summary;
  const failed = hosts.find(({ error }) => error)?.error;
  return {
    ...summary,
    hosts: hosts.map(({ error, ...host }) => ({ ...host, error: error && worded(error, call) })),
    error: failed && { ...worded(failed, call), details: failed.details },
    command: next && ['tlsmith', 'ca', 'rotate', ...paths, '--ca', ca, '--phase', next],
  };
}

/** 0 where all was done; else that of the first failure. */
export function rolloverExitCode({ ok, error }: Pick<RolloverDocument, 'ok' | 'error'>): number {
  return error?.exitCode ?? (ok ? 0 : 1);
}

/** More hosts than this of one kind are counted, not listed. */
const MOST_LISTED = 20;

export function presentRollover(document: RolloverDocument, output: Output): void {
  const { files, hosts, handshakes, dryRun, asked } = document;
  for (const { path } of files) output.stdout.write(`${path}\n`);
  const { stderr, isQuiet } = output;
  const lines = isQuiet
    ? []
    : [
        ...authorityLines(document),
        ...STATES.flatMap(([state, title]) =>
          listed(
            title,
            hosts.filter((one) => one.state === state),
          ),
        ),
        ...missingLines(document),
        ...(handshakes.length > 0 ? [`proved by ${handshakes.length} handshakes`] : []),
        ...(dryRun ? ['dry run: nothing was written'] : takingLines(hosts)),
        ...(asked !== null && dryRun ? [] : nextLines(document)),
      ];
  for (const line of lines) stderr.write(`${line}\n`);
  presentFailures(hosts, output);
}

const STATES = [
  ['changed', 'changed'],
  ['due', 'would be changed'],
  ['unchanged', 'as they are'],
] as const;

function authorityLines({ ca, successor, crossCertificate }: RolloverDocument): string[] {
  if (successor === null) return [`nothing succeeds ${ca} yet`];
  const cross = crossCertificate === null ? '' : `, cross-certificate ${crossCertificate}`;
  return [`${successor} succeeds ${ca}${cross}`];
}

function listed(title: string, hosts: readonly ShownRolledHost[]): string[] {
  if (hosts.length === 0) return [];
  const shown = hosts.slice(0, MOST_LISTED).map(({ path, reason }) => `  ${path}: ${reason}`);
  const rest = hosts.length - shown.length;
  return [`${title}: ${hosts.length}`, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])];
}

function missingLines({ missing }: RolloverDocument): string[] {
  if (missing.length === 0) return [];
  const shown = missing.slice(0, MOST_LISTED).map(({ subject, serialNumber, path }) => {
    return `  ${subject} (${serialNumber})${path === undefined ? '' : `, once ${path}`}`;
  });
  const rest = missing.length - shown.length;
  return [
    `in the ledger, but in no folder that is known: ${missing.length}`,
    ...shown,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}

function takingLines(hosts: readonly ShownRolledHost[]): string[] {
  const uptakes = hosts.flatMap(({ state, uptake }): HostUptake[] =>
    state === 'changed' && uptake ? [uptake] : [],
  );
  const lines = uptakeLines(uptakes);
  return lines.length === 0
    ? []
    : ['Copy the new files to their hosts, under the same names. Then:', ...lines];
}

function nextLines({ command, ca, successor, asked, ok }: RolloverDocument): string[] {
  if (!ok) return [];
  if (command === null) {
    return [
      `complete: from now on ${successor} issues, so name it with --ca; ${ca} stays for its ledger and its CRL`,
    ];
  }
  const when = asked === null ? 'next' : 'next, once every host has its files and uses them';
  return [`${when}: ${commandLine(command)}`];
}
