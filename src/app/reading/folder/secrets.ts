// What `secrets.env` of a host's folder holds: the one reader of it.
import { decodeEnvironmentFile, environmentOf } from '../../../formats/environment-file.js';
import { pathIn } from '../../../path-in.js';
import type { Files } from '../../../ports.js';
import { SECRETS_FILE } from '../../../targets/secret.js';
import { inFile } from '../in-file.js';

/**
 * The values of `secrets.env` in `folder` by name; none where there is no such file. Throws
 * `input-malformed`.
 */
export async function readSecretsFile(
  folder: string,
  files: Files,
): Promise<ReadonlyMap<string, string>> {
  const path = pathIn(folder, SECRETS_FILE);
  const bytes = await files.readIfPresent(path);
  return bytes
    ? inFile(path, () => environmentOf(decodeEnvironmentFile(bytes)))
    : new Map<string, string>();
}
