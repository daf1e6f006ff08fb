// Opens a key or trust store from a file, asking for its password.
import { TlsmithError } from '../../errors.js';
import { decodeAnyStore } from '../../formats/containers/any-store.js';
import type { Store, StoredKey } from '../../formats/pkcs12/store.js';
import { recognise } from '../../formats/containers/recognise.js';
import type { Crypto, Files, Prompter } from '../../ports.js';
import { type OpenedBy, passwordFor, type PasswordSource } from './passwords.js';

export interface StorePorts {
  files: Files;
  crypto: Crypto;
  prompter: Prompter;
}

export function isStore(bytes: Uint8Array): boolean {
  return /PKCS#12|JKS|JCEKS/.test(recognise(bytes));
}

/** A store is tried without a password first, where none is given: some have none. Throws what `decodeAnyStore` does. */
export async function openStore(
  path: string,
  bytes: Uint8Array,
  source: PasswordSource | undefined,
  ports: StorePorts,
  answer: OpenedBy = 'input-password',
): Promise<{ store: Store; password: string | undefined }> {
  if (source === undefined) {
    try {
      return {
        store: await decodeAnyStore(bytes, { password: undefined }, ports),
        password: undefined,
      };
    } catch (error) {
      if (!(error instanceof TlsmithError) || error.code !== 'password-missing') throw error;
    }
  }
  const password = await passwordFor(path, source, ports, answer);
  return { store: await decodeAnyStore(bytes, { password }, ports), password };
}

/** The one key of a store. Throws `input-wrong-kind` where there is none, or more than one. */
export async function openKeyStore(
  path: string,
  bytes: Uint8Array,
  source: PasswordSource | undefined,
  ports: StorePorts,
  answer: OpenedBy = 'input-password',
): Promise<{ key: StoredKey; store: Store; password: string | undefined }> {
  const { store, password } = await openStore(path, bytes, source, ports, answer);
  const [key, ...others] = store.keys;
  if (key && others.length === 0) return { key, store, password };
  throw new TlsmithError(
    'input-wrong-kind',
    key
      ? `holds ${store.keys.length} private keys, and it is not said which one is meant`
      : 'holds no private key: it is a trust store',
    { expected: 'one private key', found: store.keys.length },
  );
}
