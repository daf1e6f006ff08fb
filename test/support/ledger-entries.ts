// The entries of a ledger, for tests that look at what was recorded.
import { readFileSync } from 'node:fs';
import { decodeLedgerLine, type LedgerEntry } from '../../src/pki/issuing/ledger.js';

export function ledgerEntries(path: string): LedgerEntry[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line) => decodeLedgerLine(line) ?? []);
}
