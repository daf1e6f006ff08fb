// Puts new files in the place of old ones, all in one go: staged and synced first, then renamed
// under a journal. What they replace stays beside them as `NAME.previous`.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import { pathIn } from '../../../path-in.js';
import { equalBytes, toHex } from '../../../pki/der/hex.js';
import { formatTime } from '../../../pki/certificate/validity.js';
import type { LedgerEntry } from '../../../pki/issuing/ledger.js';
import type { Clock, Crypto, Files, Random, Reporter } from '../../../ports.js';
import { type Journal, JOURNAL_FILE, previousOf } from '../../reading/folder/journal.js';
import { currentRun } from '../../reading/folder/run.js';
import { stepsOfEntries } from '../ledger.js';
import { withoutFailing } from '../publishing.js';
import { stagingName } from '../staging.js';
import { busy, openJournal } from './open-journal.js';
import { closeJournal, renameFiles, STAGED, undoRenames } from './renames.js';

export interface ReplacedFile {
  /** In its folder. */
  name: string;
  before: Uint8Array;
  after: Uint8Array;
  /** Whether it holds a secret: then what it replaces is kept for its owner alone. */
  isSecret: boolean;
}

export interface Replacement {
  /** As the person named it. */
  folder: string;
  act: Journal['act'];
  files: readonly ReplacedFile[];
  /** Names of files that go away once the others are there. */
  removed: readonly string[];
  /** None: no ledger is kept. */
  ledger: { path: string; entries: readonly LedgerEntry[] } | undefined;
  /** Whether a hook runs afterwards, which the next run repeats if it fails. */
  hook: boolean;
}

export interface StagedReplacement {
  /** Where the new file stands until it gets its name. */
  stagedPath(name: string): string;
  /** All or none; a run that is killed meanwhile leaves the journal. */
  publish(): Promise<void>;
  discard(): Promise<void>;
}

export interface ReplacingPorts {
  files: Files;
  crypto: Crypto;
  clock: Clock;
  random: Random;
  reporter: Reporter;
}

const PRIVATE_FOLDER = 0o700;
const SECRET = 0o600;

/**
 * Each new file has owner, group and mode of the one that it replaces. Throws `output-*`,
 * `disk-full`; then nothing is left behind.
 */
export async function stageReplacement(
  replacement: Replacement,
  ports: ReplacingPorts,
): Promise<StagedReplacement> {
  const { files, random } = ports;
  const root = files.absolute(replacement.folder);
  for (const { name } of replacement.files) await checkIsFile(replacement.folder, name, files);
  const staging = `${root}/${stagingName(basename(root), files, random)}`;
  const forget = files.removeOnSignal(staging, []);
  const discard = async () => {
    await withoutFailing(() => files.remove(staging));
    forget();
  };
  try {
    await files.makeFolder(staging, PRIVATE_FOLDER);
    for (const folder of Object.values(STAGED)) {
      await files.makeFolder(`${staging}/${folder}`, PRIVATE_FOLDER);
    }
    for (const file of replacement.files) await stageFile(file, root, staging, files);
    for (const folder of Object.values(STAGED)) await files.syncFolder(`${staging}/${folder}`);
  } catch (error) {
    await discard();
    throw atNamedPath(error, replacement, root, staging);
  }
  return {
    stagedPath: (name) => `${staging}/${STAGED.after}/${name}`,
    publish: () => publish({ replacement, root, staging, forget }, ports),
    discard,
  };
}

async function checkIsFile(folder: string, name: string, files: Files): Promise<void> {
  const path = pathIn(folder, name);
  const previous = pathIn(folder, previousOf(name));
  const found = await files.kind(files.absolute(path));
  if (found === 'link') {
    throw new TlsmithError(
      'output-is-link',
      (it) => `${it} is a link, and links are not written through`,
      { path },
    );
  }
  if (found !== 'file') {
    throw new TlsmithError('output-not-folder', (it) => `${it} is no file any more`, { path });
  }
  if ((await files.kind(files.absolute(previous))) === 'folder') {
    throw new TlsmithError(
      'output-exists',
      (it) => `${it} is a folder, and what is replaced would be kept there`,
      { path: previous },
    );
  }
}

async function stageFile(
  { name, before, after, isSecret }: ReplacedFile,
  root: string,
  staging: string,
  files: Files,
): Promise<void> {
  const target = `${root}/${name}`;
  const staged = `${staging}/${STAGED.after}/${name}`;
  const previous = `${staging}/${STAGED.previous}/${name}`;
  await files.createFile(staged, after, SECRET);
  await files.copyOwnership(target, staged);
  await checkSameOwner(target, staged, files);
  await files.createFile(previous, before, SECRET);
  await files.copyOwnership(target, previous);
  if (isSecret) await files.setMode(previous, SECRET);
  // The old ones as they are, so that a failure can put back the very same.
  await files.hardLink(target, `${staging}/${STAGED.old}/${name}`);
  const older = `${root}/${previousOf(name)}`;
  if ((await files.kind(older)) !== 'absent') {
    await files.hardLink(older, `${staging}/${STAGED.older}/${name}`);
  }
}

/** A product whose user may not read its new key would fail at its next start. */
async function checkSameOwner(target: string, staged: string, files: Files): Promise<void> {
  const [wanted, given] = [await files.ownership(target), await files.ownership(staged)];
  const isSame = wanted?.uid === given?.uid && wanted?.gid === given?.gid;
  if (isSame && (wanted?.mode ?? 0) % 0o1000 === given?.mode) return;
  throw new TlsmithError(
    'output-not-permitted',
    (it) =>
      `owner and group of ${it} cannot be given to a new file: only its owner or root renews it`,
    { path: target },
  );
}

/** A failure names what the person knows: the file in its folder, and not where it was staged. */
function atNamedPath(
  error: unknown,
  { folder }: Replacement,
  root: string,
  staging: string,
): unknown {
  const { path } = error instanceof TlsmithError ? error.details : {};
  if (!(error instanceof TlsmithError) || path === undefined) return error;
  const isStaged = path.startsWith(staging);
  if (!isStaged && !path.startsWith(`${root}/`)) return error;
  const name = isStaged
    ? path.slice(staging.length).replace(/^\/(journal$|\w+(?=\/))/, '')
    : path.slice(root.length);
  const { code, statement, details, cause } = error;
  const meant = name === '' ? folder : pathIn(folder, name.slice(1));
  return new TlsmithError(code, statement, { ...details, path: meant }, cause);
}

interface Publishing {
  replacement: Replacement;
  root: string;
  staging: string;
  forget(): void;
}

/** From the journal's name to the last rename no signal comes between. */
async function publish(
  { replacement, root, staging, forget }: Publishing,
  ports: ReplacingPorts,
): Promise<void> {
  const { files } = ports;
  const journal = await journalOf(replacement, basename(staging), ports);
  const letSignalsThrough = files.deferSignals();
  try {
    try {
      await openJournal(journal, root, staging, files);
    } catch (error) {
      await withoutFailing(() => files.remove(staging));
      throw busy(atNamedPath(error, replacement, root, staging), replacement.folder);
    } finally {
      // From now on it is the journal that says what becomes of it.
      forget();
    }
    try {
      await checkUnchanged(replacement, root, files);
    } catch (error) {
      await withdraw(root, staging, files);
      throw error;
    }
    await replace({ replacement, root, staging }, journal, ports);
  } finally {
    letSignalsThrough();
  }
}

async function replace(
  { replacement, root, staging }: Pick<Publishing, 'replacement' | 'root' | 'staging'>,
  journal: Journal,
  ports: ReplacingPorts,
): Promise<void> {
  const { files } = ports;
  const { ledger } = replacement;
  const names = replacement.files.map(({ name }) => name);
  const steps = ledger && stepsOfEntries(ledger.path, ledger.entries, ports);
  const isIssued = replacement.act === 'renewal';
  let isRecorded = false;
  try {
    if (isIssued) await steps?.record?.();
    isRecorded = isIssued;
    await renameFiles(names, root, staging, files);
  } catch (error) {
    // Where even that fails the journal stays, and with it the way back.
    await undoRenames(names, root, staging, files, replacement.act);
    if (isRecorded) await steps?.abandon?.();
    await withdraw(root, staging, files);
    throw atNamedPath(error, replacement, root, staging);
  }
  // What was put back is said when it is there: nothing could take the line back.
  if (!isIssued) await steps?.record?.();
  await closeJournal(journal, root, files);
}

async function withdraw(root: string, staging: string, files: Files): Promise<void> {
  await withoutFailing(() => files.remove(`${root}/${JOURNAL_FILE}`));
  await withoutFailing(() => files.remove(staging));
}

async function journalOf(
  { act, files: replaced, removed, ledger, hook }: Replacement,
  staging: string,
  { files, crypto, clock }: ReplacingPorts,
): Promise<Journal> {
  const sumOf = (bytes: Uint8Array) => toHex(crypto.digest('SHA-256', bytes));
  return {
    version: 1,
    act,
    at: formatTime(clock.now()),
    ...(await currentRun(files)),
    staging,
    files: replaced.map(({ name, before, after }) => ({
      name,
      before: sumOf(before),
      after: sumOf(after),
    })),
    removed,
    ledger: ledger && { path: files.absolute(ledger.path), entries: ledger.entries },
    hook,
  };
}

async function checkUnchanged(
  { folder, files: replaced }: Replacement,
  root: string,
  files: Files,
): Promise<void> {
  for (const { name, before } of replaced) {
    const found = await files.readIfPresent(`${root}/${name}`);
    if (found && equalBytes(found, before)) continue;
    const path = pathIn(folder, name);
    throw new TlsmithError(
      'output-exists',
      (it) => `${it} was changed by somebody else meanwhile`,
      { path },
    );
  }
}
