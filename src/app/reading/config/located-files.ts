// Where the files that a config names stand on this machine: as it names them, below another root,
// or beside the config. For configured-host.ts.
import { basename, dirname, isAbsolute, join } from 'node:path/posix';
import { pathIn } from '../../../path-in.js';
import type { Files } from '../../../ports.js';

export interface Locating {
  /** The config that names it. */
  config: string;
  /** Where relative names begin. */
  base: string;
  root: string | undefined;
}

export interface LocatedFile {
  path: string;
  /** In a kit, or the folder of a host, the files that will be installed lie beside the config. */
  isBeside: boolean;
}

/** Where it has to be, whether or not it is there. */
export async function locateFile(
  named: string,
  { config, base, root }: Locating,
  files: Files,
): Promise<LocatedFile> {
  const path = placed(named, base, root);
  if (root !== undefined) return { path, isBeside: false };
  const beside = pathIn(dirname(config), basename(named.replaceAll('\\', '/')));
  const isOther = (await files.real(beside)) !== (await files.real(path));
  const isBeside = isOther && (await files.kindBehind(beside)) === 'file';
  if (isBeside) return { path: beside, isBeside };
  return { path: await inParent(named, path, base, files), isBeside: false };
}

/** Some products begin a level above the folder of their configs. */
async function inParent(named: string, path: string, base: string, files: Files): Promise<string> {
  if (isAbsolute(named) || (await files.kindBehind(path)) !== 'absent') return path;
  const above = pathIn(pathIn(base, '..'), named);
  return (await files.kindBehind(above)) === 'absent' ? path : above;
}

function placed(named: string, base: string, root: string | undefined): string {
  if (!isAbsolute(named)) return /^[A-Za-z]:[\\/]/.test(named) ? named : pathIn(base, named);
  return root === undefined ? named : join(root, named);
}
