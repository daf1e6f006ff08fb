// The ledger of a CA folder: one JSON object a line, what was issued and what became of it.
import type { Certificate } from '../certificate/certificate.js';
import { formatDistinguishedName } from '../names/distinguished-name.js';
import type { Profile } from './profile.js';
import { formatTime } from '../certificate/validity.js';

/**
 * `renewed` is `issued` in the place of another one, which `replaces` names; `abandoned` says that
 * the files were never written; `restored` that an earlier one was put back in the place of the one
 * that `replaces` names; `revoked` that its CA no longer stands by it; `probe` was made to be refused by a server, and was never written.
 */
export type LedgerEvent =
  'issued' | 'renewed' | 'restored' | 'abandoned' | 'revoked' | 'released' | 'probe';

export interface LedgerEntry {
  at: string;
  event: LedgerEvent;
  serialNumber: string;
  subject: string;
  subjectAltNames: readonly string[];
  profile: Profile;
  notBefore: string;
  notAfter: string;
  sha256Fingerprint: string;
  /**
   * With `renewed` and `restored`: serial number of the one that it replaces. Where this one is
   * abandoned, that one still holds.
   */
  replaces?: string | undefined;
  /**
   * Absolute, of the file that the certificate was written to, alone or in a store. None where it
   * went into an archive or was never written; older lines have none either.
   */
  path?: string | undefined;
  /** With `revoked`, as RFC 5280 calls it; none is `unspecified`. */
  reason?: string | undefined;
}

/** What is to be recorded of a certificate. */
export interface Recorded extends Pick<
  LedgerEntry,
  'event' | 'profile' | 'sha256Fingerprint' | 'replaces' | 'path' | 'reason'
> {
  certificate: Certificate;
}

export function ledgerEntry(
  { event, certificate, profile, sha256Fingerprint, replaces, path, reason }: Recorded,
  now: Date,
): LedgerEntry {
  return {
    at: formatTime(now),
    event,
    serialNumber: certificate.serialNumber,
    subject: formatDistinguishedName(certificate.subject),
    subjectAltNames: certificate.subjectAltNames,
    profile,
    notBefore: formatTime(certificate.notBefore),
    notAfter: formatTime(certificate.notAfter),
    sha256Fingerprint,
    replaces,
    path,
    reason,
  };
}

/** One whole line with its line end, ready for a single append. */
export function encodeLedgerEntry(entry: LedgerEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

const TEXTS = ['at', 'event', 'subject', 'profile', 'notBefore', 'notAfter'] as const;

/** At most 20 octets (RFC 5280, 4.1.2.2). */
const SERIAL_NUMBER = /^[0-9a-f]{1,40}$/;

/**
 * Undefined for a line that is torn or of another kind. Further fields stay as they are: a later
 * version may have written them.
 */
export function decodeLedgerLine(line: string): LedgerEntry | undefined {
  const entry = fieldsOf(line);
  if (!entry) return undefined;
  const { serialNumber, subjectAltNames, sha256Fingerprint, replaces, path, reason } = entry;
  const isWhole =
    isText(serialNumber) &&
    SERIAL_NUMBER.test(serialNumber) &&
    isText(sha256Fingerprint) &&
    TEXTS.every((field) => isText(entry[field])) &&
    !Number.isNaN(Date.parse(entry.notAfter as string)) &&
    Array.isArray(subjectAltNames) &&
    subjectAltNames.every(isText) &&
    [replaces, path, reason].every((field) => field === undefined || isText(field));
  return isWhole ? (entry as LedgerEntry) : undefined;
}

type Fields = Partial<Record<keyof LedgerEntry | keyof CrlLine, unknown>>;

function fieldsOf(line: string): Fields | undefined {
  try {
    const value = JSON.parse(line) as Fields | null;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // What a run that was cut off left.
  }
}

/** The line of a CRL that is about to be issued: its place gives the number (`CrlNumbers`). */
export interface CrlLine {
  /** What the CRL calls thisUpdate. */
  at: string;
  event: 'crl';
  /** By which whoever wrote the line finds it again: others write at the same moment. */
  id: string;
  nextUpdate: string;
  /** Decimal: a number that is taken, whatever the ledger says; its own is higher. */
  above: string;
}

export function encodeCrlLine({ at, event, id, nextUpdate, above }: CrlLine): string {
  return `${JSON.stringify({ at, event, id, nextUpdate, above })}\n`;
}

/** RFC 5280, 5.2.3: at most 20 octets. One digit is left for those that follow. */
const CRL_NUMBER = /^\d{1,46}$/;

/** Undefined for a line that is torn or of another kind. */
export function decodeCrlLine(line: string): CrlLine | undefined {
  const { at, event, id, nextUpdate, above } = fieldsOf(line) ?? {};
  if (event !== 'crl' || !isTime(at) || !isTime(nextUpdate)) return undefined;
  if (!isText(id) || !isText(above) || !CRL_NUMBER.test(above)) return undefined;
  return { at, event, id, nextUpdate, above };
}

/** The line of a CA that another one is to succeed. */
export interface SuccessorLine {
  at: string;
  event: 'successor';
  subject: string;
  sha256Fingerprint: string;
  /** Absolute, of its folder. */
  path: string;
}

export function encodeSuccessorLine({ at, event, ...successor }: SuccessorLine): string {
  const { subject, sha256Fingerprint, path } = successor;
  return `${JSON.stringify({ at, event, subject, sha256Fingerprint, path })}\n`;
}

/** Undefined for a line that is torn or of another kind. */
export function decodeSuccessorLine(line: string): SuccessorLine | undefined {
  const { at, event, subject, sha256Fingerprint, path } = fieldsOf(line) ?? {};
  if (event !== 'successor' || !isTime(at) || !isText(subject)) return undefined;
  if (!isText(sha256Fingerprint) || !isText(path)) return undefined;
  return { at, event, subject, sha256Fingerprint, path };
}

/** Whether a line tells of something else than a certificate, as later versions may write more of. */
export function isOfOtherKind(line: string): boolean {
  const { at, event, serialNumber } = fieldsOf(line) ?? {};
  return isText(at) && isText(event) && serialNumber === undefined;
}

/** The first field of each line. */
const BEGINNING = '{"at":';

/**
 * A run that was killed in the middle of its line had no time for the line's end, and another that
 * wrote at the same moment did not see it: its whole entry stands behind the half one.
 */
export function entryBehindHalf(line: string): { entry: LedgerEntry; text: string } | undefined {
  const text = wholeBehindHalf(line);
  const entry = text === undefined ? undefined : decodeLedgerLine(text);
  return entry && text !== undefined ? { entry, text } : undefined;
}

/** The same text, of whatever kind. */
export function wholeBehindHalf(line: string): string | undefined {
  const start = line.lastIndexOf(BEGINNING);
  return start > 0 ? line.slice(start) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTime(value: unknown): value is string {
  return isText(value) && !Number.isNaN(Date.parse(value));
}
