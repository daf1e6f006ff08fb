// What the paths of one call name more than once is done once, and a password that comes from stdin
// is read once for all hosts.
import type { Files } from '../../ports.js';
import { loadPassword, type PasswordSource } from '../reading/key/passwords.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Renewable } from './renewable.js';

/** The certificates that a call has come by, each in its folder. */
export class Seen {
  readonly #seen = new Set<string>();
  readonly #absolute: Files['absolute'];

  constructor({ absolute }: Pick<Files, 'absolute'>) {
    this.#absolute = absolute;
  }

  /** Answers whether it stands there for the first time. */
  isFirst({ place, certificate }: Pick<Renewable, 'place' | 'certificate'>): boolean {
    const key = this.#keyOf(place.folder, certificate);
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  /** What has come into its place is not to be replaced in its turn. */
  add(folder: string, certificate: Certificate): void {
    this.#seen.add(this.#keyOf(folder, certificate));
  }

  #keyOf(folder: string, { serialNumber }: Certificate): string {
    return `${serialNumber} ${this.#absolute(folder)}`;
  }
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
