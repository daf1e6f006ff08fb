// The facts of a key or trust store, for `inspect`: its entries as they are, and as Java sees them.
import { STORE_RULES } from '../../checks/loading/rules.js';
import { findingsBy } from '../../checks/rule.js';
import type { StoredCertificate, StoredKey } from '../../formats/pkcs12/store.js';
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
  const { keys, certificates, others, protection } = await decodeAnyStore(
    bytes,
    { password, keyPassword },
    ports,
  );
  return {
    type: keys.length > 0 ? 'keystore' : 'truststore',
    entries: meant(
      [
        ...keys.map((key) => keyEntry(key, ports)),
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
    findings: findingsBy(STORE_RULES, { hasKeys: keys.length > 0, certificates }),
  };
}

/**
 * Java keeps aliases in lower case, whatever was typed. Throws `input-wrong-kind` with those that
 * there are.
 */
function meant(entries: StoreEntry[], alias: string | undefined): StoreEntry[] {
  if (alias === undefined) return entries;
  const named = entries.filter((one) => one.alias?.toLowerCase() === alias.toLowerCase());
  if (named.length > 0) return named;
  const possible = entries.map((one) => one.alias ?? '');
  throw new TlsmithError(
    'input-wrong-kind',
    (it) => `${it} holds no entry called ${quote(alias)}: it has ${possible.map(quote).join(', ')}`,
    { expected: quote(alias), possible },
  );
}

/** Java shows a key only with a certificate of its own. */
function keyEntry({ privateKeyInfo, alias, chain }: StoredKey, ports: Ports): StoreEntry {
  return {
    type: 'private-key',
    alias: aliasText(alias),
    javaEntry: chain.length > 0 ? 'PrivateKeyEntry' : null,
    publicKey: publicKeyOf(privateKeyInfo, ports.crypto).facts,
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
