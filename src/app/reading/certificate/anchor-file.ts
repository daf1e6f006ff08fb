// Where trust anchors stand: a file, or the `ca.crt` of a CA folder. For `verify` and `export
// truststore`.
import { TlsmithError } from '../../../errors.js';
import type { Files } from '../../../ports.js';
import { pathIn } from '../../../path-in.js';

/** A folder stands for the `ca.crt` in it. Throws `input-wrong-kind`. */
export async function anchorFile(source: string, files: Files): Promise<string> {
  if ((await files.kindBehind(source)) !== 'folder') return source;
  const path = pathIn(source, 'ca.crt');
  if ((await files.readIfPresent(path)) !== undefined) return path;
  throw new TlsmithError(
    'input-wrong-kind',
    (it) => `${it} is a folder without ca.crt, so it is no CA folder`,
    { path: source, expected: 'a CA folder' },
  );
}
