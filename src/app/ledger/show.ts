// `cert show`: all that a ledger says of one certificate, which some digits of its serial number or
// its fingerprint name.
import { TlsmithError } from '../../errors.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import { ledgerState } from '../../pki/issuing/ledger-state.js';
import type { OpenFile } from '../../ports.js';
import { quotePath } from '../../quote.js';
import { ledgerOf } from '../reading/ca-folder.js';
import { entriesWith } from '../reading/ledger/search.js';
import { soonAfter } from './choice.js';
import { Fates } from './fates.js';
import type { LedgerPorts } from './list.js';
import { listed, type ListedCertificate } from './listed.js';

export interface ShowRequest {
  /** The CA folder. */
  ca: string;
  /** Lower-case hex, the first digits of either; at least eight, or many would fit. */
  digits: string;
}

export interface ShownCertificate {
  /** Whether the ledger has it. */
  ok: boolean;
  ledger: string;
  at: string;
  certificate: ListedCertificate | null;
  /** As they stand in the ledger: its own, and those of what came in its place. */
  events: LedgerEntry[];
}

/** Throws `input-*`; where several certificates fit, `input-wrong-kind` names them. */
export async function showCertificate(
  { ca, digits }: ShowRequest,
  ports: LedgerPorts,
): Promise<ShownCertificate> {
  const now = ports.clock.now();
  const ledger = await ledgerOf(ca, ports.files);
  const file = await ports.files.open(ledger);
  try {
    const at = formatTime(now);
    const events = await eventsOf(digits, ledger, file, ports);
    const own = events.find((entry) => isMeant(entry, digits));
    if (!own) return { ok: false, ledger, at, certificate: null, events: [] };
    const fates = new Fates();
    for (const entry of events) fates.add(entry, NOWHERE, () => true);
    const fate = fates.fateOf(fates.find(own.serialNumber) ?? 0);
    const state = ledgerState(fate, now, soonAfter(now, undefined));
    return { ok: true, ledger, at, certificate: listed(own, state), events };
  } finally {
    await file.close();
  }
}

const NOWHERE = { at: 0, length: 1 };

/** Empty where nothing fits. */
async function eventsOf(
  digits: string,
  ledger: string,
  file: OpenFile,
  { reporter }: LedgerPorts,
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

function isMeant({ serialNumber, sha256Fingerprint }: LedgerEntry, digits: string): boolean {
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
