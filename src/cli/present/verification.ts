// The verdict on a certificate: one line, the path, and each finding with where its rule comes from and what to do.
import type { Verification } from '../../app/verify-certificate.js';
import { escapeUnseen } from '../../quote.js';
import type { Output } from '../base-command.js';
import { paint } from './paint.js';
import { wrap } from './inspection-layout.js';
import { remedyFor } from './verification-remedies.js';

const COLOURS = { error: 'red', warning: 'yellow', info: 'green' } as const;

/** Wider text is hard to read; a terminal that does not say how wide it is counts as 80. */
const WIDEST = 100;

export function presentVerification(verification: Verification, { stdout }: Output): void {
  if (stdout.isTTY) presentToPerson(verification, stdout);
  else presentPlain(verification, stdout);
}

/** Plain rows: a field's name, a tab, its value. */
function presentPlain({ ok, path, findings }: Verification, stdout: NodeJS.WriteStream): void {
  stdout.write(`verdict\t${ok ? 'yes' : 'no'}\n`);
  for (const subject of path) stdout.write(`path\t${shown(subject)}\n`);
  for (const { severity, code, subject, message, citation } of findings) {
    const about = `${shown(subject)}: ${escapeUnseen(message)}`;
    stdout.write(`finding\t${severity}: ${about} (${code}; ${citation})\n`);
  }
}

function presentToPerson({ ok, path, findings }: Verification, stdout: NodeJS.WriteStream): void {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const verdict = ok
    ? paint('good', 'green', stdout)
    : `${paint('not good', 'red', stdout)}: ${errors} error${errors === 1 ? '' : 's'}`;
  stdout.write(`${paint(shown(path[0] ?? ''), 'bold', stdout)}: ${verdict}\n\n`);
  path.forEach((subject, at) => {
    stdout.write(`  ${at === 0 ? 'path' : '    '}  ${'  '.repeat(at)}${shown(subject)}\n`);
  });
  const width = Math.min(Math.max(stdout.columns || 0, 80), WIDEST) - 4;
  for (const { severity, code, subject, message, citation } of findings) {
    const word = paint(severity, COLOURS[severity], stdout);
    stdout.write(`\n  ${word}: ${shown(subject)}\n`);
    const remedy = remedyFor(code, severity);
    const lines = [
      ...wrap(`${escapeUnseen(message)} (${code}; ${citation})`, width),
      ...(remedy === undefined ? [] : wrap(`What to do: ${remedy}`, width)),
    ];
    for (const line of lines) stdout.write(`    ${line}\n`);
  }
}

function shown(subject: string): string {
  return subject === '' ? '(empty subject)' : escapeUnseen(subject);
}
