// The result of a rollover of a CA: the paths on stdout; on stderr how far each host is, who has to
// be told, and what comes next. And the same as a document.
import type { RenewCaSummary } from '../../app/rollover/renew-ca.js';
import type { RolledHost, RolloverSummary } from '../../app/rollover/summary.js';
import type { HostUptake } from '../../app/renewing/uptake.js';
import type { Output } from '../base-command.js';
import type { Call } from '../call.js';
import { uptakeLines } from './uptake.js';
import { commandLine } from './status/next.js';
import { presentFailures, type WordedError, worded } from './worded-error.js';

export type ShownRolledHost = Omit<RolledHost, 'error'> & { error?: WordedError | undefined };

/** With what went wrong in words. */
export type RolledDocument<Summary extends { hosts: RolledHost[] }> = Omit<Summary, 'hosts'> & {
  hosts: ShownRolledHost[];
  /** The first failure, which decides the exit code. */
  error?: (WordedError & { details: object }) | undefined;
};

/** Advice is for the call that asked. */
export function rolledDocument<Summary extends { hosts: RolledHost[] }>(
  summary: Summary,
  call: Call,
): RolledDocument<Summary> {
  const failed = summary.hosts.find(({ error }) => error)?.error;
  const hosts = summary.hosts.map(({ error, ...host }) => {
    return { ...host, error: error && worded(error, call) };
  });
  const first = failed && { ...worded(failed, call), details: failed.details };
  return { ...summary, hosts, error: first };
}

export type RolloverDocument = RolledDocument<RolloverSummary> & {
  /** Words of the call for the next phase. */
  command: string[] | null;
};

/** About these paths. */
export function rolloverDocument(
  summary: RolloverSummary,
  call: Call,
  paths: readonly string[],
): RolloverDocument {
  const { ca, next } = summary;
  const command = next && ['tlsmith', 'ca', 'rotate', ...paths, '--ca', ca, '--phase', next];
  return { ...rolledDocument(summary, call), command };
}

/** 0 where all was done; else that of the first failure. */
export function rolloverExitCode({
  ok,
  error,
}: {
  ok: boolean;
  error?: WordedError | undefined;
}): number {
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
        ...hostLines(hosts),
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

export function presentCaRenewal(document: RolledDocument<RenewCaSummary>, output: Output): void {
  const { files, hosts, handshakes, dryRun, ca, isNew, notAfter } = document;
  for (const { path } of files) output.stdout.write(`${path}\n`);
  const { stderr, isQuiet } = output;
  const would = dryRun ? 'would be' : 'is';
  const what = isNew ? `${would} renewed` : `was renewed before, and ${would} brought to all`;
  const lines = isQuiet
    ? []
    : [
        `the certificate of ${ca} ${what}: until ${notAfter}`,
        ...hostLines(hosts),
        ...(handshakes.length > 0 ? [`proved by ${handshakes.length} handshakes`] : []),
        ...(dryRun ? ['dry run: nothing was written'] : takingLines(hosts)),
      ];
  for (const line of lines) stderr.write(`${line}\n`);
  presentFailures(hosts, output);
}

function hostLines(hosts: readonly ShownRolledHost[]): string[] {
  return STATES.flatMap(([state, title]) =>
    listed(
      title,
      hosts.filter((one) => one.state === state),
    ),
  );
}

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

function nextLines({ command, ca, issuing, asked, ok }: RolloverDocument): string[] {
  if (!ok) return [];
  if (command === null) {
    return [
      `complete: from now on ${issuing} issues, so name it with --ca; ${ca} stays for its ledger and its CRL`,
    ];
  }
  const when = asked === null ? 'next' : 'next, once every host has its files and uses them';
  return [`${when}: ${commandLine(command)}`];
}
