// Finishes or undoes what a killed run left of a replacement, by its journal: for every command that
// writes into such a folder.
import { TlsmithError } from '../../../errors.js';
import { toHex } from '../../../pki/der/hex.js';
import { formatTime } from '../../../pki/certificate/validity.js';
import type { LedgerEntry } from '../../../pki/issuing/ledger.js';
import type { Clock, Crypto, Files, OpenFile, Reporter } from '../../../ports.js';
import { quote } from '../../../quote.js';
import {
  checkIsOwn,
  type Journal,
  JOURNAL_FILE,
  previousOf,
  readJournal,
} from '../../reading/folder/journal.js';
import { isRunning } from '../../reading/folder/run.js';
import { entriesWith } from '../../reading/ledger/search.js';
import { stepsOfEntries } from '../ledger.js';
import { withoutFailing } from '../publishing.js';
import { removeStaleStaging } from '../staging.js';
import { claim } from './claim.js';
import { closeJournal, renameFiles, STAGED, undoRenames } from './renames.js';

export interface SettlingPorts {
  files: Files;
  crypto: Crypto;
  reporter: Reporter;
  /** None: the time of the journal counts. */
  clock?: Clock | undefined;
}

export type Settled = 'nothing' | 'finished' | 'undone';

/**
 * Removes staging that stands there without a journal, too. Throws `output-exists` while the run is
 * still alive, `output-not-permitted` for one of another user, and what reading its files throws.
 */
export async function settle(folder: string, ports: SettlingPorts): Promise<Settled> {
  const { files, reporter } = ports;
  const root = files.absolute(folder);
  const journal = await readJournal(folder, files);
  if (!journal) {
    await removeStaleStaging(root, ports);
    return 'nothing';
  }
  if (await isRunning(journal, files)) throw busy(journal.process, folder);
  const letSignalsThrough = files.deferSignals();
  try {
    if (!(await isClaimed(journal, folder, ports))) return await settle(folder, ports);
    const settled = await carryOut(journal, root, ports);
    reporter.note(`${NAMES[journal.act]} ${quote(folder)} that was cut off is ${settled} now`);
    await removeStaleStaging(root, ports);
    return settled;
  } finally {
    letSignalsThrough();
  }
}

const NAMES: Readonly<Record<Journal['act'], string>> = {
  renewal: 'a renewal of',
  rollover: 'a change of the CA in',
  rollback: 'a rollback of',
  overwriting: 'overwriting of files in',
};

function busy(process: number, folder: string): TlsmithError {
  return new TlsmithError(
    'output-exists',
    `another run (process ${process}) is replacing files in ${quote(folder)}`,
    { path: folder },
  );
}

/** False where another run has settled it meanwhile. */
async function isClaimed(
  { staging, at }: Journal,
  folder: string,
  { files }: SettlingPorts,
): Promise<boolean> {
  const path = `${files.absolute(folder)}/${staging}`;
  const isSame = async () => {
    const now = await readJournal(folder, files);
    return now?.staging === staging && now.at === at;
  };
  try {
    await checkStaging(path, files);
    const other = await claim(path, files);
    if (other !== undefined) throw busy(other, folder);
  } catch (error) {
    if (await isSame()) throw error;
    return false;
  }
  return isSame();
}

/** A link there would lead the renames elsewhere. */
async function checkStaging(path: string, files: Files): Promise<void> {
  const found = await files.kind(path);
  if (found === 'absent') return;
  if (found !== 'folder') {
    throw new TlsmithError(
      'output-is-link',
      (it) => `${it}, where new files should be ready, is no folder`,
      { path },
    );
  }
  await checkIsOwn(path, files);
}

async function carryOut(
  journal: Journal,
  root: string,
  ports: SettlingPorts,
): Promise<'finished' | 'undone'> {
  const { files } = ports;
  const staging = `${root}/${journal.staging}`;
  const names = journal.files.map(({ name }) => name);
  const states = await statesOf(journal, root, ports);
  const recorded = await stateInLedger(journal, files);
  const hasBegun = states.some(({ is }) => is === 'after');
  const canFinish = states.every(
    ({ is, isStaged, isKept }) => isKept && (is === 'after' || (is === 'before' && isStaged)),
  );
  const isRollback = journal.act === 'rollback';
  if (canFinish && recorded !== 'abandoned' && (recorded || hasBegun || isRollback)) {
    await renameFiles(names, root, staging, files);
    if (!recorded) await record(journal, ports);
    await closeJournal(journal, root, files);
    return 'finished';
  }
  await putBack(states, root, journal, ports);
  if (recorded === 'recorded' && !isRollback) await abandon(journal, ports);
  await files.remove(`${root}/${JOURNAL_FILE}`);
  await withoutFailing(() => files.remove(staging));
  return 'undone';
}

interface FileState {
  name: string;
  is: 'before' | 'after' | 'other' | 'absent';
  isStaged: boolean;
  /** Whether what it replaces stands beside it, or is ready for that. */
  isKept: boolean;
}

async function statesOf(
  { files: replaced, staging, act }: Journal,
  root: string,
  { files, crypto }: SettlingPorts,
): Promise<FileState[]> {
  const sumOf = async (path: string) => {
    const bytes = await files.readIfPresent(path);
    return bytes && toHex(crypto.digest('SHA-256', bytes));
  };
  const isFile = async (folder: string, name: string) =>
    (await files.kind(`${root}/${staging}/${folder}/${name}`)) === 'file';
  const states: FileState[] = [];
  for (const { name, before, after } of replaced) {
    const sum = await sumOf(`${root}/${name}`);
    const isNamed = sum === after ? 'after' : sum === before ? 'before' : 'other';
    const isPrevious = async () => (await sumOf(`${root}/${previousOf(name)}`)) === before;
    states.push({
      name,
      is: sum === undefined ? 'absent' : isNamed,
      isStaged: await isFile(STAGED.after, name),
      isKept:
        act === 'overwriting' || (await isFile(STAGED.previous, name)) || (await isPrevious()),
    });
  }
  return states;
}

/** By the last line about it. Where no ledger is kept the renames alone count. */
async function stateInLedger(
  { ledger }: Journal,
  files: Files,
): Promise<'recorded' | 'abandoned' | undefined> {
  if (!ledger) return 'recorded';
  const file = await openLedger(ledger.path, files);
  try {
    let state: 'recorded' | 'abandoned' | undefined;
    for (const { serialNumber, event, at } of ledger.entries) {
      state = undefined;
      await entriesWith(file, serialNumber, (found) => {
        if (found?.serialNumber === serialNumber) {
          if (found.event === 'abandoned') state = 'abandoned';
          else if (found.event === event && found.at === at) state = 'recorded';
        } else if (found?.replaces === serialNumber) state = undefined;
      });
      if (!state) return undefined;
    }
    return state;
  } finally {
    await file.close();
  }
}

async function openLedger(path: string, files: Files): Promise<OpenFile> {
  try {
    return await files.open(path);
  } catch (error) {
    if (!(error instanceof TlsmithError) || error.code !== 'input-absent') throw error;
    throw new TlsmithError(
      'input-absent',
      (it) =>
        `${it} is gone, the ledger that says whether files were replaced by a run that was cut off: put it back there first`,
      { path },
      error,
    );
  }
}

/** What somebody has put there meanwhile stays, and is said. */
async function putBack(
  states: readonly FileState[],
  root: string,
  { staging: name, act }: Journal,
  { files, reporter }: SettlingPorts,
): Promise<void> {
  const staging = `${root}/${name}`;
  const namesOf = (wanted: (state: FileState) => boolean) =>
    states.filter(wanted).map(({ name }) => name);
  const others = namesOf(({ is }) => is === 'other');
  if (others.length > 0) {
    reporter.warn(
      `${others.join(', ')} in ${quote(root)} was changed by somebody else meanwhile, and is left so${keptAs(others, act)}`,
    );
  }
  if ((await files.kind(staging)) === 'folder') {
    await undoRenames(
      namesOf(({ is }) => is !== 'other'),
      root,
      staging,
      files,
      act,
    );
    return;
  }
  const renewed = namesOf(({ is }) => is === 'after');
  if (renewed.length === 0) return;
  reporter.warn(
    `${quote(staging)}, where files were ready, is gone: ${renewed.join(', ')} in ${quote(root)} is new and the rest is old${keptAs(renewed, act)}`,
  );
}

/** Where the old ones are, as the end of a sentence. */
function keptAs(names: readonly string[], act: Journal['act']): string {
  return act === 'overwriting' ? '' : `; what it was is ${names.map(previousOf).join(', ')}`;
}

async function record({ ledger }: Journal, ports: SettlingPorts): Promise<void> {
  if (ledger) await stepsOfEntries(ledger.path, ledger.entries, ports).record?.();
}

async function abandon({ ledger, at }: Journal, ports: SettlingPorts): Promise<void> {
  if (!ledger) return;
  const now = ports.clock ? formatTime(ports.clock.now()) : at;
  const entries = ledger.entries.map((entry): LedgerEntry => ({
    ...entry,
    at: now,
    event: 'abandoned',
  }));
  await stepsOfEntries(ledger.path, entries, ports).record?.();
}
