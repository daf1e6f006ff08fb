// Whether a password opens a file that holds a key or a store, whatever its form.
import { TlsmithError } from '../../errors.js';
import type { Crypto } from '../../ports.js';
import { openPrivateKey } from '../keys/opening.js';
import { findPrivateKey } from '../keys/private-key.js';
import { decodeAnyStore } from './any-store.js';
import { recognise } from './recognise.js';

/** False also for what is damaged, or no such file: then the password opens nothing there. */
export async function isOpenedBy(
  bytes: Uint8Array,
  password: string,
  crypto: Crypto,
): Promise<boolean> {
  try {
    if (isStore(bytes)) await decodeAnyStore(bytes, { password }, { crypto });
    else await openPrivateKey(findPrivateKey(bytes), password, crypto);
    return true;
  } catch (error) {
    if (error instanceof TlsmithError) return false;
    throw error;
  }
}

export function isStore(bytes: Uint8Array): boolean {
  return /PKCS#12|JKS|JCEKS/.test(recognise(bytes));
}

/** Java's own form. */
export function isJavaStore(bytes: Uint8Array): boolean {
  return /JKS|JCEKS/.test(recognise(bytes));
}
