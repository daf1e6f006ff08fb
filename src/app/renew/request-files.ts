// What a renewal through another CA has beside the old files until its certificate comes.
import type { Renewable } from './renewable.js';
import { certificateFileOf } from './staged-host.js';

/** Names in the host's folder. */
export function requestFilesOf({ files }: Pick<Renewable, 'files'>): {
  key: string;
  request: string;
} {
  const stem = certificateFileOf(files).replace(/\.[^.]+$/, '');
  return { key: `${stem}.renewal.key`, request: `${stem}.renewal.csr` };
}
