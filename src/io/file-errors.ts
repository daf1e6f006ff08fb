// The file system's errors in our codes: `input-*` for what is read, `output-*` for what is
// written.
import { type ErrorCode, type Statement, TlsmithError } from '../errors.js';

export async function asInput<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof TlsmithError || isOfSystem(error)) throw error;
    throw inputError(path, error);
  }
}

export async function asOutput<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof TlsmithError || isOfSystem(error)) throw error;
    throw outputError(path, error);
  }
}

/** No fault of this file: the process or the system can have no more. Worded where runs end. */
function isOfSystem(error: unknown): boolean {
  return ['EMFILE', 'ENFILE', 'ENOMEM'].includes((error as NodeJS.ErrnoException).code ?? '');
}

export function inputError(path: string, error: unknown): TlsmithError {
  const { code } = error as NodeJS.ErrnoException;
  const absent = code === 'ENOENT' || code === 'ENOTDIR';
  return absent
    ? new TlsmithError('input-absent', (it) => `${it} does not exist`, { path }, error)
    : new TlsmithError(
        'input-unreadable',
        (it) => `${it} cannot be read: ${reasonOf(error)}`,
        { path },
        error,
      );
}

export function outputError(path: string, error: unknown): TlsmithError {
  const { code } = error as NodeJS.ErrnoException;
  const make = (kindOfError: ErrorCode, statement: Statement) =>
    new TlsmithError(kindOfError, statement, { path }, error);
  switch (code) {
    case 'EEXIST':
    case 'ENOTEMPTY':
      return make('output-exists', (it) => `${it} exists already`);
    case 'ELOOP':
      return make('output-is-link', (it) => `${it} is a link, and links are not written through`);
    case 'ENOTDIR':
      return make(
        'output-not-folder',
        (it) => `a part of ${it} is a file where a folder is needed`,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return make('output-not-permitted', (it) => `${it} may not be written: ${reasonOf(error)}`);
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return make('disk-full', (it) => `no space left for ${it}: ${reasonOf(error)}`);
    default:
      return make('output-failed', (it) => `${it} cannot be written: ${reasonOf(error)}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the file would grow beyond the limit that is set',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
};

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return (code && REASONS[code]) ?? code ?? 'unknown reason';
}
