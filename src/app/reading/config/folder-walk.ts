// The files of a folder that may be configs, by their names. What may not be looked into stands in
// nobody's way: it is counted. For config-files.ts.
import { TlsmithError } from '../../../errors.js';
import { pathIn } from '../../../path-in.js';
import type { Files } from '../../../ports.js';

/** What is read of one call is bounded. */
export const MOST_FILES = 2_000;
export const CONFIG_NAME = /\.(?:ya?ml|conf|cnf|cfg|config|py|sh)$/i;

export class FolderWalk {
  readonly paths: string[] = [];
  /** Why a file or folder could not be read, one each. */
  readonly failures: TlsmithError[] = [];

  constructor(private readonly files: Files) {}

  /** Throws `input-limit`. */
  async below(folder: string, depth: number): Promise<void> {
    for (const name of (await this.reading(() => this.files.list(folder))) ?? []) {
      const path = pathIn(folder, name);
      const kind = await this.reading(() => this.files.kindBehind(path));
      if (kind === 'folder' && depth > 0 && !name.startsWith('.')) {
        await this.below(path, depth - 1);
      } else if (kind === 'file' && mayBeConfig(folder, name)) {
        this.paths.push(path);
      }
      if (this.paths.length > MOST_FILES) throw tooMany(folder);
    }
  }

  /** Undefined for what is gone since, is locked, or is a link that leads nowhere. */
  async reading<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      const isOfFile = error instanceof TlsmithError && PASSED_OVER.includes(error.code);
      if (!isOfFile) throw error;
      this.failures.push(error);
      return undefined;
    }
  }
}

const PASSED_OVER = ['input-absent', 'input-unreadable'];

/** By its name; nginx has its sites in files without an ending. */
export function mayBeConfig(folder: string, name: string): boolean {
  return CONFIG_NAME.test(name) || /(?:^|\/)sites-(?:enabled|available)$/.test(folder);
}

export function tooMany(path: string): TlsmithError {
  return new TlsmithError('input-limit', `more than ${MOST_FILES} configs are read at once`, {
    path,
    limit: MOST_FILES,
  });
}
