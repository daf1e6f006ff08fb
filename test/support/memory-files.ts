// Files in memory, so that hundreds of small configs cost nothing: what use-cases read and write,
// with owners that a test may choose.
import { dirname, resolve } from 'node:path/posix';
import { TlsmithError } from '../../src/errors.js';
import { inputError } from '../../src/io/file-errors.js';
import type { Files, PathKind } from '../../src/ports.js';

export interface MemoryFile {
  bytes: Uint8Array;
  mode: number;
  uid: number;
  gid: number;
  /** What stands there and cannot be opened. */
  isLocked?: boolean;
}

/** By absolute path; `/` is the working folder, and folders are those that hold something. */
export type MemoryTree = Map<string, MemoryFile | 'folder'>;

const at = (path: string) => resolve('/', path);

export function memoryFile(content: string | Uint8Array, mode = 0o644): MemoryFile {
  return { bytes: Buffer.from(content as string), mode, uid: 0, gid: 0 };
}

export function memoryFiles(tree: MemoryTree): Files {
  const kindAt = (path: string): Exclude<PathKind, 'link'> => {
    const found = tree.get(at(path));
    if (found) return found === 'folder' ? 'folder' : 'file';
    const inside = at(path) === '/' ? '/' : `${at(path)}/`;
    return [...tree.keys()].some((one) => one.startsWith(inside)) ? 'folder' : 'absent';
  };
  const fileAt = (path: string): MemoryFile => {
    const found = tree.get(at(path));
    if (!found || found === 'folder') throw inputError(path, { code: 'ENOENT' });
    if (found.isLocked === true) throw inputError(path, { code: 'EACCES' });
    return found;
  };
  const move = (from: string, to: string) => {
    for (const [path, entry] of [...tree]) {
      if (path !== at(from) && !path.startsWith(`${at(from)}/`)) continue;
      tree.delete(path);
      tree.set(`${at(to)}${path.slice(at(from).length)}`, entry);
    }
  };
  const remove = (path: string) => {
    for (const one of [...tree.keys()]) {
      if (one === at(path) || one.startsWith(`${at(path)}/`)) tree.delete(one);
    }
  };
  const identities = new WeakMap<MemoryFile, string>();
  let count = 0;
  return {
    read: async (path) => fileAt(path).bytes,
    readIfPresent: async (path) => (kindAt(path) === 'absent' ? undefined : fileAt(path).bytes),
    async *pieces(path) {
      yield fileAt(path).bytes;
    },
    async open(path) {
      const { bytes } = fileAt(path);
      return {
        async read(from, into) {
          const part = bytes.subarray(from, from + into.length);
          into.set(part);
          return part.length;
        },
        close: async () => undefined,
      };
    },
    kind: async (path) => kindAt(path),
    kindBehind: async (path) => kindAt(path),
    async list(folder) {
      const inside = at(folder) === '/' ? '/' : `${at(folder)}/`;
      const below = [...tree.keys()].filter((path) => path.startsWith(inside) && path !== inside);
      return [
        ...new Set(below.map((path) => path.slice(inside.length).split('/')[0] ?? '')),
      ].sort();
    },
    absolute: at,
    real: async (path) => at(path),
    async access(path) {
      if (kindAt(path) === 'folder') return { mode: 0o755, owner: 'self' };
      const { mode, uid } = fileAt(path);
      return { mode, owner: uid === 0 ? 'self' : 'other' };
    },
    async ownership(path) {
      const found = tree.get(at(path));
      if (found && found !== 'folder') return { mode: found.mode, uid: found.uid, gid: found.gid };
      return kindAt(path) === 'folder' ? { mode: 0o755, uid: 0, gid: 0 } : undefined;
    },
    async identity(path) {
      const found = tree.get(at(path));
      if (!found || found === 'folder') return undefined;
      const known = identities.get(found) ?? `file ${(count += 1)}`;
      identities.set(found, known);
      return known;
    },
    isInsideGitWorkTree: async () => false,
    isProcessAlive: () => true,
    processId: () => 1,
    async makeParents(folder) {
      if (kindAt(dirname(at(folder))) === 'absent') tree.set(dirname(at(folder)), 'folder');
      return [];
    },
    makeFolder: async (folder) => void tree.set(at(folder), 'folder'),
    async setMode(path, mode) {
      const found = tree.get(at(path));
      if (found && found !== 'folder') found.mode = mode;
    },
    async copyOwnership(from, to) {
      const { mode, uid, gid } = fileAt(from);
      Object.assign(fileAt(to), { mode: mode & 0o777, uid, gid });
    },
    async createFile(path, bytes, mode) {
      if (kindAt(path) !== 'absent') throw existing(path);
      tree.set(at(path), memoryFile(bytes, mode));
    },
    async hardLink(from, to) {
      if (kindAt(to) !== 'absent') throw existing(to);
      tree.set(at(to), fileAt(from));
    },
    rename: async (from, to) => move(from, to),
    remove: async (path) => remove(path),
    async removeEmptyFolder(path) {
      if (tree.get(at(path)) === 'folder') tree.delete(at(path));
    },
    syncFolder: async () => undefined,
    async appendLine(path, line) {
      const file = fileAt(path);
      file.bytes = Buffer.concat([file.bytes, Buffer.from(line)]);
      return false;
    },
    removeTail: async () => undefined,
    removeOnSignal: () => () => undefined,
    deferSignals: () => () => undefined,
  };
}

function existing(path: string): TlsmithError {
  return new TlsmithError('output-exists', (it) => `${it} exists already`, { path });
}
