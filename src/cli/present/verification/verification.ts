// The verdict on a certificate: one line, the path, and each finding with where its rule comes from
// and what to do.
import type { VerificationReport } from '../../../app/verify/certificate.js';
import type { Verification } from '../../../app/judging/path.js';
import type { Output } from '../../base-command.js';
import { wrap } from '../../../terminal-text.js';
import { paint } from '../paint.js';
import { presentRuntimesPlain, presentRuntimesToPerson } from './runtimes.js';
import { remedyFor } from './verification-remedies.js';

const COLOURS = { error: 'red', warning: 'yellow', info: 'green' } as const;

/** Wider text is hard to read; a terminal that does not say how wide it is counts as 80. */
const WIDEST = 100;

export function presentVerification(verification: VerificationReport, { stdout }: Output): void {
  const { ok, path, findings, runtimes } = verification;
  if (!stdout.isTTY) {
    stdout.write(`verdict\t${ok ? 'yes' : 'no'}\n`);
    presentRows(verification, stdout);
    presentRuntimesPlain(runtimes, stdout);
    return;
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const verdict = ok
    ? paint('good', 'green', stdout)
    : `${paint('not good', 'red', stdout)}: ${errors} error${errors === 1 ? '' : 's'}`;
  stdout.write(`${paint(shown(path[0] ?? ''), 'bold', stdout)}: ${verdict}\n\n`);
  presentPath(path, stdout);
  presentFindings(findings, stdout);
  presentRuntimesToPerson(runtimes, widthOf(stdout), stdout);
}

/** Plain rows: a field's name, a tab, its value. */
export function presentRows(
  { path, findings }: Pick<Verification, 'path' | 'findings'>,
  stdout: NodeJS.WriteStream,
): void {
  for (const subject of path) stdout.write(`path\t${shown(subject)}\n`);
  for (const { severity, code, subject, message, citation } of findings) {
    const about = `${shown(subject)}: ${message}`;
    stdout.write(`finding\t${severity}: ${about} (${code}; ${citation})\n`);
  }
}

export function presentPath(path: readonly string[], stdout: NodeJS.WriteStream): void {
  path.forEach((subject, at) => {
    stdout.write(`  ${at === 0 ? 'path' : '    '}  ${'  '.repeat(at)}${shown(subject)}\n`);
  });
}

export function presentFindings(
  findings: Verification['findings'],
  stdout: NodeJS.WriteStream,
): void {
  const width = widthOf(stdout);
  for (const { severity, code, subject, message, citation } of findings) {
    const word = paint(severity, COLOURS[severity], stdout);
    stdout.write(`\n  ${word}: ${shown(subject)}\n`);
    const remedy = remedyFor(code, severity);
    const lines = [
      ...wrap(`${message} (${code}; ${citation})`, width),
      ...(remedy === undefined ? [] : wrap(`What to do: ${remedy}`, width)),
    ];
    for (const line of lines) stdout.write(`    ${line}\n`);
  }
}

/** Of text that is indented by four. */
export function widthOf(stdout: NodeJS.WriteStream): number {
  return Math.min(Math.max(stdout.columns || 0, 80), WIDEST) - 4;
}

function shown(subject: string): string {
  return subject === '' ? '(empty subject)' : subject;
}
