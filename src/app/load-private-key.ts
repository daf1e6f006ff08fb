// Reads a private key of any container from a file, asking for its password only if it is encrypted.
import { TlsmithError } from '../errors.js';
import { findPrivateKey, openPrivateKey } from '../formats/private-key.js';
import { quote } from '../quote.js';
import type { Crypto, Files, Prompter } from '../ports.js';
import { inFile } from './in-file.js';
import { loadPassword, type PasswordSource } from './load-password.js';

export interface LoadedPrivateKey {
  privateKeyInfo: Uint8Array;
  /** The password that opened it, undefined for a plain key. */
  password: string | undefined;
}

/** Throws `input-*`, `password-missing`, `password-wrong`, `key-unsupported`; each names the file. */
export async function loadPrivateKey(
  path: string,
  source: PasswordSource | undefined,
  ports: { files: Files; crypto: Crypto; prompter: Prompter },
): Promise<LoadedPrivateKey> {
  const bytes = await ports.files.read(path);
  return inFile(path, async () => {
    const stored = findPrivateKey(bytes);
    if (!stored.isEncrypted) {
      return {
        privateKeyInfo: openPrivateKey(stored, undefined, ports.crypto),
        password: undefined,
      };
    }
    const password = await passwordFor(path, source, ports);
    return { privateKeyInfo: openPrivateKey(stored, password, ports.crypto), password };
  });
}

async function passwordFor(
  path: string,
  source: PasswordSource | undefined,
  { files, prompter }: { files: Files; prompter: Prompter },
): Promise<string> {
  if (source) return loadPassword(source, files);
  if (prompter.canAsk) return prompter.askPassword(`Password of ${quote(path)}:`);
  throw new TlsmithError(
    'password-missing',
    'the private key is encrypted, and no password was given',
  );
}
