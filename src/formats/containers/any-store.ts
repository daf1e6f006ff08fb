// A key or trust store of any format, told by content: PKCS#12, JKS, JCEKS. Each reader is loaded
// when such a store is there.
import type { Crypto } from '../../ports.js';
import type { KeyEntry, Store } from '../pkcs12/store.js';

export interface StorePasswords {
  password: string | undefined;
  /** Of keys that have one of their own, as JKS allows; PKCS#12 has one for all. */
  keyPassword?: string | undefined;
  /**
   * Which keys are to be opened; none: all. The others stay locked where each may have a password
   * of its own.
   */
  choose?: KeyChooser | undefined;
}

export type KeyChooser = <Entry extends KeyEntry>(keys: readonly Entry[]) => readonly Entry[];

/**
 * Throws `input-wrong-kind`, `password-missing`, `password-wrong`, `input-malformed`,
 * `input-limit`, `key-unsupported`.
 */
export async function decodeAnyStore(
  bytes: Uint8Array,
  passwords: StorePasswords,
  ports: { crypto: Crypto },
): Promise<Store> {
  if (isJavaStore(bytes)) {
    const { decodeJavaStore } = await import('../jks/decode.js');
    return decodeJavaStore(bytes, passwords, ports);
  }
  const { decodeStore } = await import('../pkcs12/decode.js');
  return decodeStore(bytes, passwords.password, ports);
}

export function isJavaStore(bytes: Uint8Array): boolean {
  return javaContainerOf(bytes) !== undefined;
}

/** JKS and JCEKS begin with a word of their own; undefined for all else. */
export function javaContainerOf(bytes: Uint8Array): 'jks' | 'jceks' | undefined {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (magic === 'feedfeed') return 'jks';
  return magic === 'cececece' ? 'jceks' : undefined;
}
