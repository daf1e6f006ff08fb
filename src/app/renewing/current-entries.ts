// Of a ledger, the certificates that are in use: nobody has replaced, revoked or abandoned them.
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import { type Revocation, revocationAfter } from '../../pki/issuing/revocations.js';
import { HOLD } from '../../pki/crl/revocation-reason.js';
import type { Validity } from '../../pki/certificate/validity.js';
import type { Files, Reporter } from '../../ports.js';
import { eachEntry } from '../reading/ledger/entries.js';

/**
 * Of end entities alone, each as it was issued, in the order of the ledger. A `restored` one is in
 * use again.
 */
export async function currentEntries(
  ledger: string,
  ports: { files: Files; reporter: Reporter },
): Promise<LedgerEntry[]> {
  const current = new Map<string, LedgerEntry>();
  const gone = new Map<string, LedgerEntry>();
  const held = new Map<string, { entry: LedgerEntry; isCurrent: boolean }>();
  const retire = (serialNumber: string | undefined) => {
    if (serialNumber === undefined) return;
    const hold = held.get(serialNumber);
    if (hold) hold.isCurrent = false;
    const entry = current.get(serialNumber);
    if (!entry) return;
    current.delete(entry.serialNumber);
    gone.set(entry.serialNumber, entry);
  };
  const reinstate = (serialNumber: string | undefined) => {
    if (serialNumber === undefined) return;
    const hold = held.get(serialNumber);
    if (hold) hold.isCurrent = true;
    const entry = gone.get(serialNumber);
    if (entry) current.set(entry.serialNumber, entry);
  };
  const visit = (entry: LedgerEntry) => {
    const { event, serialNumber, replaces, profile } = entry;
    if (event === 'issued' || event === 'renewed' || event === 'restored') {
      retire(replaces);
      if (profile !== 'ca') current.set(serialNumber, entry);
    } else if (event === 'abandoned') {
      current.delete(serialNumber);
      reinstate(replaces);
    } else if (event === 'revoked') {
      const isCurrent = current.has(serialNumber);
      const known = current.get(serialNumber) ?? gone.get(serialNumber);
      current.delete(serialNumber);
      gone.delete(serialNumber);
      if (entry.reason !== HOLD) held.delete(serialNumber);
      else if (known) held.set(serialNumber, { entry: known, isCurrent });
    } else if (event === 'released') {
      const hold = held.get(serialNumber);
      if (hold) (hold.isCurrent ? current : gone).set(serialNumber, hold.entry);
      held.delete(serialNumber);
    }
  };
  await eachEntry(ledger, visit, ports);
  return [...current.values()];
}

/** For good, or on hold. */
export async function isRevoked(
  ledger: string,
  serialNumber: string,
  ports: { files: Files; reporter: Reporter },
): Promise<boolean> {
  let revocation: Revocation | undefined;
  const visit = (entry: LedgerEntry) => {
    if (entry.serialNumber === serialNumber) revocation = revocationAfter(revocation, entry);
  };
  await eachEntry(ledger, visit, ports);
  return revocation !== undefined;
}

export function validityOf({ notBefore, notAfter }: LedgerEntry): Validity {
  return { notBefore: new Date(notBefore), notAfter: new Date(notAfter) };
}
