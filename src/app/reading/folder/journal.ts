// The journal of files that are being replaced: who comes after a run that was killed can finish it
// by that, or undo it. It holds no secrets.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import { pathIn } from '../../../path-in.js';
import type { LedgerEntry } from '../../../pki/issuing/ledger.js';
import type { Files, Reporter } from '../../../ports.js';
import { quotePath } from '../../../quote.js';

/** Stands in the folder from the first rename to the last. */
export const JOURNAL_FILE = '.tlsmith-journal.json';
/** The same behind the last rename, as long as a hook has not run for them. */
export const PENDING_HOOK_FILE = '.tlsmith-hook.json';

/** Under which name the file stays that was replaced last. */
export function previousOf(name: string): string {
  return `${name}.previous`;
}

export interface Journal {
  version: 1;
  act: 'renewal' | 'rollback';
  /** RFC 3339. */
  at: string;
  process: number;
  /** Of the system that runs since it was started; empty where it does not say. */
  boot: string;
  /** The folder beside the files that holds the new ones and the old ones. */
  staging: string;
  files: readonly JournalFile[];
  /** Names of files that go away with the last rename. */
  removed: readonly string[];
  /** What has to stand in the ledger before the first rename. */
  ledger?: { path: string; entries: readonly LedgerEntry[] } | undefined;
  /** Whether a hook runs afterwards. */
  hook: boolean;
}

export interface JournalFile {
  name: string;
  /** SHA-256 in hex, of what stood there and of what comes. */
  before: string;
  after: string;
}

/** Undefined where none stands. Throws `input-malformed`. */
export async function readJournal(
  folder: string,
  files: Pick<Files, 'readIfPresent'>,
  name = JOURNAL_FILE,
): Promise<Journal | undefined> {
  const path = pathIn(folder, name);
  const bytes = await files.readIfPresent(path);
  if (!bytes) return undefined;
  try {
    const journal = JSON.parse(Buffer.from(bytes).toString()) as Journal;
    if (isJournal(journal)) return journal;
  } catch {
    // It was synced before it got its name: somebody else has put this there.
  }
  throw new TlsmithError('input-malformed', (it) => `${it} is no journal of tlsmith`, { path });
}

function isJournal(value: Partial<Journal> | null): boolean {
  return (
    value?.version === 1 &&
    typeof value.process === 'number' &&
    typeof value.at === 'string' &&
    isName(value.staging) &&
    Array.isArray(value.files) &&
    value.files.every(({ name }: JournalFile) => isName(name)) &&
    Array.isArray(value.removed) &&
    value.removed.every(isName)
  );
}

/** One that leads nowhere else. */
function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !/[/\0]/.test(value) && value !== '..';
}

/** Which start of the system this is: processes of another one are gone. */
export async function currentBoot(files: Pick<Files, 'readIfPresent'>): Promise<string> {
  try {
    const bytes = await files.readIfPresent('/proc/sys/kernel/random/boot_id');
    return Buffer.from(bytes ?? [])
      .toString()
      .trim();
  } catch {
    return '';
  }
}

/** For who only reads: the files are whole, but may be of two generations. */
export async function sayUnfinished(
  folder: string,
  { files, reporter }: { files: Files; reporter: Reporter },
): Promise<void> {
  const path = pathIn(folder, JOURNAL_FILE);
  if ((await files.kindBehind(path)) !== 'file') return;
  reporter.warn(
    `${quotePath(folder)}: a run that replaced files here was cut off, so they may be of two generations; cert renew finishes or undoes it`,
  );
}

/** The same of the folders in which those files stand; `-` is none. */
export async function sayUnfinishedAround(
  paths: readonly string[],
  ports: { files: Files; reporter: Reporter },
): Promise<void> {
  const folders = new Set(paths.filter((path) => path !== '-').map((path) => dirname(path)));
  for (const folder of folders) await sayUnfinished(folder, ports);
}
