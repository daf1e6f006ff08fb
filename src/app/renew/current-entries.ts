// Of a ledger, the certificates that are in use: nobody has replaced, revoked or abandoned them.
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
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
  const retire = (serialNumber: string | undefined) => {
    const entry = serialNumber === undefined ? undefined : current.get(serialNumber);
    if (!entry) return;
    current.delete(entry.serialNumber);
    gone.set(entry.serialNumber, entry);
  };
  const reinstate = (serialNumber: string | undefined) => {
    const entry = serialNumber === undefined ? undefined : gone.get(serialNumber);
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
      retire(serialNumber);
      gone.delete(serialNumber);
    }
  };
  await eachEntry(ledger, visit, ports);
  return [...current.values()];
}

/** Whether the last event of that certificate itself is that it was revoked. */
export async function isRevoked(
  ledger: string,
  serialNumber: string,
  ports: { files: Files; reporter: Reporter },
): Promise<boolean> {
  let revoked = false;
  const visit = (entry: LedgerEntry) => {
    if (entry.serialNumber === serialNumber) revoked = entry.event === 'revoked';
  };
  await eachEntry(ledger, visit, ports);
  return revoked;
}

export function validityOf({ notBefore, notAfter }: LedgerEntry): Validity {
  return { notBefore: new Date(notBefore), notAfter: new Date(notAfter) };
}
