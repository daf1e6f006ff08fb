// What a renewal through another CA has beside the old files until its certificate comes.
import { basename } from 'node:path/posix';
import { WAITING_KEY } from '../reading/folder/files.js';
import type { Renewable } from '../renewing/renewable.js';
import { certificateFileOf } from '../renewing/staged-host.js';

/** Names in the host's folder. Stores are all called alike, and a CA is sent many requests. */
export function requestFilesOf(
  { files, place }: Pick<Renewable, 'files' | 'place'>,
  absolute: (path: string) => string,
): { key: string; request: string } {
  const name = certificateFileOf(files);
  const isStore = files.some((file) => file.name === name && file.form === 'key-store');
  const stem = isStore ? basename(absolute(place.folder)) : name.replace(/\.[^.]+$/, '');
  return { key: `${stem}${WAITING_KEY}`, request: `${stem}.renewal.csr` };
}
