// Files of an identity that were replaced, as they are answered.
import { pathIn } from '../../path-in.js';
import type { Files } from '../../ports.js';
import type { IdentityFile } from '../reading/folder/identity-files.js';
import { type FileKind, modeText, type WrittenFile } from '../writing/plan.js';
import { holdsKey } from '../writing/renewed-files.js';

/** With the mode that each has, and keeps. */
export async function writtenFiles(
  folder: string,
  found: readonly IdentityFile[],
  files: Files,
): Promise<WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const file of found) {
    const path = pathIn(folder, file.name);
    const { mode } = await files.access(path);
    written.push({ path, kind: kindOf(file), mode: modeText(mode % 0o1000) });
  }
  return written;
}

function kindOf(file: IdentityFile): FileKind {
  if (file.form === 'key-store') return 'keystore';
  if (file.form === 'trust-store') return 'truststore';
  return holdsKey(file) ? 'private-key' : 'certificate';
}
