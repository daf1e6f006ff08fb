// Keeps a CA's ledger around the writing of files: the line before them, and `abandoned` if they
// fail.
import type { Certificate } from '../../pki/certificate/certificate.js';
import {
  encodeLedgerEntry,
  type LedgerEntry,
  ledgerEntry,
  type LedgerEvent,
} from '../../pki/issuing/ledger.js';
import type { Profile } from '../../pki/issuing/profile.js';
import type { Crypto, Files, Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import { fingerprintOf } from './plan.js';
import type { WritingSteps } from './write-files.js';

export interface Issuance {
  certificate: Certificate;
  profile: Profile;
  /** Serial number of the certificate in whose place it comes. */
  replaces?: string | undefined;
  /** The file that will hold it, as the person named it; none: it goes into no file of its own. */
  path?: string | undefined;
  /** None: it is issued, or renewed where it comes in the place of another. */
  event?: LedgerEvent | undefined;
}

/** The ledger's lines of certificates that are issued, one whole line each. */
export function ledgerLines(
  issuances: readonly Issuance[],
  now: Date,
  ports: EntryPorts,
): string[] {
  return issuances.map((issuance) => encodeLedgerEntry(issuedEntry(issuance, now, ports)));
}

/**
 * The steps that `writeFiles` takes around publishing; nothing, and a note, where the CA keeps no
 * ledger.
 */
export function ledgerSteps(
  ledger: string | undefined,
  issuances: readonly Issuance[],
  now: Date,
  ports: LedgerPorts,
): WritingSteps {
  if (ledger === undefined) {
    ports.reporter.note('no ledger is kept: only a CA folder has one');
    return {};
  }
  const entries = issuances.map((issuance) => issuedEntry(issuance, now, ports));
  return stepsOfEntries(ledger, entries, ports);
}

interface EntryPorts {
  files: Files;
  crypto: Crypto;
}
export type LedgerPorts = EntryPorts & { reporter: Reporter };

/** What the ledger keeps of a certificate, for those who issue too many to hold them all. */
export function issuedEntry(
  {
    certificate,
    profile,
    replaces,
    path,
    event = replaces === undefined ? 'issued' : 'renewed',
  }: Issuance,
  now: Date,
  { files, crypto }: EntryPorts,
): LedgerEntry {
  const sha256Fingerprint = fingerprintOf(certificate, crypto);
  const whole = path === undefined ? undefined : files.absolute(path);
  const recorded = { event, certificate, profile, sha256Fingerprint, replaces, path: whole };
  return ledgerEntry(recorded, now);
}

/** The same of entries that were made before. */
export function stepsOfEntries(
  ledger: string,
  entries: readonly LedgerEntry[],
  { files, reporter }: LedgerPorts,
): WritingSteps {
  const recorded: LedgerEntry[] = [];
  const append = (group: readonly LedgerEntry[]) =>
    appendLines(ledger, group.map(encodeLedgerEntry), { files, reporter });
  const abandon = async () => {
    for (const group of groupsOf(recorded)) {
      await append(group.map((entry) => ({ ...entry, event: 'abandoned' })));
    }
  };
  const record = async () => {
    try {
      for (const group of groupsOf(entries)) {
        // Before the write: of one that fails, some lines may have come through.
        recorded.push(...group);
        await append(group);
      }
    } catch (error) {
      await abandon();
      throw error;
    }
  };
  return { record, abandon };
}

/** By one write. */
export async function appendLines(
  ledger: string,
  lines: readonly string[],
  { files, reporter }: { files: Files; reporter: Reporter },
): Promise<void> {
  if (!(await files.appendLine(ledger, lines.join('')))) return;
  reporter.warn(`${quote(ledger)} ended in half a line, of a run that was cut off; it is kept`);
}

/** So many lines go with one write and one sync. */
const LINES_AT_ONCE = 64;

function groupsOf(entries: readonly LedgerEntry[]): LedgerEntry[][] {
  const count = Math.ceil(entries.length / LINES_AT_ONCE);
  return Array.from({ length: count }, (_, index) =>
    entries.slice(index * LINES_AT_ONCE, (index + 1) * LINES_AT_ONCE),
  );
}
