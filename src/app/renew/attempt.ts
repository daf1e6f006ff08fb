// One failure never stops the others: it is told with its path, among the hosts.
import { TlsmithError } from '../../errors.js';
import type { RenewedHost } from './summary.js';

/** What ends the whole run. */
const ENDS_ALL = new Set(['bug', 'cancelled']);

/** Undefined where it failed. Throws `bug`, `cancelled`. */
export async function attempt<T>(
  path: string,
  { hosts }: { hosts: RenewedHost[] },
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
