// What a CA has issued: a table for a person, a plain row each in a pipe, CSV; the same in groups,
// since there may be a million.
import type { CertificateList } from '../../../app/ledger/list.js';
import type { ListedCertificate } from '../../../app/ledger/listed.js';
import type { LedgerState } from '../../../pki/issuing/ledger-state.js';
import { quotePath } from '../../../quote.js';
import type { LongAnswer, Output } from '../../base-command.js';
import { csvRecord } from '../csv.js';
import { relativeDate } from '../inspection/dates.js';
import { paint } from '../paint.js';
import { writePiece } from '../pieces.js';

type ListHead = Omit<CertificateList, 'certificates'>;
type ListAnswer = LongAnswer<ListHead, ListedCertificate>;

export const STATE_COLOURS: Readonly<Partial<Record<LedgerState, 'red' | 'yellow' | 'green'>>> = {
  valid: 'green',
  expiring: 'yellow',
  expired: 'red',
  revoked: 'red',
};

const HEADINGS = ['STATE', 'ENDS', 'PROFILE', 'SERIAL', 'SUBJECT'];
/** Of a serial number; `cert show` needs no more to find it. */
const SHOWN_DIGITS = 16;

export async function presentList(answer: ListAnswer, output: Output): Promise<void> {
  if (output.stdout.isTTY) await presentTable(answer, output);
  else await presentLines(answer, output, (one) => `${rowOf(one).join('\t')}\n`);
}

/** As wide as their widest cell: of a million rows nobody knows the widest. */
const WIDTHS = ['abandoned', 'in 1234 days (2027-02-17)', 'profile', '0'.repeat(SHOWN_DIGITS)].map(
  ({ length }) => length,
);

async function presentTable({ head, groups }: ListAnswer, output: Output): Promise<void> {
  const { stdout } = output;
  let isFirst = true;
  for await (const group of groups) {
    const lines = group.map((one) => {
      const [state = '', ...others] = cellsOf(one, head.at);
      const colour = STATE_COLOURS[one.state];
      return lineOf([colour ? paint(state, colour, stdout) : state, ...others]);
    });
    const title = paint(lineOf(padded(HEADINGS)), 'bold', stdout);
    const text = [...(isFirst ? [title] : []), ...lines].map((line) => `${line}\n`).join('');
    if (!(await writePiece(text, stdout))) return;
    isFirst = false;
  }
  sayWhereNone(head, output);
}

function lineOf(cells: readonly string[]): string {
  return cells.join('  ').trimEnd();
}

/** All but the last are ASCII, so that a character is a column. */
function padded(cells: readonly string[]): string[] {
  return cells.map((cell, column) => cell.padEnd(WIDTHS[column] ?? 0));
}

function cellsOf(one: ListedCertificate, at: string): string[] {
  const { state, notAfter, profile, serialNumber, subject, subjectAltNames } = one;
  const serial = serialNumber.slice(0, SHOWN_DIGITS);
  const ends = relativeDate(notAfter, at);
  return padded([state, ends, profile, serial, subject || (subjectAltNames[0] ?? '(empty)')]);
}

async function presentLines(
  { head, groups }: ListAnswer,
  output: Output,
  lineOf: (one: ListedCertificate) => string,
): Promise<void> {
  for await (const group of groups) {
    if (!(await writePiece(group.map(lineOf).join(''), output.stdout))) return;
  }
  sayWhereNone(head, output);
}

/** In the order of the headings, then what a terminal has no room for. */
function rowOf(one: ListedCertificate): string[] {
  const { state, notAfter, profile, serialNumber, subject, subjectAltNames } = one;
  return [
    state,
    notAfter,
    profile,
    serialNumber,
    subject,
    subjectAltNames.join(', '),
    one.path ?? '',
  ];
}

function sayWhereNone({ ledger, count, total }: ListHead, { stderr, isQuiet }: Output): void {
  if (isQuiet || count > 0) return;
  const where = quotePath(ledger);
  stderr.write(
    total === 0 ? `${where} has no certificate yet\n` : `none of ${total} in ${where} fits\n`,
  );
}

const CSV_FIELDS = [
  'state',
  'notAfter',
  'notBefore',
  'profile',
  'subject',
  'subjectAltNames',
  'serialNumber',
  'sha256Fingerprint',
  'issuedAt',
  'path',
] as const satisfies readonly (keyof ListedCertificate)[];

/** Several names stand in one cell, and each record on one line. */
export async function presentCsv(answer: ListAnswer, output: Output): Promise<void> {
  if (!(await writePiece(csvRecord(CSV_FIELDS), output.stdout))) return;
  await presentLines(answer, output, (one) =>
    csvRecord(CSV_FIELDS.map((field) => [one[field] ?? ''].flat().join(', '))),
  );
}
