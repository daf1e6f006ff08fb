// The renames of a replacement, forwards and backwards, each of which may have been done already:
// for the run that replaces and for the one that comes after it was killed.
import type { Files } from '../../../ports.js';
import {
  type Journal,
  JOURNAL_FILE,
  PENDING_HOOK_FILE,
  previousOf,
} from '../../reading/folder/journal.js';
import { withoutFailing } from '../publishing.js';

/** The folders in staging: what comes, what stays beside it, and what an undo puts back. */
export const STAGED = { after: 'new', previous: 'previous', old: 'old', older: 'older' } as const;

/** What was kept first, so that at every moment each old file stands under some name. */
export async function renameFiles(
  names: readonly string[],
  root: string,
  staging: string,
  files: Files,
): Promise<void> {
  for (const name of names) {
    await moveIfThere(
      `${staging}/${STAGED.previous}/${name}`,
      `${root}/${previousOf(name)}`,
      files,
    );
  }
  for (const name of names) {
    await moveIfThere(`${staging}/${STAGED.after}/${name}`, `${root}/${name}`, files);
  }
  await files.syncFolder(root);
}

/**
 * The very files that stood there before, and only where the new ones had come already: what
 * somebody else has put there meanwhile stays.
 */
export async function undoRenames(
  names: readonly string[],
  root: string,
  staging: string,
  files: Files,
  act: Journal['act'],
): Promise<void> {
  const isStaged = async (folder: string, name: string) =>
    (await files.kind(`${staging}/${folder}/${name}`)) !== 'absent';
  for (const name of names) {
    if (await isStaged(STAGED.after, name)) continue;
    await moveIfThere(`${staging}/${STAGED.old}/${name}`, `${root}/${name}`, files);
  }
  // Where nothing stays beside them, what is called so is somebody else's.
  for (const name of act === 'overwriting' ? [] : names) {
    if (await isStaged(STAGED.previous, name)) continue;
    const previous = `${root}/${previousOf(name)}`;
    if (await isStaged(STAGED.older, name)) {
      // It keeps its name in staging: an undo that is cut off is done again.
      const again = `${staging}/again`;
      await files.remove(again);
      await files.hardLink(`${staging}/${STAGED.older}/${name}`, again);
      await files.rename(again, previous);
    } else await files.remove(previous);
  }
  await files.syncFolder(root);
}

/** Nothing is left to be done but the hook, which has a file of its own for that. */
export async function closeJournal(
  { removed, staging, hook }: Journal,
  root: string,
  files: Files,
): Promise<void> {
  for (const name of removed) await files.remove(`${root}/${name}`);
  if (hook) await files.rename(`${root}/${JOURNAL_FILE}`, `${root}/${PENDING_HOOK_FILE}`);
  else await files.remove(`${root}/${JOURNAL_FILE}`);
  await files.syncFolder(root);
  await withoutFailing(() => files.remove(`${root}/${staging}`));
}

async function moveIfThere(from: string, to: string, files: Files): Promise<void> {
  if ((await files.kind(from)) !== 'absent') await files.rename(from, to);
}
