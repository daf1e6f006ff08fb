// What a server was seen to do: who was taken, what it showed, and what is wrong with that.
import type { Attempt } from '../../../app/probe/attempts.js';
import type { ProbeReport } from '../../../app/probe/probe.js';
import { wrap } from '../../../terminal-text.js';
import type { Output } from '../../base-command.js';
import { paint } from '../paint.js';
import { presentRuntimesPlain, presentRuntimesToPerson } from './runtimes.js';
import { presentFindings, presentPath, presentRows, widthOf } from './verification.js';

export type ProbeDocument = Omit<ProbeReport, 'isExamined'>;

/** The exit code says it already. */
export function probeDocument({ isExamined: _, ...document }: ProbeReport): ProbeDocument {
  return document;
}

export function probeExitCode({ ok, isExamined }: ProbeReport): number {
  if (!isExamined) return 6;
  return ok ? 0 : 1;
}

export function presentProbe(report: ProbeDocument, { stdout }: Output): void {
  if (stdout.isTTY) presentToPerson(report, stdout);
  else presentPlain(report, stdout);
}

function presentPlain(report: ProbeDocument, stdout: NodeJS.WriteStream): void {
  const { ok, attempts, findings, also, runtimes } = report;
  const row = (name: string, value: string) => stdout.write(`${name}\t${value}\n`);
  row('verdict', ok ? 'yes' : 'no');
  for (const { with: kind, ...verdict } of attempts) row('attempt', `${kind}: ${said(verdict)}`);
  for (const { how, ...verdict } of also) row('also', `${how}: ${said(verdict)}`);
  for (const [name, value] of factsOf(report)) row(name, value);
  presentRows({ path: pathOf(report), findings }, stdout);
  presentRuntimesPlain(runtimes, stdout);
}

function said({ outcome, alert, message }: Omit<Attempt, 'with'>): string {
  return `${outcome}: ${message}${alert === undefined ? '' : ` (alert ${alert})`}`;
}

function factsOf(report: ProbeDocument): [string, string][] {
  const fact = (name: string, value: string | undefined): [string, string][] =>
    value === undefined ? [] : [[name, value]];
  return [
    ...fact('protocol', report.protocol),
    ...fact('cipher', report.cipher),
    ...fact('key-exchange', report.keyExchange),
    ...askedFor(report).flatMap((issuer) => fact('asks-for', issuer)),
  ];
}

/** Of whom it wants a certificate. */
function askedFor({ asksForCertificate, acceptedIssuers }: ProbeDocument): string[] {
  if (acceptedIssuers === undefined) return [asksForCertificate === false ? 'nobody' : 'not seen'];
  return acceptedIssuers.length === 0 ? ['any CA'] : acceptedIssuers;
}

function pathOf({ certificates }: ProbeDocument): string[] {
  return certificates.map(({ subject }) => subject);
}

const WORDS = {
  accepted: 'accepted   ',
  refused: 'refused    ',
  unreachable: 'unreachable',
} as const;

const WITH: Readonly<Record<Attempt['with'], string>> = {
  own: 'our certificate',
  none: 'no certificate',
  foreign: 'one of an unknown CA',
  'wrong-purpose': 'one for servers only',
  expired: 'one that has expired',
};

function presentToPerson(report: ProbeDocument, stdout: NodeJS.WriteStream): void {
  const { ok, endpoint, attempts, also, findings, runtimes } = report;
  const verdict = ok ? paint('good', 'green', stdout) : paint('not good', 'red', stdout);
  stdout.write(`${paint(endpoint, 'bold', stdout)}: ${verdict}\n\n`);
  for (const { with: kind, ...seen } of attempts) {
    const isWanted = (kind === 'own') === (seen.outcome === 'accepted');
    presentAttempt(WITH[kind], seen, isWanted ? 'green' : 'red', stdout);
  }
  if (also.length > 0) stdout.write('\n  also seen, with our certificate\n');
  for (const { how, ...seen } of also) presentAttempt(how, seen, 'yellow', stdout);
  stdout.write('\n');
  for (const [name, value] of factsOf(report)) {
    stdout.write(`  ${name.padEnd(12)}  ${value}\n`);
  }
  if (report.certificates.length > 0) stdout.write('\n');
  presentPath(pathOf(report), stdout);
  presentFindings(findings, stdout);
  if (runtimes.length > 0) presentRuntimesToPerson(runtimes, widthOf(stdout), stdout);
}

function presentAttempt(
  how: string,
  { outcome, alert, message }: Omit<Attempt, 'with'>,
  colour: 'red' | 'green' | 'yellow',
  stdout: NodeJS.WriteStream,
): void {
  stdout.write(`  ${paint(WORDS[outcome], colour, stdout)}  ${how}\n`);
  const text = alert === undefined ? message : `${message} (alert ${alert})`;
  for (const line of wrap(text, widthOf(stdout) - 11)) stdout.write(`               ${line}\n`);
}
