// The facts of a key or trust store, for `inspect`: its entries as they are, and as Java sees them.
import { STORE_RULES } from '../../checks/loading/rules.js';
import { findingsBy } from '../../checks/rule.js';
import type { StoredCertificate, StoredKey } from '../../formats/pkcs12/store.js';
import type { Clock, Crypto } from '../../ports.js';
import { shownText } from './text.js';
import { certificateFacts } from './certificate.js';
import type { StoreEntry, StoreFacts } from './items.js';
import { publicKeyOf } from './key.js';

type Ports = { crypto: Crypto; clock: Clock };

/** Without a password the empty one is tried. Throws `password-missing`, `password-wrong`, `input-*`, `key-unsupported`. */
export async function storeFacts(
  bytes: Uint8Array,
  password: string | undefined,
  ports: Ports,
): Promise<{ type: 'keystore' | 'truststore' } & StoreFacts> {
  const { decodeAnyStore } = await import('../../formats/containers/any-store.js');
  const { keys, certificates, others, protection } = await decodeAnyStore(
    bytes,
    { password },
    ports,
  );
  return {
    type: keys.length > 0 ? 'keystore' : 'truststore',
    entries: [
      ...keys.map((key) => keyEntry(key, ports)),
      ...certificates.map((stored) => certificateEntry(stored, ports)),
    ],
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
