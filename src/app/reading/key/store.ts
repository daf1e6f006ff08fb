// Opens a key or trust store from a file, asking for its password.
import { TlsmithError } from '../../../errors.js';
import { decodeAnyStore } from '../../../formats/containers/any-store.js';
import type { Store, StoredKey } from '../../../formats/pkcs12/store.js';
import { isStore } from '../../../formats/containers/opened.js';
import type { Crypto, Files, Prompter, Reporter } from '../../../ports.js';
import { quote } from '../../../quote.js';
import { loadPassword, type OpenedBy, passwordFor, type PasswordSource } from './passwords.js';

export { isStore };

export interface StorePorts {
  files: Files;
  crypto: Crypto;
  prompter: Prompter;
  reporter: Reporter;
}

/**
 * A store is tried without a password first, where none is given: some have none. Throws what
 * `decodeAnyStore` does.
 */
export async function openStore(
  path: string,
  bytes: Uint8Array,
  source: PasswordSource | undefined,
  ports: StorePorts,
  answer: OpenedBy = 'input-password',
): Promise<{ store: Store; password: string | undefined }> {
  if (source === undefined) {
    try {
      const store = await decodeAnyStore(bytes, { password: undefined }, ports);
      for (const note of store.notes ?? []) ports.reporter.note(`${quote(path)} ${note}`);
      return { store, password: undefined };
    } catch (error) {
      if (!(error instanceof TlsmithError) || error.code !== 'password-missing') throw error;
    }
  }
  const password = await passwordFor(path, source, ports, answer);
  const keyPassword = source?.ofKeys && (await loadPassword(source.ofKeys, ports.files));
  return { store: await decodeAnyStore(bytes, { password, keyPassword }, ports), password };
}

/** Which key of a store is meant. */
export interface KeyChoice {
  /** Whose password it is to the person; none: an input's. */
  openedBy?: OpenedBy;
  /** The name of its entry. */
  alias?: string | undefined;
  /** What it is wanted for, where that leaves one of several. */
  role?: 'issuer' | 'host';
}

/**
 * One key of a store. Throws `input-wrong-kind` where there is none, or more than one in question;
 * then it lists their aliases.
 */
export async function openKeyStore(
  path: string,
  bytes: Uint8Array,
  source: PasswordSource | undefined,
  ports: StorePorts,
  choice: KeyChoice = {},
): Promise<{ key: StoredKey; store: Store; password: string | undefined }> {
  const { store, password } = await openStore(path, bytes, source, ports, choice.openedBy);
  return { key: chosenKey(store.keys, choice), store, password };
}

/** The only one; else the one of that alias; else the only one whose certificate fits the role. */
export function chosenKey(keys: readonly StoredKey[], { alias, role }: KeyChoice): StoredKey {
  const [first, ...others] = keys;
  if (!first) {
    throw new TlsmithError(
      'input-wrong-kind',
      (it) => `${it} holds no private key: it is a trust store`,
      {
        expected: 'one private key',
        found: 0,
      },
    );
  }
  if (alias !== undefined) {
    // Java keeps aliases in lower case, whatever was typed.
    const isNamed = (key: StoredKey) => key.alias?.toLowerCase() === alias.toLowerCase();
    const named = keys.find((key) => key.alias === alias) ?? keys.find(isNamed);
    if (named) return named;
    throw severalKeys(keys, `no private key called ${quote(alias)}`);
  }
  if (others.length === 0) return first;
  const fitting = keys.filter(({ chain: [own] }) => {
    if (!own || role === undefined) return false;
    return (own.basicConstraints?.ca === true) === (role === 'issuer');
  });
  const [fit] = fitting;
  if (fit && fitting.length === 1) return fit;
  throw severalKeys(keys, `${keys.length} private keys, and it is not said which one is meant`);
}

function severalKeys(keys: readonly StoredKey[], held: string): TlsmithError {
  const aliases = keys.map(({ alias }) => alias ?? '');
  return new TlsmithError(
    'input-wrong-kind',
    (it) => `${it} holds ${held}: it has ${aliases.map(quote).join(', ')}`,
    {
      expected: 'one private key',
      found: keys.length,
      possible: aliases,
      answer: 'alias',
    },
  );
}
