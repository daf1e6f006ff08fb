// Staged files that take the place of others in one folder, all in one go and under a journal: a key
// and its certificate never stand there of two generations, whatever kills the run.
import { basename } from 'node:path/posix';
import { toHex } from '../../../pki/der/hex.js';
import type { Crypto, Files, Random } from '../../../ports.js';
import type { Journal } from '../../reading/folder/journal.js';
import { currentRun } from '../../reading/folder/run.js';
import { stagingName } from '../staging.js';
import { busy, openJournal } from './open-journal.js';
import { closeJournal, renameFiles, STAGED, undoRenames } from './renames.js';

export interface StagedTogether {
  /** Absolute; the files in it are called as they will be. */
  staged: string;
  /** Absolute, where files of these names stand. */
  folder: string;
  names: readonly string[];
}

interface Ports {
  files: Files;
  crypto: Crypto;
  random: Random;
}

/**
 * Answers how to undo it. What is replaced does not stay beside it; no ledger is written here.
 * Throws `output-*`; then the folder is as it was.
 */
export async function replaceTogether(
  { staged, folder, names }: StagedTogether,
  { files, crypto, random }: Ports,
): Promise<() => Promise<void>> {
  const staging = `${folder}/${stagingName(basename(folder), files, random)}`;
  const sumOf = async (path: string) => toHex(crypto.digest('SHA-256', await files.read(path)));
  const kept = (name: string) => `${staged}/${name}.old`;
  try {
    for (const part of ['', ...Object.values(STAGED).map((one) => `/${one}`)]) {
      await files.makeFolder(`${staging}${part}`, 0o700);
    }
    const replaced: Journal['files'][number][] = [];
    for (const name of names) {
      const target = `${folder}/${name}`;
      await files.hardLink(target, kept(name));
      await files.hardLink(target, `${staging}/${STAGED.old}/${name}`);
      await files.rename(`${staged}/${name}`, `${staging}/${STAGED.after}/${name}`);
      const after = await sumOf(`${staging}/${STAGED.after}/${name}`);
      replaced.push({ name, before: await sumOf(target), after });
    }
    const journal: Journal = {
      ...{ version: 1, act: 'overwriting', at: '', ...(await currentRun(files)) },
      ...{ staging: basename(staging), files: replaced, removed: [], hook: false },
    };
    await openJournal(journal, folder, staging, files).catch((error: unknown) => {
      throw busy(error, folder);
    });
    try {
      await renameFiles(names, folder, staging, files);
    } catch (error) {
      await undoRenames(names, folder, staging, files, 'overwriting');
      await closeJournal(journal, folder, files);
      throw error;
    }
    await closeJournal(journal, folder, files);
  } catch (error) {
    await files.remove(staging);
    throw error;
  }
  return async () => {
    for (const name of names) await files.rename(kept(name), `${folder}/${name}`);
  };
}
