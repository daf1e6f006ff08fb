// Finishes or undoes what a killed run left of a replacement, by its journal: for every command that
// writes into such a folder.
import { TlsmithError } from '../../../errors.js';
import { toHex } from '../../../pki/der/hex.js';
import { formatTime } from '../../../pki/certificate/validity.js';
import type { LedgerEntry } from '../../../pki/issuing/ledger.js';
import type { Clock, Crypto, Files, Reporter } from '../../../ports.js';
import { quote } from '../../../quote.js';
import {
  currentBoot,
  type Journal,
  JOURNAL_FILE,
  previousOf,
  readJournal,
} from '../../reading/folder/journal.js';
import { entriesWith } from '../../reading/ledger/search.js';
import { stepsOfEntries } from '../ledger.js';
import { withoutFailing } from '../publishing.js';
import { closeJournal, renameFiles, STAGED, undoRenames } from './renames.js';

export interface SettlingPorts {
  files: Files;
  crypto: Crypto;
  reporter: Reporter;
  /** None: the time of the journal counts. */
  clock?: Clock | undefined;
}

export type Settled = 'nothing' | 'finished' | 'undone';

/** Throws `output-exists` while the run is still alive, and what reading its files throws. */
export async function settle(folder: string, ports: SettlingPorts): Promise<Settled> {
  const { files, reporter } = ports;
  const journal = await readJournal(folder, files);
  if (!journal) return 'nothing';
  if (await isRunning(journal, files)) {
    throw new TlsmithError(
      'output-exists',
      `another run (process ${journal.process}) is replacing files in ${quote(folder)}`,
      { path: folder },
    );
  }
  const settled = await carryOut(journal, files.absolute(folder), ports);
  const what = journal.act === 'renewal' ? 'a renewal' : 'a rollback';
  reporter.note(`${what} of ${quote(folder)} that was cut off is ${settled} now`);
  return settled;
}

async function isRunning({ process, boot }: Journal, files: Files): Promise<boolean> {
  if (process === files.processId()) return false;
  return boot === (await currentBoot(files)) && files.isProcessAlive(process);
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
  const isRecorded = await standsInLedger(journal, files);
  const hasBegun = states.some(({ is }) => is === 'after');
  const canFinish = states.every(
    ({ is, isStaged }) => is === 'after' || (is === 'before' && isStaged),
  );
  const isRollback = journal.act === 'rollback';
  if (canFinish && (isRecorded || hasBegun || isRollback)) {
    await renameFiles(names, root, staging, files);
    if (!isRecorded) await record(journal, ports);
    await closeJournal(journal, root, files);
    return 'finished';
  }
  if (hasBegun) await putBack(journal, root, staging, ports);
  if (isRecorded && !isRollback) await abandon(journal, ports);
  await files.remove(`${root}/${JOURNAL_FILE}`);
  await withoutFailing(() => files.remove(staging));
  return 'undone';
}

interface FileState {
  is: 'before' | 'after' | 'other';
  isStaged: boolean;
}

async function statesOf(
  { files: replaced, staging }: Journal,
  root: string,
  { files, crypto }: SettlingPorts,
): Promise<FileState[]> {
  const states: FileState[] = [];
  for (const { name, before, after } of replaced) {
    const bytes = await files.readIfPresent(`${root}/${name}`);
    const sum = bytes && toHex(crypto.digest('SHA-256', bytes));
    const staged = await files.kind(`${root}/${staging}/${STAGED.after}/${name}`);
    states.push({
      is: sum === after ? 'after' : sum === before ? 'before' : 'other',
      isStaged: staged === 'file',
    });
  }
  return states;
}

/** Where no ledger is kept the renames alone count. */
async function standsInLedger({ ledger }: Journal, files: Files): Promise<boolean> {
  if (!ledger) return true;
  const file = await files.open(ledger.path);
  try {
    const missing = new Map(ledger.entries.map((entry) => [entry.serialNumber, entry]));
    for (const { serialNumber, event, at } of ledger.entries) {
      await entriesWith(file, serialNumber, (found) => {
        const isThat = found?.serialNumber === serialNumber && found.event === event;
        if (isThat && found.at === at) missing.delete(serialNumber);
      });
    }
    return missing.size === 0;
  } finally {
    await file.close();
  }
}

/** Somebody has changed or removed what was to be renamed: the old ones are whole beside them. */
async function putBack(
  { files: replaced, staging: name }: Journal,
  root: string,
  staging: string,
  { files, reporter }: SettlingPorts,
): Promise<void> {
  const names = replaced.map((file) => file.name);
  if ((await files.kind(staging)) === 'folder') {
    await undoRenames(names, root, staging, files);
    return;
  }
  const kept = names.map(previousOf).join(', ');
  reporter.warn(
    `${quote(name)}, where new files were ready, is gone: some files in ${quote(root)} are new and some are old; the old ones are ${kept}`,
  );
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
