// Every folder below one with the files in it, in order, so that nobody holds them all: for
// `status`, which reads them.
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import type { Files } from '../../ports.js';
import { quotePath } from '../../quote.js';

export interface TreeFolder {
  /** As the person typed it, or joined to that. */
  path: string;
  /** Files by name, links followed; nothing else: who opens a pipe waits for ever. */
  files: readonly string[];
  /** How many folders come after it, as far as is known. */
  waiting: number;
}

/** What is looked at in one call is bounded. */
export interface TreeLimits {
  entries: number;
  depth: number;
}
export const TREE_LIMITS: TreeLimits = { entries: 1_000_000, depth: 64 };

export class Tree {
  /** By real path: however many links lead there, a folder is looked into once. */
  readonly #seen = new Set<string>();
  #entries = 0;

  constructor(
    private readonly files: Files,
    /** Told of each folder or file that may not be looked into. */
    private readonly failed: (failure: TlsmithError) => void,
    private readonly limits = TREE_LIMITS,
  ) {}

  /** Each folder once, before those in it. Throws `input-limit`. */
  async *below(top: string): AsyncGenerator<TreeFolder> {
    const above = await this.files.real(top);
    const waiting = [{ path: top, depth: 0 }];
    const links: typeof waiting = [];
    for (let next = waiting.pop(); next; next = waiting.pop() ?? links.shift()) {
      const { path, depth } = next;
      if (!(await this.#isNew(path, above))) continue;
      if (depth > this.limits.depth) {
        this.failed(tooDeep(path, this.limits.depth));
        continue;
      }
      const { files, folders } = await this.#sorted(path);
      for (const name of folders.toReversed()) {
        const below = { path: inFolder(path, name), depth: depth + 1 };
        // What has a name of its own is called by that.
        const isLink = (await this.files.kind(below.path)) === 'link';
        (isLink ? links : waiting).push(below);
      }
      yield { path, files, waiting: waiting.length + links.length };
    }
  }

  /** Nobody who names a folder means those around it, though a link in it leads there. */
  async #isNew(folder: string, top: string): Promise<boolean> {
    const real = await this.files.real(folder);
    const isAbove = real === '/' ? top !== '/' : top.startsWith(`${real}/`);
    if (isAbove || this.#seen.has(real) || KERNEL_FOLDERS.includes(real)) return false;
    this.#seen.add(real);
    return true;
  }

  async #sorted(folder: string): Promise<{ files: string[]; folders: string[] }> {
    const files: string[] = [];
    const folders: string[] = [];
    const names = (await this.#attempt(() => this.files.list(folder))) ?? [];
    this.#entries += names.length;
    if (this.#entries > this.limits.entries) throw tooMany(folder, this.limits.entries);
    for (const name of names) {
      if (isLeftOut(name)) continue;
      const kind = await this.#attempt(() => this.files.kindBehind(inFolder(folder, name)));
      if (kind === 'file') files.push(name);
      if (kind === 'folder') folders.push(name);
    }
    return { files, folders };
  }

  async #attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      const isOfFile =
        error instanceof TlsmithError && ['input-absent', 'input-unreadable'].includes(error.code);
      if (!isOfFile) throw error;
      this.failed(error);
      return undefined;
    }
  }
}

/** What stands in the working folder is called by its name. */
export function inFolder(folder: string, name: string): string {
  return folder === '.' ? name : pathIn(folder, name);
}

/** Files without end, and such that nobody may even open. */
const KERNEL_FOLDERS = ['/proc', '/sys', '/dev'];

/**
 * What a renewal keeps, what is not finished, versions of Git, libraries of Node with the
 * certificates of their tests, and the folders behind the links of a Kubernetes mount.
 */
function isLeftOut(name: string): boolean {
  return (
    ['.git', 'node_modules'].includes(name) ||
    name.startsWith('..') ||
    name.endsWith('.previous') ||
    /^\..*\.tlsmith-\d+-/.test(name)
  );
}

function tooMany(path: string, limit: number): TlsmithError {
  const sentence = `more than ${limit} files are looked at at once: name folders below ${quotePath(path)}`;
  return new TlsmithError('input-limit', sentence, { path, limit });
}

function tooDeep(path: string, limit: number): TlsmithError {
  return new TlsmithError(
    'input-limit',
    (it) => `${it} is more than ${limit} folders deep: it is not looked into`,
    { path, limit },
  );
}
