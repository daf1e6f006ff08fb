// A ledger for tests: entries with whatever fields matter, all others are right.
import { encodeLedgerEntry, type LedgerEntry } from '../../src/pki/issuing/ledger.js';

export function entryOf(serialNumber: string, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  const name = `host-${serialNumber.slice(0, 4)}`;
  return {
    at: '2026-11-01T00:00:00Z',
    event: 'issued',
    serialNumber,
    subject: `CN=${name}`,
    subjectAltNames: [`dns:${name}.lan`],
    profile: 'server',
    notBefore: '2026-11-01T00:00:00Z',
    notAfter: '2028-01-01T00:00:00Z',
    sha256Fingerprint: `f${serialNumber}`.padEnd(64, '0'),
    ...changes,
  };
}

export function ledgerText(entries: readonly LedgerEntry[]): string {
  return entries.map(encodeLedgerEntry).join('');
}
