// Whether two public keys are one; one that nobody can read is none of the others.
import { TlsmithError } from '../../errors.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { Crypto } from '../../ports.js';

/** Compares two SubjectPublicKeyInfos. */
export function sameKeyBy(crypto: Crypto): (a: Uint8Array, b: Uint8Array) => boolean {
  return (a, b) => {
    if (equalBytes(a, b)) return true;
    try {
      return crypto.isSamePublicKey(a, b);
    } catch (error) {
      if (error instanceof TlsmithError) return false;
      throw error;
    }
  };
}
