// The facts of a key or trust store, for `inspect`: its entries as they are, and as Java sees them.
import { STORE_RULES } from '../../checks/loading/rules.js';
import { findingsBy } from '../../checks/rule.js';
import type { KeyChooser } from '../../formats/containers/any-store.js';
import type { KeyEntry, StoredCertificate, StoredKey } from '../../formats/pkcs12/store.js';
import type { Clock, Crypto } from '../../ports.js';
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import { shownText } from './text.js';
import { certificateFacts } from './certificate.js';
import type { StoreEntry, StoreFacts } from './items.js';
import { publicKeyOf } from './key.js';

type Ports = { crypto: Crypto; clock: Clock };

/** What opens a store, and which of its entries is meant. */
export interface StoreOpening {
  password: string | undefined;
  keyPassword?: string | undefined;
  alias?: string | undefined;
}

/**
 * Without a password the empty one is tried. Throws `password-missing`, `password-wrong`,
 * `input-*`, `key-unsupported`.
 */
export async function storeFacts(
  bytes: Uint8Array,
  { password, keyPassword, alias }: StoreOpening,
  ports: Ports,
): Promise<{ type: 'keystore' | 'truststore' } & StoreFacts> {
  const { decodeAnyStore } = await import('../../formats/containers/any-store.js');
  const store = await decodeAnyStore(
    bytes,
    { password, keyPassword, choose: alias === undefined ? undefined : keysCalled(alias) },
    ports,
  );
  const { keys, lockedKeys = [], certificates, others, protection } = store;
  const hasKeys = keys.length + lockedKeys.length > 0;
  return {
    type: hasKeys ? 'keystore' : 'truststore',
    entries: meant(
      [
        ...[...keys, ...lockedKeys].map((key) => keyEntry(key, ports)),
        ...certificates.map((stored) => certificateEntry(stored, ports)),
      ],
      alias,
    ),
    others: others.map(shownText),
    protection: {
      mac: protection.mac ?? null,
      macIterations: protection.macIterations ?? null,
      encryption: protection.encryption,
      iterations: protection.iterations ?? null,
    },
    findings: findingsBy(STORE_RULES, { hasKeys, certificates }),
  };
}

/** Nobody asked for the others, and each may have a password of its own. */
export function keysCalled(alias: string): KeyChooser {
  return (keys) => keys.filter((key) => isCalled(key, alias));
}

/** Java keeps aliases in lower case, whatever was typed. */
function isCalled(entry: { alias?: string | null | undefined }, alias: string): boolean {
  return entry.alias?.toLowerCase() === alias.toLowerCase();
}

/** Throws `input-wrong-kind` with those that there are. */
function meant(entries: StoreEntry[], alias: string | undefined): StoreEntry[] {
  if (alias === undefined) return entries;
  const named = entries.filter((one) => isCalled(one, alias));
  if (named.length > 0) return named;
  const possible = entries.map((one) => one.alias ?? '');
  throw new TlsmithError(
    'input-wrong-kind',
    (it) => `${it} holds no entry called ${quote(alias)}: it has ${possible.map(quote).join(', ')}`,
    { expected: quote(alias), possible },
  );
}

/** Java shows a key only with a certificate of its own; of a locked one nothing is said. */
function keyEntry(
  { privateKeyInfo, alias, chain }: KeyEntry & Partial<StoredKey>,
  ports: Ports,
): StoreEntry {
  return {
    type: 'private-key',
    alias: aliasText(alias),
    javaEntry: chain.length > 0 ? 'PrivateKeyEntry' : null,
    publicKey: privateKeyInfo ? publicKeyOf(privateKeyInfo, ports.crypto).facts : null,
    certificates: chain.map(({ der }) => certificateFacts(der, ports)),
  };
}

function certificateEntry(stored: StoredCertificate, ports: Ports): StoreEntry {
  return {
    type: 'certificate',
    alias: aliasText(stored.alias),
    javaEntry: stored.isTrustedByJava ? 'trustedCertEntry' : null,
    certificates: [certificateFacts(stored.certificate.der, ports)],
  };
}

function aliasText(alias: string | undefined): string | null {
  return alias === undefined ? null : shownText(alias);
}
