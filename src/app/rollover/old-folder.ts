// Which CA is meant: the one that was said, that of a kit that was named, or the usual one.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import type { Files } from '../../ports.js';
import { isCaFolder } from '../reading/ca-folder.js';

interface CaChoice {
  ca: string | undefined;
  paths: readonly string[];
  fallback: string;
}

/** Throws `input-absent` for a path that is none. Of a kit the CA that it was made with: one that has succeeded it is said. */
export async function oldFolder(
  { ca, paths, fallback }: CaChoice,
  { files }: { files: Files },
): Promise<string> {
  for (const path of paths) {
    if ((await files.kindBehind(path)) !== 'absent') continue;
    throw new TlsmithError('input-absent', (it) => `${it} does not exist`, { path });
  }
  if (ca !== undefined) return ca;
  for (const path of paths) {
    for (const folder of [path, pathIn(path, 'ca'), pathIn(dirname(path), 'ca')]) {
      if (await isCaFolder(folder, files)) return folder;
    }
  }
  return fallback;
}
