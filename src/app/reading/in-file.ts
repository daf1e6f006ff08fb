// Puts the file's name into a failure of the rooms that only see bytes.
import { statedOf, TlsmithError } from '../../errors.js';

/** Runs `decode`; a failure of it names `path`. */
export async function inFile<T>(path: string, decode: () => T | Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (error) {
    if (isStackEnd(error)) {
      throw new TlsmithError('input-limit', (it) => `${it} is nested too deeply`, { path }, error);
    }
    if (!(error instanceof TlsmithError) || error.details.path !== undefined) throw error;
    if (error.code === 'cancelled') throw error;
    const { code, statement, details } = error;
    throw new TlsmithError(code, (it) => statedOf(it, statement), { path, ...details }, error);
  }
}

/**
 * What is nested deeper than the stack reaches, in a format whose reader has no bound of its own.
 */
function isStackEnd(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}
