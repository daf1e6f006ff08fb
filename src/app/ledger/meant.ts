// Which certificate of a ledger some digits mean, and all that its ledger says of it. For those who
// show it and those who revoke it.
import { TlsmithError } from '../../errors.js';
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import type { OpenFile, Reporter } from '../../ports.js';
import { quotePath } from '../../quote.js';
import { entriesWith } from '../reading/ledger/search.js';

/** Empty where nothing fits. */
export async function eventsOf(
  digits: string,
  ledger: string,
  file: OpenFile,
  { reporter }: { reporter: Reporter },
): Promise<LedgerEntry[]> {
  const found = await search(digits, ledger, file);
  const [serial] = found.serials;
  let { entries, torn } = found;
  // What came in its place names it by its serial number alone.
  if (serial !== undefined && !serial.startsWith(significant(digits))) {
    ({ entries, torn } = await search(serial, ledger, file));
  }
  if (torn > 0) {
    const lines =
      torn === 1 ? 'a line with these digits is' : `${torn} lines with these digits are`;
    reporter.warn(`${quotePath(ledger)}: ${lines} torn or no entry: left out`);
  }
  return entries.filter(({ serialNumber, replaces }) => [serialNumber, replaces].includes(serial));
}

/** So many are named where several fit. */
const MOST_NAMED = 10;

async function search(digits: string, ledger: string, file: OpenFile) {
  const entries: LedgerEntry[] = [];
  const serials = new Set<string>();
  let torn = 0;
  await entriesWith(file, significant(digits), (entry) => {
    if (!entry) torn += 1;
    else if (serials.size <= MOST_NAMED) {
      entries.push(entry);
      if (isMeant(entry, digits)) serials.add(entry.serialNumber);
    }
  });
  const whole = [...serials].filter((serial) => serial === significant(digits));
  const meant = whole.length === 1 ? whole : [...serials];
  if (meant.length > 1) throw several(digits, meant, ledger);
  return { entries, torn, serials: meant };
}

export function isMeant({ serialNumber, sha256Fingerprint }: LedgerEntry, digits: string): boolean {
  return serialNumber.startsWith(significant(digits)) || sha256Fingerprint.startsWith(digits);
}

/** Some programs show the octet of a sign before a serial number; ours never begin with zero. */
function significant(digits: string): string {
  const rest = digits.replace(/^(?:00)+/, '');
  return rest.length < LEAST_DIGITS ? digits : rest;
}

const LEAST_DIGITS = 8;

function several(digits: string, serials: readonly string[], ledger: string): TlsmithError {
  const named = serials.slice(0, MOST_NAMED);
  const count = serials.length > MOST_NAMED ? `more than ${MOST_NAMED}` : serials.length;
  const list = `${named.join(', ')}${serials.length > MOST_NAMED ? ', …' : ''}`;
  return new TlsmithError(
    'input-wrong-kind',
    (it) => `${digits} fits ${count} certificates in ${it}, and more digits say which: ${list}`,
    { path: ledger, possible: named },
  );
}
