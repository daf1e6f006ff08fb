// Reads a private key of any container from a file, PKCS#12 included, asking for its password only
// if it is encrypted.
import { openPrivateKey } from '../../../formats/keys/opening.js';
import { findPrivateKey } from '../../../formats/keys/private-key.js';
import { inFile } from '../in-file.js';
import { type PasswordSource, passwordFor } from './passwords.js';
import { sayNotes } from '../notes.js';
import { isStore, type KeyChoice, openKeyStore, type StorePorts } from './store.js';

export interface LoadedPrivateKey {
  privateKeyInfo: Uint8Array;
  /** The password that opened it, undefined for a plain key. */
  password: string | undefined;
}

/**
 * Throws `input-*`, `password-missing`, `password-wrong`, `key-unsupported`; each names the file.
 */
export async function loadPrivateKey(
  path: string,
  source: PasswordSource | undefined,
  ports: StorePorts,
  choice: KeyChoice = {},
): Promise<LoadedPrivateKey> {
  const bytes = await ports.files.read(path);
  return inFile(path, async () => {
    if (isStore(bytes)) {
      const { key, password } = await openKeyStore(
        { path, bytes, password: source },
        ports,
        choice,
      );
      return { privateKeyInfo: key.privateKeyInfo, password };
    }
    const stored = findPrivateKey(bytes, 'brought');
    sayNotes(path, stored.notes, ports.reporter);
    if (!stored.isEncrypted) {
      return {
        privateKeyInfo: await openPrivateKey(stored, undefined, ports.crypto),
        password: undefined,
      };
    }
    const password = await passwordFor(path, source, ports, choice.openedBy);
    return { privateKeyInfo: await openPrivateKey(stored, password, ports.crypto), password };
  });
}
