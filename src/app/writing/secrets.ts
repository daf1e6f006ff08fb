// `secrets.env`: the passwords of one host's files, readable as a systemd EnvironmentFile.
import {
  decodeEnvironmentFile,
  encodeAssignment,
  environmentOf,
} from '../../formats/environment-file.js';
import type { Files } from '../../ports.js';
import { inFile } from '../reading/in-file.js';
import { pathIn, type PlannedFile, type Secret, textFile } from './plan.js';

export const SECRETS_FILE = 'secrets.env';

/** What a password opens. */
export type SecretPurpose = 'KEY' | 'KEYSTORE' | 'TRUSTSTORE' | 'USER';

/** `heartbeat`, `KEY` → `HEARTBEAT_KEY_PASSWORD`; what no variable name may hold becomes `_`. */
export function secretVariable(folder: string, what: SecretPurpose): string {
  const word = folder.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  return `${/^[0-9]/.test(word) ? `_${word}` : word}_${what}_PASSWORD`;
}

/** `python` → `PYTHON_MESSAGE_KEY`: the key with which the messages themselves are encrypted. */
export function messageKeyVariable(folder: string): string {
  return secretVariable(folder, 'KEY').replace(/_KEY_PASSWORD$/, MESSAGE_KEY_ENDING);
}

export const MESSAGE_KEY_ENDING = '_MESSAGE_KEY';

/** The password of a planned file of a host. */
export function secretOf(
  name: string,
  purpose: SecretPurpose,
  { text }: { text: string },
  opens: string,
): Secret {
  return { variable: secretVariable(name, purpose), text, opens };
}

/** Merged into one that stands there. */
export function secretsFile(path: string, secrets: readonly Secret[]): PlannedFile {
  const lines = secrets.map(({ variable, text }) => encodeAssignment(variable, text));
  return { ...textFile(path, lines.join(''), 'secrets'), secrets };
}

/** The values of `secrets.env` in `folder` by name; none where there is no such file. Throws `input-malformed`. */
export async function readSecretsFile(
  folder: string,
  files: Files,
): Promise<ReadonlyMap<string, string>> {
  const path = pathIn(folder, SECRETS_FILE);
  const bytes = await files.readIfPresent(path);
  return bytes
    ? inFile(path, () => environmentOf(decodeEnvironmentFile(bytes)))
    : new Map<string, string>();
}
