// The ledger of a CA folder: one JSON object a line, what was issued and what became of it.
import type { Certificate } from './certificate.js';
import { formatDistinguishedName } from './distinguished-name.js';
import type { Profile } from './profile.js';
import { formatTime } from './validity.js';

export type LedgerEvent = 'issued' | 'abandoned';

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
}

/** `abandoned` says that the files of an issued certificate could not be written. */
export function ledgerEntry(
  event: LedgerEvent,
  certificate: Certificate,
  profile: Profile,
  sha256Fingerprint: string,
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
  };
}

/** One whole line with its line end, ready for a single append. */
export function encodeLedgerEntry(entry: LedgerEntry): string {
  return `${JSON.stringify(entry)}\n`;
}
