// The answer of `status` as CSV: a line of headings, then a line for each certificate and CRL in
// each file.
import type { StatusItem } from '../../../app/status/report.js';
import { csvRecord } from '../csv.js';
import { commandLine } from './next.js';
import type { StatusDocument } from './document.js';

const FIELDS: Readonly<Record<string, (item: StatusItem) => string>> = {
  state: ({ state }) => state,
  daysLeft: ({ daysLeft }) => String(daysLeft ?? ''),
  notAfter: ({ notAfter }) => notAfter ?? '',
  notBefore: ({ notBefore }) => notBefore,
  type: ({ type }) => type,
  ca: ({ ca }) => String(ca),
  subject: ({ subject }) => subject,
  subjectAltNames: ({ subjectAltNames }) => subjectAltNames.join(', '),
  issuer: ({ issuer }) => issuer,
  serialNumber: ({ serialNumber }) => serialNumber ?? '',
  sha256Fingerprint: ({ sha256Fingerprint }) => sha256Fingerprint,
  issuedBy: ({ issuedBy }) => issuedBy ?? '',
  path: ({ path }) => path,
  alias: ({ alias }) => alias ?? '',
  configs: ({ configs }) => configs.map(({ file, line }) => `${file}:${line}`).join(', '),
  next: ({ next }) => (next ? commandLine(next) : ''),
};

export function csvText({ items }: StatusDocument): string {
  const rows = items.map((item) => Object.values(FIELDS).map((cellOf) => cellOf(item)));
  return [Object.keys(FIELDS), ...rows].map(csvRecord).join('');
}
