// Which files are renewed together: those of one folder that hold the same certificate. For
// `status`.
import { basename, dirname } from 'node:path/posix';
import type { Files } from '../../ports.js';
import { comparedTexts } from './item.js';
import type { DueCertificate } from './survey.js';
import { inFolder } from './tree.js';

export interface Together {
  folder: string;
  /** The same certificate in each; one file may hold it twice. */
  holders: readonly [Holder, ...Holder[]];
}

export interface Holder {
  name: string;
  due: DueCertificate;
}

/** Folder by folder. */
export async function renewedTogether(
  due: readonly DueCertificate[],
  files: Files,
): Promise<Together[]> {
  const found = new Map<string, { folder: string; holders: [Holder, ...Holder[]] }>();
  for (const one of due.toSorted((a, b) => comparedTexts(a.item.path, b.item.path))) {
    const path = await placeOf(one.item.path, files);
    if (path === undefined) continue;
    const folder = dirname(path);
    const key = `${await files.real(folder)}/${one.item.sha256Fingerprint}`;
    const holder = { name: basename(path), due: one };
    const known = found.get(key);
    if (!known) {
      found.set(key, { folder, holders: [holder] });
      continue;
    }
    known.holders.push(holder);
    // As the person names the folder, where a link leads there too.
    if (path === one.item.path) known.folder = folder;
  }
  return [...found.values()].sort((a, b) => comparedTexts(a.folder, b.folder));
}

/**
 * Where the file itself is: links are not written through. Undefined for stdin, and for the mounts
 * of Kubernetes, whose files change behind a link `..data`.
 */
async function placeOf(path: string, files: Files): Promise<string | undefined> {
  if (path === '-') return undefined;
  if ((await files.kind(path)) !== 'link') return path;
  const real = await files.real(path);
  if (basename(dirname(real)).startsWith('..')) return undefined;
  const folder = dirname(path);
  return dirname(real) === (await files.real(folder)) ? inFolder(folder, basename(real)) : real;
}
