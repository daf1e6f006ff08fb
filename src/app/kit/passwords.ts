// The passwords of a kit's folders: one that was chosen for all, or a new one for each.
import { generatePassword } from '../../formats/keys/password.js';
import type { Files, Random } from '../../ports.js';
import {
  type KeyPassword,
  loadNewPassword,
  type NewPasswordSource,
} from '../reading/key/passwords.js';

/**
 * Answers the password of the next folder; undefined where keys stay plain. A source is read once:
 * it may be stdin.
 */
export async function kitPasswords(
  source: NewPasswordSource | undefined,
  ports: { files: Files; random: Random },
): Promise<() => KeyPassword | undefined> {
  if (source === undefined) return () => undefined;
  if (source === 'generate') {
    return () => ({ text: generatePassword(ports.random), isGenerated: true });
  }
  const text = await loadNewPassword(source, ports);
  return () => ({ text, isGenerated: false });
}
