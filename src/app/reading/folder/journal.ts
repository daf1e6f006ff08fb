// The journal of files that are being replaced: who comes after a run that was killed can finish it
// by that, or undo it. It holds no secrets.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import { pathIn } from '../../../path-in.js';
import { decodeLedgerLine, type LedgerEntry } from '../../../pki/issuing/ledger.js';
import type { Files, Reporter } from '../../../ports.js';
import { quotePath } from '../../../quote.js';
import type { RunMark } from './run.js';

/** Stands in the folder from the first rename to the last. */
export const JOURNAL_FILE = '.tlsmith-journal.json';
/** The same behind the last rename, as long as a hook has not run for them. */
export const PENDING_HOOK_FILE = '.tlsmith-hook.json';

/** Under which name the file stays that was replaced last. */
export function previousOf(name: string): string {
  return `${name}.previous`;
}

export interface Journal extends RunMark {
  version: 1;
  /** `overwriting`: nothing stays beside what is replaced. */
  act: 'renewal' | 'rollover' | 'rollback' | 'overwriting';
  /** RFC 3339. */
  at: string;
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

/**
 * Undefined where none stands. Who runs as somebody else follows none: it names files to be renamed,
 * and lines for a ledger. Throws `input-malformed`, `output-not-permitted`.
 */
export async function readJournal(
  folder: string,
  files: Pick<Files, 'readIfPresent' | 'kind' | 'absolute' | 'access'>,
  name = JOURNAL_FILE,
): Promise<Journal | undefined> {
  const path = pathIn(folder, name);
  const found = await files.kind(files.absolute(path));
  if (found === 'absent') return undefined;
  if (found !== 'file') throw noJournal(path);
  try {
    await checkIsOwn(path, files);
  } catch (error) {
    // The run that it belongs to may have come to its end meanwhile.
    if ((await files.kind(files.absolute(path))) === 'absent') return undefined;
    throw error;
  }
  const bytes = await files.readIfPresent(path);
  if (!bytes) return undefined;
  try {
    const journal = JSON.parse(Buffer.from(bytes).toString()) as Journal;
    if (isJournal(journal)) return journal;
  } catch {
    // It was synced before it got its name: somebody else has put this there.
  }
  throw noJournal(path);
}

/** Throws `output-not-permitted` for what a run of another user has left. */
export async function checkIsOwn(
  path: string,
  files: Pick<Files, 'absolute' | 'access'>,
): Promise<void> {
  if ((await files.access(files.absolute(path))).owner === 'self') return;
  throw new TlsmithError(
    'output-not-permitted',
    (it) =>
      `${it} belongs to another user, and only that user can finish or undo what was cut off there`,
    { path },
  );
}

function noJournal(path: string): TlsmithError {
  return new TlsmithError(
    'input-malformed',
    (it) => `${it} is no journal of tlsmith, whose place it takes: nothing is replaced beside it`,
    { path },
  );
}

const ACTS: readonly Journal['act'][] = ['renewal', 'rollover', 'rollback', 'overwriting'];
const isText = (value: unknown) => typeof value === 'string';

function isJournal(value: Partial<Journal> | null): boolean {
  return (
    value?.version === 1 &&
    ACTS.some((act) => act === value.act) &&
    Number.isSafeInteger(value.process) &&
    [value.at, value.started, value.boot].every(isText) &&
    isName(value.staging) &&
    Array.isArray(value.files) &&
    value.files.every(isJournalFile) &&
    Array.isArray(value.removed) &&
    value.removed.every(isName) &&
    (value.ledger === undefined || isLedger(value.ledger))
  );
}

function isJournalFile({ name, before, after }: JournalFile): boolean {
  return isName(name) && isText(before) && isText(after);
}

function isLedger({ path, entries }: NonNullable<Journal['ledger']>): boolean {
  return (
    isText(path) &&
    Array.isArray(entries) &&
    entries.every((entry) => decodeLedgerLine(JSON.stringify(entry)) !== undefined)
  );
}

/** One that leads nowhere else. */
function isName(value: unknown): boolean {
  return typeof value === 'string' && !/[/\0]/.test(value) && !['', '.', '..'].includes(value);
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
