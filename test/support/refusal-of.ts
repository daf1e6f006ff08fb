// The error with which something is refused; anything else that is thrown, or nothing, fails the test.
import { type ErrorCode, TlsmithError } from '../../src/errors.js';

export async function refusalOf(action: () => unknown): Promise<TlsmithError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof TlsmithError) return error;
    throw new Error(`not one of our errors: ${String(error)}`, { cause: error });
  }
  throw new Error('nothing was refused');
}

export async function codeOf(action: () => unknown): Promise<ErrorCode> {
  return (await refusalOf(action)).code;
}
