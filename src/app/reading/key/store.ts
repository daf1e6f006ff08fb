// Opens a key or trust store from a file, asking for its password.
import { TlsmithError } from '../../../errors.js';
import { decodeAnyStore, type KeyChooser } from '../../../formats/containers/any-store.js';
import type { KeyEntry, Store, StoredKey } from '../../../formats/pkcs12/store.js';
import { isJavaStore, isStore } from '../../../formats/containers/opened.js';
import type { Crypto, Files, Prompter, Reporter } from '../../../ports.js';
import { quote, quotePath } from '../../../quote.js';
import { loadPassword, type OpenedBy, passwordFor, type PasswordSource } from './passwords.js';

export { isJavaStore, isStore };

export interface StorePorts {
  files: Files;
  crypto: Crypto;
  prompter: Prompter;
  reporter: Reporter;
}

/** A store that was read and is to be opened. */
export interface ClosedStore {
  path: string;
  bytes: Uint8Array;
  /** None: it is tried without one, as some have none, and then asked for. */
  password: PasswordSource | undefined;
}

export interface OpenedStore {
  store: Store;
  /** That opened it, undefined for one that has none. */
  password: string | undefined;
}

/** Which key of a store is meant. */
export interface KeyChoice {
  /** Whose password it is to the person; none: an input's. */
  openedBy?: OpenedBy | undefined;
  /** The name of its entry. */
  alias?: string | undefined;
  /** The name that it is to get: of several the one that has it already. */
  newAlias?: string | undefined;
  /** What it is wanted for, where that leaves one of several. */
  role?: 'issuer' | 'host' | undefined;
}

/** Every key is opened but where `choose` leaves some out. Throws what `decodeAnyStore` does. */
export async function openStore(
  { path, bytes, password: source }: ClosedStore,
  ports: StorePorts,
  { openedBy, choose }: Pick<KeyChoice, 'openedBy'> & { choose?: KeyChooser | undefined } = {},
): Promise<OpenedStore> {
  if (source === undefined) {
    try {
      const store = await decodeAnyStore(bytes, { password: undefined, choose }, ports);
      for (const note of store.notes ?? []) ports.reporter.note(`${quotePath(path)} ${note}`);
      return { store, password: undefined };
    } catch (error) {
      if (!(error instanceof TlsmithError) || error.code !== 'password-missing') throw error;
    }
  }
  const password = await passwordFor(path, source, ports, openedBy);
  const keyPassword = source?.ofKeys && (await loadPassword(source.ofKeys, ports.files));
  const store = await decodeAnyStore(bytes, { password, keyPassword, choose }, ports);
  return { store, password };
}

/** A store whose keys nobody needs. */
export interface ShownStore {
  keys: readonly KeyEntry[];
  certificates: Store['certificates'];
}

/** What certificates are read from: no key has to be opened for them. */
export async function openForCertificates(
  closed: ClosedStore,
  ports: StorePorts,
  openedBy?: OpenedBy,
): Promise<ShownStore> {
  const { store } = await openStore(closed, ports, { openedBy, choose: () => [] });
  return {
    keys: [...store.keys, ...(store.lockedKeys ?? [])],
    certificates: store.certificates,
  };
}

/**
 * One key of a store; where each may have a password of its own, no other is opened. Throws
 * `input-wrong-kind` where there is none, or more than one in question; then it lists their
 * aliases.
 */
export async function openKeyStore(
  closed: ClosedStore,
  ports: StorePorts,
  choice: KeyChoice = {},
): Promise<OpenedStore & { key: StoredKey }> {
  const choose: KeyChooser = (keys) => [chosenKey(keys, choice)];
  const { store, password } = await openStore(closed, ports, { ...choice, choose });
  return { key: chosenKey(store.keys, choice), store, password };
}

/** The only one; else the one of that alias; else the only one whose certificate fits the role. */
export function chosenKey<Entry extends KeyEntry>(
  keys: readonly Entry[],
  { alias, newAlias, role }: KeyChoice,
): Entry {
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
    const named = entryCalled(keys, alias);
    if (named) return named;
    throw severalEntries(keys, `no private key called ${quote(alias)}`);
  }
  const preferred = others.length === 0 ? first : entryCalled(keys, newAlias);
  if (preferred) return preferred;
  const fitting = keys.filter(({ chain: [own] }) => {
    if (!own || role === undefined) return false;
    return (own.basicConstraints?.ca === true) === (role === 'issuer');
  });
  const [fit] = fitting;
  if (fit && fitting.length === 1) return fit;
  throw severalEntries(keys, `${keys.length} private keys, and it is not said which one is meant`);
}

/** The same where its certificates are meant: then it may be one without a key. */
export function chosenEntry({ keys, certificates }: ShownStore, choice: KeyChoice): KeyEntry {
  const { alias } = choice;
  if (alias === undefined) return chosenKey(keys, choice);
  const alone = certificates.map((one) => ({ alias: one.alias, chain: [one.certificate] }));
  const named = entryCalled([...keys, ...alone], alias);
  if (named) return named;
  throw severalEntries([...keys, ...alone], `no entry called ${quote(alias)}`, 'one entry');
}

/** Java keeps aliases in lower case, whatever was typed. */
function entryCalled<Entry extends KeyEntry>(
  keys: readonly Entry[],
  alias: string | undefined,
): Entry | undefined {
  if (alias === undefined) return undefined;
  const isNamed = (key: KeyEntry) => key.alias?.toLowerCase() === alias.toLowerCase();
  return keys.find((key) => key.alias === alias) ?? keys.find(isNamed);
}

/** For those who ask nobody: the one that is meant where that is plain, else the first. */
export function hostKeyOf<Entry extends KeyEntry>(
  keys: readonly Entry[],
  alias?: string,
): Entry | undefined {
  if (alias !== undefined) return entryCalled(keys, alias);
  return keys.find(({ chain: [own] }) => own && own.basicConstraints?.ca !== true) ?? keys[0];
}

function severalEntries(
  keys: readonly KeyEntry[],
  held: string,
  expected = 'one private key',
): TlsmithError {
  const aliases = keys.map(({ alias }) => alias ?? '');
  return new TlsmithError(
    'input-wrong-kind',
    (it) => `${it} holds ${held}: it has ${aliases.map(quote).join(', ')}`,
    {
      expected,
      found: keys.length,
      possible: aliases,
      answer: 'alias',
    },
  );
}
