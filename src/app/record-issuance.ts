// Keeps a CA's ledger around the writing of files: the line before them, and `abandoned` if they fail.
import type { Certificate } from '../pki/certificate.js';
import { encodeLedgerEntry, ledgerEntry, type LedgerEvent } from '../pki/ledger.js';
import type { Profile } from '../pki/profile.js';
import type { Crypto, Files, Reporter } from '../ports.js';
import { quote } from '../quote.js';
import { fingerprintOf } from './plan.js';
import type { WritingSteps } from './write-files.js';

export interface Issuance {
  certificate: Certificate;
  profile: Profile;
}

/** The ledger's lines for these certificates, one whole line each. */
export function ledgerLines(
  event: LedgerEvent,
  issuances: readonly Issuance[],
  now: Date,
  crypto: Crypto,
): string[] {
  return issuances.map(({ certificate, profile }) =>
    encodeLedgerEntry(
      ledgerEntry(event, certificate, profile, fingerprintOf(certificate, crypto), now),
    ),
  );
}

/** The steps that `writeFiles` takes around publishing; nothing, and a note, where the CA keeps no ledger. */
export function ledgerSteps(
  ledger: string | undefined,
  issuances: readonly Issuance[],
  now: Date,
  { files, crypto, reporter }: { files: Files; crypto: Crypto; reporter: Reporter },
): WritingSteps {
  if (ledger === undefined) {
    reporter.note('no ledger is kept: only a CA folder has one');
    return {};
  }
  const recorded: Issuance[] = [];
  const append = async (event: LedgerEvent, issuance: Issuance) => {
    for (const line of ledgerLines(event, [issuance], now, crypto)) {
      if (!(await files.appendLine(ledger, line))) continue;
      reporter.warn(`${quote(ledger)} ended in half a line, of a run that was cut off; it is kept`);
    }
  };
  const abandon = async () => {
    for (const issuance of recorded) await append('abandoned', issuance);
  };
  const record = async () => {
    try {
      for (const issuance of issuances) {
        await append('issued', issuance);
        recorded.push(issuance);
      }
    } catch (error) {
      await abandon();
      throw error;
    }
  };
  return { record, abandon };
}
