// The ledger of a CA folder: one JSON object a line, what was issued and what became of it.
import type { Certificate } from '../certificate/certificate.js';
import { formatDistinguishedName } from '../names/distinguished-name.js';
import type { Profile } from './profile.js';
import { formatTime } from '../certificate/validity.js';

/**
 * `renewed` is `issued` in the place of another one, which `replaces` names; `abandoned` says that
 * the files were never written; `probe` was made to be refused by a server, and was never written.
 */
export type LedgerEvent = 'issued' | 'renewed' | 'abandoned' | 'probe';

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
   * With `renewed`: serial number of the one that it replaces. Where this one is abandoned, that
   * one still holds.
   */
  replaces?: string | undefined;
  /**
   * Absolute, of the file that the certificate was written to, alone or in a store. None where it
   * went into an archive or was never written; older lines have none either.
   */
  path?: string | undefined;
}

/** What is to be recorded of a certificate. */
export interface Recorded extends Pick<
  LedgerEntry,
  'event' | 'profile' | 'sha256Fingerprint' | 'replaces' | 'path'
> {
  certificate: Certificate;
}

export function ledgerEntry(
  { event, certificate, profile, sha256Fingerprint, replaces, path }: Recorded,
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
  };
}

/** One whole line with its line end, ready for a single append. */
export function encodeLedgerEntry(entry: LedgerEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** All whole entries in their order; a torn line is skipped, and so is one of another kind. */
export function decodeLedger(bytes: Uint8Array): LedgerEntry[] {
  return new TextDecoder().decode(bytes).split('\n').flatMap(decodeLine);
}

function decodeLine(line: string): LedgerEntry[] {
  try {
    const entry = JSON.parse(line) as Partial<LedgerEntry> | null;
    return typeof entry?.serialNumber === 'string' ? [entry as LedgerEntry] : [];
  } catch {
    return []; // What a run that was cut off left.
  }
}
