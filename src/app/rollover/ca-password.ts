// What opens the key of a CA folder, asked for once: it opens that of its successor too.
import { findPrivateKey } from '../../formats/keys/private-key.js';
import { pathIn } from '../../path-in.js';
import { inFile } from '../reading/in-file.js';
import type { IssuerPorts } from '../reading/key/issuer.js';
import { passwordFor, type PasswordSource } from '../reading/key/passwords.js';

/** Undefined for a key that is not encrypted. Throws `input-*`, `password-missing`. */
export async function caPassword(
  folder: string,
  source: PasswordSource | undefined,
  ports: IssuerPorts,
): Promise<{ text: string } | undefined> {
  const path = pathIn(folder, 'ca.key');
  const bytes = await ports.files.read(path);
  return inFile(path, async () => {
    if (!findPrivateKey(bytes, 'brought').isEncrypted) return undefined;
    return { text: await passwordFor(path, source, ports, 'issuer-password') };
  });
}
