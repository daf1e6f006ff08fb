// What the paths of one call name more than once is done once, and a password that comes from stdin
// is read once for all hosts.
import type { Files } from '../../ports.js';
import { loadPassword, type PasswordSource } from '../reading/key/passwords.js';
import type { RenewalPlace } from './places.js';

/** Answers whether a place is named for the first time. */
export function namedOnce({ absolute }: Pick<Files, 'absolute'>): (place: RenewalPlace) => boolean {
  const folders = new Map<string, Set<string>>();
  return ({ folder, file }) => {
    const at = absolute(folder);
    const named = folders.get(at) ?? new Set();
    folders.set(at, named);
    // A folder and a file of it are the same host, two files of it need not be.
    const isKnown =
      named.has('') || named.has(file ?? '') || (file === undefined && named.size > 0);
    named.add(file ?? '');
    return !isKnown;
  };
}

/** Throws as `loadPassword`. */
export async function readOnce(
  source: PasswordSource | undefined,
  files: Files,
): Promise<PasswordSource | undefined> {
  if (!source || 'text' in source) return source;
  const text = await loadPassword(source, files);
  return text === '' ? source : { text };
}
