// Puts the file's name into a failure of the rooms that only see bytes.
import { statedOf, TlsmithError } from '../../errors.js';
import { malformedIn } from '../../pki/der/malformed-structure.js';

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
    const { code, statement, details } = await explained(error);
    throw new TlsmithError(code, (it) => statedOf(it, statement), { path, ...details }, error);
  }
}

/** With the field, the offset and what the standard wants there, where octets are at fault. */
async function explained(error: TlsmithError): Promise<TlsmithError> {
  if (!malformedIn(error)) return error;
  const { withDiagnosis } = await import('./diagnosis.js');
  return withDiagnosis(error);
}

/**
 * What is nested deeper than the stack reaches, in a format whose reader has no bound of its own.
 */
function isStackEnd(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}
