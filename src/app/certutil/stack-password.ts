// Passwords as elasticsearch-certutil has them: they may be absent, and are asked for where
// somebody can be.
import { TlsmithError } from '../../errors.js';
import { checkPassword } from '../../formats/keys/password.js';
import type { Files, Prompter, Random, Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import {
  type KeyPassword,
  loadNewPassword,
  type PasswordSource,
} from '../reading/key/passwords.js';

/** `ask`: one is wanted, and still to be said. `none`: it was said that there is none. */
export type StackPassword = PasswordSource | 'ask' | 'none';

export interface StackPasswordPorts {
  files: Files;
  random: Random;
  prompter: Prompter;
  reporter: Reporter;
}

/** OpenSSL before 1.1.0 opens no store with a longer one. */
const LONGEST_FOR_OLD_OPENSSL = 50;

/**
 * Of a key file: none unless one is wanted. Throws `password-missing` where nobody can be asked for
 * it.
 */
export async function loadKeyFilePassword(
  wanted: StackPassword | undefined,
  path: string,
  ports: StackPasswordPorts,
): Promise<KeyPassword | undefined> {
  if (wanted === undefined || wanted === 'none') return undefined;
  const text = wanted === 'ask' ? await demand(path, ports) : await loadNewPassword(wanted, ports);
  return text === '' ? undefined : judged(text, ports);
}

/**
 * Of a store: asked for where nothing is said; where nobody can be asked there is none, and that is
 * said.
 */
export async function loadStackStorePassword(
  wanted: StackPassword | undefined,
  path: string,
  ports: StackPasswordPorts,
): Promise<KeyPassword | undefined> {
  if (wanted !== undefined) return loadKeyFilePassword(wanted, path, ports);
  if (ports.prompter.canAsk) return loadKeyFilePassword('ask', path, ports);
  ports.reporter.warn(`no password was given: ${quote(path)} opens without one`);
  return undefined;
}

async function demand(path: string, { prompter }: StackPasswordPorts): Promise<string> {
  if (!prompter.canAsk) {
    throw new TlsmithError(
      'password-missing',
      `a password is wanted for ${quote(path)}, and nobody can be asked`,
      { answer: 'written-password' },
    );
  }
  const password = await prompter.askPassword(`Password for ${quote(path)} (Enter for none):`);
  if (password === '') return '';
  checkPassword(password);
  if ((await prompter.askPassword('Once more:')) === password) return password;
  throw new TlsmithError('password-wrong', 'the two passwords differ');
}

function judged(text: string, { reporter }: StackPasswordPorts): KeyPassword {
  if (text.length > LONGEST_FOR_OLD_OPENSSL) {
    reporter.warn(
      `the password has more than ${LONGEST_FOR_OLD_OPENSSL} characters: OpenSSL before 1.1.0 opens no store with it`,
    );
  }
  return { text, isGenerated: false };
}
