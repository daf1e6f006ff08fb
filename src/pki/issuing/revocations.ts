// What a ledger says of the revocation of certificates and of the numbers of CRLs, line by line: a
// CRL is made of the lines before its own, so that whoever makes it makes the same.
import { HOLD, revocationReason, type RevocationReason } from '../crl/revocation-reason.js';
import type { CrlLine, LedgerEntry } from './ledger.js';

export interface Revocation {
  /** When it was revoked first: a hold that becomes final has been one since it began. */
  at: string;
  reason: RevocationReason;
}

/**
 * After one more entry of the same certificate. A hold ends, every other reason is final, and the
 * first of them counts, whoever writes another one at the same moment.
 */
export function revocationAfter(
  before: Revocation | undefined,
  { at, event, reason }: Pick<LedgerEntry, 'at' | 'event' | 'reason'>,
): Revocation | undefined {
  if (before && before.reason !== HOLD) return before;
  if (event === 'released') return undefined;
  if (event !== 'revoked') return before;
  return { at: before?.at ?? at, reason: revocationReason(reason) };
}

/** Of all certificates: by their serial numbers, in the order in which they were revoked. */
export class Revocations {
  readonly bySerial = new Map<string, Revocation>();

  add(entry: LedgerEntry): void {
    const { serialNumber } = entry;
    const after = revocationAfter(this.bySerial.get(serialNumber), entry);
    if (after) this.bySerial.set(serialNumber, after);
    else this.bySerial.delete(serialNumber);
  }
}

/**
 * The number of each CRL line: one more than that of the line before, and higher than whatever it
 * says is taken. The order of the lines is the same for everybody, so no number comes twice.
 */
export class CrlNumbers {
  last = 0n;

  add({ above }: CrlLine): bigint {
    const taken = BigInt(above);
    this.last = (taken > this.last ? taken : this.last) + 1n;
    return this.last;
  }
}
