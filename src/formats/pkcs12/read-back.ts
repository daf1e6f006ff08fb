// Lets a store be read back without paying twice: the slow derivations are pure, and their results
// are kept for a moment.
import { toHex } from '../../pki/der/hex.js';
import type { Crypto } from '../../ports.js';

/**
 * The same crypto; a derivation with inputs that it has seen answers at once. Let it go with the
 * password.
 */
export function rememberingDerivations(crypto: Crypto): Crypto {
  const digests = new Map<string, Uint8Array>();
  const keys = new Map<string, Promise<Uint8Array>>();
  return Object.assign(Object.create(crypto) as Crypto, {
    digestRepeatedly: (...[hash, data, times]: Parameters<Crypto['digestRepeatedly']>) =>
      recalled(digests, [hash, toHex(data), times], () =>
        crypto.digestRepeatedly(hash, data, times),
      ),
    deriveKey: (...[password, by, length]: Parameters<Crypto['deriveKey']>) => {
      const { salt, iterations, hash = 'SHA-256' } = by;
      return recalled(keys, [hash, toHex(password), toHex(salt), iterations, length], () =>
        crypto.deriveKey(password, by, length),
      );
    },
  });
}

function recalled<T>(known: Map<string, T>, inputs: readonly unknown[], derive: () => T): T {
  const name = inputs.join(' ');
  const value = known.get(name) ?? derive();
  known.set(name, value);
  return value;
}
