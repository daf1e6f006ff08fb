// Puts a journal into its folder: from then on who comes after a run that was killed goes by it.
import { TlsmithError } from '../../../errors.js';
import type { Files } from '../../../ports.js';
import { quote } from '../../../quote.js';
import { type Journal, JOURNAL_FILE } from '../../reading/folder/journal.js';

/** It is whole before it gets its name, and nobody has two. */
export async function openJournal(
  journal: Journal,
  root: string,
  staging: string,
  files: Files,
): Promise<void> {
  const staged = `${staging}/journal`;
  const text = `${JSON.stringify(journal, undefined, 2)}\n`;
  await files.createFile(staged, new TextEncoder().encode(text), 0o600);
  await files.syncFolder(staging);
  await files.hardLink(staged, `${root}/${JOURNAL_FILE}`);
  await files.syncFolder(root);
}

/** Where one stands already, that is what is said. */
export function busy(error: unknown, folder: string): unknown {
  if (!(error instanceof TlsmithError) || error.code !== 'output-exists') return error;
  return new TlsmithError(
    'output-exists',
    `another run is replacing files in ${quote(folder)}`,
    { path: folder },
    error,
  );
}
