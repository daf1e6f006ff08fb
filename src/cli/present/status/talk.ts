// What is said beside the answer of `status`, on stderr: what could not be read, and how much ends.
import type { Output } from '../../base-command.js';
import { counted } from '../inspection/dates.js';
import { paint } from '../paint.js';
import type { StatusDocument } from './document.js';

export function presentStatusTalk(document: StatusDocument, output: Output): void {
  const { stderr, isQuiet } = output;
  const { items, unread, errors = [] } = document;
  if (!isQuiet) {
    const told = new Set(errors.map(({ message }) => message));
    for (const { message } of unread) {
      if (!told.has(message)) stderr.write(`not read: ${message}\n`);
    }
    for (const line of rolloverLines(document)) stderr.write(`${line}\n`);
    if (items.length > 0) stderr.write(`${summaryOf(document)}\n`);
  }
  for (const { message } of errors) stderr.write(`${paint('error:', 'red', stderr)} ${message}\n`);
  for (const hint of new Set(errors.map((one) => one.hint))) {
    if (hint !== undefined) stderr.write(`hint: ${hint}\n`);
  }
}

/** The file that was written; the rest is in it. */
export function presentStatusFile(document: StatusDocument, output: Output): void {
  for (const { path } of document.written ?? []) output.stdout.write(`${path}\n`);
  presentStatusTalk(document, output);
}

/** How far CAs are that others succeed. */
function rolloverLines({ items }: StatusDocument): string[] {
  return items.flatMap(({ rollover }) => {
    if (!rollover) return [];
    const { ca, successor, phase, next } = rollover;
    const command = next === null ? '' : `; next --phase ${next}`;
    return [`${successor} succeeds ${ca}: ${PHASES[phase]}${command}`];
  });
}

const PHASES = {
  before: 'not all trust both yet',
  trust: 'all trust both',
  issue: 'all certificates are of the new one',
  drop: 'complete',
} as const;

function summaryOf({ items, files, until }: StatusDocument): string {
  const distinct = new Map(items.map((item) => [item.sha256Fingerprint, item.state]));
  const count = (wanted: string) => [...distinct.values()].filter((one) => one === wanted).length;
  const all = counted(distinct.size, 'certificate or CRL', 'certificates and CRLs');
  return `${all} in ${counted(files, 'file')}: ${count('expired')} expired, ${count('expiring')} expiring (before ${until})`;
}
