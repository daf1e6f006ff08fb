// `secrets.env`: the passwords of one host's files, readable as a systemd EnvironmentFile.
import { type PlannedFile, textFile } from './plan.js';

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

export function secretsFile(path: string, secrets: Readonly<Record<string, string>>): PlannedFile {
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  return textFile(path, lines.join(''), 'secrets');
}
