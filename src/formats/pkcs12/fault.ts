// The sentence for a store that cannot be read, for all who read a part of one.
import { TlsmithError } from '../../errors.js';

export function malformed(cause?: unknown): TlsmithError {
  return new TlsmithError('input-malformed', 'the PKCS#12 store is malformed', {}, cause);
}
