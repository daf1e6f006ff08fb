// The file system: bounded reading, exclusive creation, exact modes; its errors become our codes
// here.
import { constants, rmdirSync, rmSync } from 'node:fs';
import {
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { TlsmithError } from '../errors.js';
import type { Access, Files, Ownership, PathKind } from '../ports.js';
import { asInput, asOutput, inputError, outputError } from './file-errors.js';
import { openFile, pieces, read } from './file-reading.js';
import type { Signals } from './signals.js';

export function nodeFiles(signals: Signals): Files {
  return {
    read,
    async readIfPresent(path) {
      try {
        return await read(path);
      } catch (error) {
        if (error instanceof TlsmithError && error.code === 'input-absent') return undefined;
        throw error;
      }
    },
    pieces,
    open: openFile,
    kind,
    kindBehind,
    list: async (folder) => (await asInput(folder, () => readdir(folder))).sort(),
    absolute: (path) => resolve(path),
    real,
    access,
    ownership,
    identity,
    isInsideGitWorkTree,
    isProcessAlive,
    processId: () => process.pid,
    makeParents,
    async makeFolder(folder, mode) {
      await asOutput(folder, async () => {
        await mkdir(folder, { mode: 0o700 });
        await chmodKeepingGroup(folder, mode);
      });
    },
    setMode: (path, mode) => asOutput(path, () => chmodExactly(path, mode)),
    copyOwnership,
    createFile,
    hardLink: (from, to) => asOutput(to, () => link(from, to)),
    rename: (from, to) => asOutput(to, () => rename(from, to)),
    remove: (path) => asOutput(path, () => rm(path, { recursive: true, force: true })),
    removeEmptyFolder,
    syncFolder,
    appendLine,
    removeTail,
    removeOnSignal: (path, folders) => signals.onEnd(() => removeNow(path, folders)),
    deferSignals: () => signals.defer(),
  };
}

function removeNow(path: string, folders: readonly string[]): void {
  rmSync(path, { recursive: true, force: true });
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch {
      return; // Somebody else has put something there meanwhile.
    }
  }
}

async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path); // Nothing stands there: the path is its own name.
  }
}

async function access(path: string): Promise<Access> {
  const { mode, uid } = await asOutput(path, () => lstat(path));
  const isOwn = uid === (process.geteuid?.() ?? uid);
  return { mode: mode & 0o7777, owner: isOwn ? 'self' : uid === 0 ? 'root' : 'other' };
}

async function ownership(path: string): Promise<Ownership | undefined> {
  try {
    const { mode, uid, gid } = await stat(path);
    return { mode: mode & 0o7777, uid, gid };
  } catch {
    return undefined; // Nothing stands there, or a folder above hides it.
  }
}

/** A number is given to another file once this one is gone, but not with the time of its writing. */
async function identity(path: string): Promise<string | undefined> {
  try {
    const { dev, ino, mtimeNs } = await stat(path, { bigint: true });
    return `${dev}:${ino}:${mtimeNs}`;
  } catch {
    return undefined;
  }
}

async function kind(path: string): Promise<PathKind> {
  try {
    const entry = await lstat(path);
    if (entry.isSymbolicLink()) return 'link';
    if (entry.isDirectory()) return 'folder';
    return entry.isFile() ? 'file' : 'other';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'absent';
    if (code === 'ENOTDIR') {
      throw new TlsmithError(
        'output-not-folder',
        (it) => `a part of ${it} is a file where a folder is needed`,
        { path },
      );
    }
    throw outputError(path, error);
  }
}

async function kindBehind(path: string): Promise<Exclude<PathKind, 'link'>> {
  try {
    const entry = await stat(path);
    if (entry.isDirectory()) return 'folder';
    return entry.isFile() ? 'file' : 'other';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A link to itself leads nowhere.
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(code ?? '')) return 'absent';
    throw inputError(path, error);
  }
}

async function isInsideGitWorkTree(folder: string): Promise<boolean> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    // Where one may not look, git may not either.
    if (await lstat(join(at, '.git')).catch(() => undefined)) return true;
    if (at === dirname(at)) return false;
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function makeParents(folder: string): Promise<string[]> {
  const missing: string[] = [];
  for (let at = dirname(resolve(folder)); (await standsAt(at)) === false; at = dirname(at)) {
    missing.unshift(at);
  }
  const made: string[] = [];
  try {
    await asOutput(folder, async () => {
      for (const parent of missing) {
        await mkdir(parent);
        made.push(parent);
      }
    });
  } catch (error) {
    for (const parent of made.reverse()) await removeEmptyFolder(parent);
    throw error;
  }
  return missing;
}

async function standsAt(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory() || notFolder(path);
  } catch (error) {
    if (error instanceof TlsmithError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    throw code === 'ENOTDIR' ? notFolderError(path) : outputError(path, error);
  }
}

function notFolder(path: string): never {
  throw notFolderError(path);
}

function notFolderError(path: string): TlsmithError {
  return new TlsmithError('output-not-folder', (it) => `${it} is a file where a folder is needed`, {
    path,
  });
}

async function chmodExactly(path: string, mode: number): Promise<void> {
  await onHandle(path, (handle) => handle.chmod(mode));
}

/**
 * The kernel has a new folder inherit setgid with the group; to set the bit again might be
 * forbidden, so it is left as it is.
 */
async function chmodKeepingGroup(folder: string, mode: number): Promise<void> {
  await onHandle(folder, async (handle) => {
    if (((await handle.stat()).mode & 0o777) !== mode) await handle.chmod(mode);
  });
}

async function copyOwnership(from: string, to: string): Promise<void> {
  await asOutput(to, async () => {
    const { uid, gid, mode } = await lstat(from);
    await onHandle(to, async (handle) => {
      const wasGiven = await handle.chown(uid, gid).then(
        () => true,
        () => false,
      );
      if (wasGiven) await handle.chmod(mode & 0o777);
    });
  });
}

async function onHandle<T>(path: string, act: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await act(handle);
  } finally {
    await handle.close();
  }
}

/** 0600 from the first moment; widened to `mode` only when all bytes are in the file. */
async function createFile(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  await asOutput(path, async () => {
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

async function removeEmptyFolder(path: string): Promise<void> {
  await asOutput(path, () =>
    rmdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'ENOENT')
        throw error;
    }),
  );
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  // Windows can't open a folder; where it can't be synced, the rename itself is all that there is.
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** O_NOFOLLOW: a ledger that was replaced by a link is not written through. */
async function appendLine(path: string, line: string): Promise<boolean> {
  return asOutput(path, async () => {
    const flags = constants.O_RDWR | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);
    const handle = await open(path, flags);
    try {
      const wasTorn = await isTorn(handle);
      const bytes = Buffer.from(wasTorn ? `\n${line}` : line);
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten !== bytes.length) {
        throw new TlsmithError('disk-full', (it) => `the disk is full: ${it} got half a line`, {
          path,
        });
      }
      await handle.sync();
      return wasTorn;
    } finally {
      await handle.close();
    }
  });
}

async function removeTail(path: string, text: string): Promise<void> {
  await asOutput(path, async () => {
    const handle = await open(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
    try {
      const tail = Buffer.from(text);
      const start = (await handle.stat()).size - tail.length;
      if (start < 0) return;
      const { buffer } = await handle.read(Buffer.alloc(tail.length), 0, tail.length, start);
      if (buffer.equals(tail)) await handle.truncate(start);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

/**
 * A run that was killed, or a full disk, may have left half a line: it must not swallow the next
 * one.
 */
async function isTorn(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}
