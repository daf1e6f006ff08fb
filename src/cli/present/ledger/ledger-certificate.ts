// One certificate of a ledger with all that became of it: a block for a person, rows in a pipe.
import type { ShownCertificate } from '../../../app/ledger/show.js';
import type { LedgerEntry } from '../../../pki/issuing/ledger.js';
import { quotePath } from '../../../quote.js';
import type { Output } from '../../base-command.js';
import { relativeDate } from '../inspection/dates.js';
import { STATE_COLOURS } from './ledger.js';
import { paint } from '../paint.js';

export function presentCertificate(shown: ShownCertificate, output: Output): void {
  const { ledger, certificate, events, at } = shown;
  const { stdout, stderr, isQuiet } = output;
  if (!certificate) {
    if (!isQuiet) stderr.write(`${quotePath(ledger)} has no such certificate\n`);
    return;
  }
  const { state, subject, subjectAltNames, profile, notBefore, notAfter, path } = certificate;
  const { serialNumber, sha256Fingerprint } = certificate;
  const own = events.map((event) => [event.at, sentenceOf(event, serialNumber)] as const);
  if (!stdout.isTTY) {
    const fields = { state, subject, subjectAltNames: subjectAltNames.join(', '), profile };
    const more = { notBefore, notAfter, serialNumber, sha256Fingerprint, path: path ?? '' };
    const rows = Object.entries({ ...fields, ...more });
    const told = own.map(([time, sentence]) => ['event', `${time} ${sentence}`]);
    for (const row of [...rows, ...told]) stdout.write(`${row.join('\t')}\n`);
    return;
  }
  const colour = STATE_COLOURS[state];
  const title = paint(subject || '(empty)', 'bold', stdout);
  stdout.write(`${title}: ${colour ? paint(state, colour, stdout) : state}\n`);
  const rows: [string, string][] = [
    ['names', subjectAltNames.join(', ') || 'none'],
    ['profile', profile],
    ['valid', `${notBefore} to ${notAfter}, ${relativeDate(notAfter, at)}`],
    ['serial', serialNumber],
    ['SHA-256', sha256Fingerprint],
    ['file', path ?? 'not known'],
  ];
  for (const [label, value] of rows) stdout.write(`  ${label.padEnd(9)}${value}\n`);
  for (const [time, sentence] of own) stdout.write(`  ${time}  ${sentence}\n`);
}

function sentenceOf({ event, serialNumber, replaces, reason }: LedgerEntry, own: string): string {
  if (serialNumber === own) {
    if (event === 'revoked' && reason !== undefined) return `revoked: ${reason}`;
    return event === 'renewed' && replaces ? `issued in the place of ${replaces}` : event;
  }
  return event === 'abandoned'
    ? `${serialNumber}, its successor, was abandoned`
    : `renewed by ${serialNumber}`;
}
