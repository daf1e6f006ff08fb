// A PKCS#12 store in which certificates of CAs give way to others: key, aliases and protection stay.
import { TlsmithError } from '../../errors.js';
import {
  ITERATIONS_FOR_CHOSEN,
  ITERATIONS_FOR_GENERATED,
} from '../../formats/keys/key-encryption.js';
import type { Store, StoredCertificate } from '../../formats/pkcs12/store.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { EncodingPorts } from './host-files.js';
import type { Exchange } from './exchanged-files.js';
import { compatOf } from './store-compat.js';

interface ExchangedStore {
  store: Store;
  name: string;
  exchange: Exchange;
}

interface Protection {
  password: string | undefined;
  isGenerated: boolean;
}

/** Throws `consumer-cannot-read` for what is not written, `password-unusable`. */
export async function exchangedStore(
  { store, name, exchange }: ExchangedStore,
  { password, isGenerated }: Protection,
  ports: EncodingPorts,
): Promise<Uint8Array> {
  checkIsWritten(store, name);
  const { encodeKeyStore, encodeTrustStore } = await import('../../formats/pkcs12/encode.js');
  const trusted = trustedAfter(store.certificates, exchange);
  const protection = {
    compat: compatOf(store),
    iterations: isGenerated ? ITERATIONS_FOR_GENERATED : ITERATIONS_FOR_CHOSEN,
  };
  const [key] = store.keys;
  if (!key) return encodeTrustStore(trusted, password ?? '', protection, ports);
  const isTrusted = ({ der }: Certificate) =>
    store.certificates.some(({ certificate }) => equalBytes(certificate.der, der));
  const [own, ...above] = key.chain as [Certificate, ...Certificate[]];
  const issuers = above.filter((one) => !isTrusted(one)).flatMap((one) => exchange(one, 'above'));
  const alias = key.alias ?? name.replace(/\.[^.]+$/, '');
  const entry = { privateKeyInfo: key.privateKeyInfo, chain: [own, ...issuers] as const, alias };
  return encodeKeyStore({ ...entry, trusted }, password, protection, ports);
}

/** What comes beside another gets its alias with a number. */
function trustedAfter(certificates: readonly StoredCertificate[], exchange: Exchange) {
  const taken = new Set(certificates.map(({ alias = '' }) => alias.toLowerCase()));
  return certificates.flatMap(({ certificate, alias }, index) => {
    const name = alias ?? `ca-${index + 1}`;
    return exchange(certificate, 'trusted').map((one, place) => ({
      certificate: one,
      alias: place === 0 ? name : freeAlias(name, taken),
    }));
  });
}

function freeAlias(name: string, taken: Set<string>): string {
  const stem = name.replace(/-\d+$/, '');
  for (let number = 2; ; number++) {
    const alias = `${stem}-${number}`;
    if (taken.has(alias.toLowerCase())) continue;
    taken.add(alias.toLowerCase());
    return alias;
  }
}

/** One key with its chain at most, and trusted certificates. */
function checkIsWritten({ keys, certificates, others, protection }: Store, name: string): void {
  if (protection.mac?.startsWith('keyed')) {
    throw notWritten(name, 'a JKS store', 'export truststore makes PKCS#12 of one');
  }
  const [key] = keys;
  const isMarked = certificates.every(({ isTrustedByJava }) => isTrustedByJava);
  if (keys.length > 1 || others.length > 0 || (key && (key.chain.length === 0 || !isMarked))) {
    throw notWritten(name, 'a store with further entries', 'keytool changes one entry');
  }
}

function notWritten(name: string, form: string, instead: string): TlsmithError {
  return new TlsmithError(
    'consumer-cannot-read',
    `${name} is ${form}, which is not written anew: ${instead}`,
    { found: form },
  );
}
