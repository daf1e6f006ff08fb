// `cert show`: all that a ledger says of one certificate, which some digits of its serial number or
// its fingerprint name.
import { formatTime } from '../../pki/certificate/validity.js';
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import { ledgerState } from '../../pki/issuing/ledger-state.js';
import { ledgerOf } from '../reading/ca-folder.js';
import { soonAfter } from './choice.js';
import { Fates } from './fates.js';
import type { LedgerPorts } from './list.js';
import { listed, type ListedCertificate } from './listed.js';
import { eventsOf, isMeant } from './meant.js';

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
