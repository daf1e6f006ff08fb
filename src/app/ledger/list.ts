// `cert list`: what a CA has issued and what became of it, the first to end first. A ledger of any
// length is read twice: once for the fates, and once for the lines in their order.
import { formatTime } from '../../pki/certificate/validity.js';
import { type LedgerState, ledgerState } from '../../pki/issuing/ledger-state.js';
import type { Clock, Files, Memory, OpenFile, Reporter } from '../../ports.js';
import { ledgerOf } from '../reading/ca-folder.js';
import { visitEntries } from '../reading/ledger/entries.js';
import { entryChoice, fateChoice, type ListChoice, soonAfter } from './choice.js';
import { Fates } from './fates.js';
import { listed, type ListedCertificate } from './listed.js';
import { entriesAt, newRoom } from './rows.js';
import { SortedByEnd } from './sorted-by-end.js';

export interface ListRequest extends ListChoice {
  /** The CA folder. */
  ca: string;
}

export interface CertificateList {
  ledger: string;
  /** The time by which states are judged. */
  at: string;
  /** How many there are in the ledger, whichever were asked for; probes are none. */
  total: number;
  count: number;
  /** In groups, so that nobody holds them all; to be gone through once, which closes the file. */
  certificates: AsyncIterable<readonly ListedCertificate[]>;
}

export interface LedgerPorts {
  clock: Clock;
  files: Files;
  memory: Memory;
  reporter: Reporter;
}

/** Throws `input-*`. */
export async function listCertificates(
  { ca, ...choice }: ListRequest,
  ports: LedgerPorts,
): Promise<CertificateList> {
  await ports.memory.keepSmall();
  const now = ports.clock.now();
  const ledger = await ledgerOf(ca, ports.files);
  const file = await ports.files.open(ledger);
  try {
    const fates = new Fates();
    const isMeant = entryChoice(choice);
    const visit = (...[entry, place]: Parameters<Parameters<typeof visitEntries>[2]>) =>
      fates.add(entry, place, isMeant);
    await visitEntries(ledger, file, visit, ports.reporter);
    fates.forgetSerials();
    const stateOf = (index: number) =>
      ledgerState(fates.fateOf(index), now, soonAfter(now, choice.within));
    const { chosen, total } = chooseFrom(fates, stateOf, fateChoice(choice, now));
    const certificates = groupsOf(chosen, { file, fates, stateOf });
    return { ledger, at: formatTime(now), total, count: chosen.count, certificates };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function chooseFrom(
  fates: Fates,
  stateOf: (index: number) => LedgerState,
  isMeant: (state: LedgerState, notAfter: number) => boolean,
): { chosen: SortedByEnd; total: number } {
  const chosen = new SortedByEnd(fates.count);
  let total = 0;
  for (let index = 0; index < fates.count; index += 1) {
    const state = stateOf(index);
    if (state !== 'probe') total += 1;
    if (!fates.isChosen(index) || !isMeant(state, fates.endOf(index))) continue;
    chosen.add(index, fates.endOf(index));
  }
  chosen.sort();
  return { chosen, total };
}

/** Few, so that they are soon forgotten. */
const IN_A_GROUP = 250;

interface Source {
  file: OpenFile;
  fates: Fates;
  stateOf(index: number): LedgerState;
}

async function* groupsOf(
  chosen: SortedByEnd,
  { file, fates, stateOf }: Source,
): AsyncGenerator<ListedCertificate[]> {
  const room = newRoom();
  try {
    for (let from = 0; from < chosen.count; from += IN_A_GROUP) {
      const group = chosen.slice(from, from + IN_A_GROUP);
      const entries = await entriesAt(
        file,
        group.map((index) => fates.placeOf(index)),
        room,
      );
      yield entries.flatMap((entry, at) =>
        entry ? [listed(entry, stateOf(group[at] as number))] : [],
      );
    }
  } finally {
    await file.close();
  }
}
