// One failure never stops the others: it is told with its path, among the hosts.
import { TlsmithError } from '../../errors.js';

/** What ends the whole run. */
const ENDS_ALL = new Set(['bug', 'cancelled']);

export interface FailedHost {
  path: string;
  state: 'failed';
  /** In half a sentence. */
  reason: string;
  error: TlsmithError;
}

/** Undefined where it failed. Throws `bug`, `cancelled`. */
export async function attempt<T>(
  path: string,
  { hosts }: { hosts: { push(host: FailedHost): unknown } },
  act: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof TlsmithError) || ENDS_ALL.has(error.code)) throw error;
    hosts.push({ path, state: 'failed', reason: error.sentence, error });
    return undefined;
  }
}
