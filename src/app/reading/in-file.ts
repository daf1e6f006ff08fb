// Puts the file's name into a failure of the rooms that only see bytes.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';

/** Runs `decode`; a failure of it names `path`. */
export async function inFile<T>(path: string, decode: () => T | Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (error) {
    if (isStackEnd(error)) {
      const sentence = `${quote(path)} is nested too deeply`;
      throw new TlsmithError('input-limit', sentence, { path }, error);
    }
    if (!(error instanceof TlsmithError) || error.details.path !== undefined) throw error;
    if (error.code === 'cancelled') throw error;
    const joint = /^(is|holds|has) /.test(error.sentence) ? ' ' : ': ';
    throw new TlsmithError(
      error.code,
      `${quote(path)}${joint}${error.sentence}`,
      { path, ...error.details },
      error,
    );
  }
}

/** What is nested deeper than the stack reaches, in a format whose reader has no bound of its own. */
function isStackEnd(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}
