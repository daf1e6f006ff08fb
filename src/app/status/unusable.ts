// What is looked at for advice alone: what cannot be read gives none. For `status`.
import { TlsmithError } from '../../errors.js';

export async function unlessUnusable<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof TlsmithError) || error.code === 'bug') throw error;
    return undefined;
  }
}
