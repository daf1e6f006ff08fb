// What a secret of a host is for, and the name under which its snippet and `secrets.env` have it.
// For writing, reading and the page.
import type { Meaning } from './descriptor/form.js';

/** Beside the files that its passwords open; readable as a systemd EnvironmentFile. */
export const SECRETS_FILE = 'secrets.env';

/**
 * What it opens: the key's file, a store; or for whom it speaks: the user, the messages themselves.
 */
export type SecretPurpose = 'key' | 'keyStore' | 'trustStore' | 'user' | 'messageKey';

/** A secret by its name alone. */
export interface NamedSecret {
  readonly purpose: SecretPurpose;
  readonly variable: string;
}

export interface Secret extends NamedSecret {
  /** Undefined where the snippet names it, and only the product's own keystore has it. */
  readonly text: string | undefined;
}

const ENDINGS: Readonly<Record<SecretPurpose, string>> = {
  keyStore: '_KEYSTORE_PASSWORD',
  trustStore: '_TRUSTSTORE_PASSWORD',
  user: '_USER_PASSWORD',
  messageKey: '_MESSAGE_KEY',
  key: '_KEY_PASSWORD',
};

export const MEANING_OF_SECRET: Readonly<Record<SecretPurpose, Meaning>> = {
  key: 'private-key-password',
  keyStore: 'key-store-password',
  trustStore: 'trust-store-password',
  user: 'user-password',
  messageKey: 'message-key',
};

/** `heartbeat`, `key` → `HEARTBEAT_KEY_PASSWORD`; what no variable name may hold becomes `_`. */
export function variableOf(folder: string, purpose: SecretPurpose): string {
  const word = folder.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  return `${/^[0-9]/.test(word) ? `_${word}` : word}${ENDINGS[purpose]}`;
}

/** The inverse, as far as a name can say it: undefined for a name of another make. */
export function purposeOf(variable: string): SecretPurpose | undefined {
  const purposes = Object.keys(ENDINGS) as SecretPurpose[];
  return purposes.find((purpose) => variable.endsWith(ENDINGS[purpose]));
}
