// A CA folder of ours, and where its ledger stands.
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import type { Files } from '../../ports.js';

/** The path of its ledger, which is not read. Throws `input-absent`, `input-wrong-kind`. */
export async function ledgerOf(folder: string, files: Files): Promise<string> {
  await checkIsFolder(folder, files);
  const ledger = pathIn(folder, 'ledger.jsonl');
  if ((await files.kindBehind(ledger)) === 'file') return ledger;
  throw new TlsmithError('input-absent', (it) => `${it} does not exist, so this is no CA folder`, {
    path: ledger,
    expected: 'a CA folder',
  });
}

export async function isCaFolder(folder: string, files: Files): Promise<boolean> {
  const has = async (name: string) => (await files.kindBehind(pathIn(folder, name))) === 'file';
  return (await has('ledger.jsonl')) && (await has('ca.crt'));
}

async function checkIsFolder(folder: string, files: Files): Promise<void> {
  switch (await files.kindBehind(folder)) {
    case 'folder':
      return;
    case 'absent':
      throw new TlsmithError('input-absent', (it) => `the CA folder ${it} does not exist`, {
        path: folder,
        expected: 'a CA folder',
      });
    default:
      throw new TlsmithError(
        'input-wrong-kind',
        (it) => `${it} is a file, not a CA folder with ca.crt, ca.key and ledger.jsonl`,
        { path: folder, expected: 'a CA folder' },
      );
  }
}
