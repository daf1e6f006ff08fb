// Whatever was thrown as a failure of ours: the framework's refusals, the system's, and what nobody
// has foreseen.
import { TlsmithError } from '../errors.js';
import { translateParseFailure } from './parse-failure.js';

export function failureOf(error: unknown): TlsmithError {
  if (error instanceof TlsmithError) return error;
  return (
    translateParseFailure(error) ??
    translateSystemFailure(error) ??
    new TlsmithError(
      'bug',
      'something went wrong that should not: this is a bug of tlsmith',
      {},
      error,
    )
  );
}

/**
 * What ends a run anywhere in it, also where the program only loads a part of itself. Undefined for
 * all else.
 */
function translateSystemFailure(error: unknown): TlsmithError | undefined {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (syscall === 'uv_cwd') {
    return new TlsmithError(
      'input-absent',
      'the working folder does not exist any more',
      {},
      error,
    );
  }
  switch (code) {
    case 'EMFILE':
    case 'ENFILE':
      return new TlsmithError(
        'output-failed',
        'too many files are open: the limit that is set (ulimit -n) is too low',
        {},
        error,
      );
    case 'ENOMEM':
      return new TlsmithError('output-failed', 'the system has no memory left', {}, error);
    default:
      return undefined;
  }
}
