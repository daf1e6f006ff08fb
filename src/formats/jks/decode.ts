// Reads Java's own key and trust stores, JKS and JCEKS: checks the digest, opens the keys; the same
// value as of a PKCS#12 store.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { parseCertificate } from '../../pki/certificate/certificate-encoding.js';
import type { Crypto } from '../../ports.js';
import { quote } from '../../quote.js';
import type { StorePasswords } from '../containers/any-store.js';
import { keyContainerOf, memberTags } from '../containers/recognise.js';
import { asVersion1, checkPrivateKey } from '../keys/private-key-fault.js';
import { Work } from '../pkcs12/limits.js';
import type { KeyEntry as ShownKey, Store, StoredCertificate, StoredKey } from '../pkcs12/store.js';
import {
  decodeEntries,
  type EncodedCertificate,
  type JavaEntry,
  type JavaStore,
  type JavaStoreKind,
} from './entries.js';
import { malformedStore } from './java-data.js';
import { isDigestRight, keyProtection, type KeyProtection } from './protection.js';

interface Opening {
  kind: JavaStoreKind;
  /** To be tried in this order. */
  passwords: readonly string[];
  isDigestRight: boolean;
  crypto: Crypto;
  work: Work;
  protections: KeyProtection[];
}

type KeyEntry = Extract<JavaEntry, { kind: 'key' }>;

/**
 * Without a password certificates are read as Java reads them, the digest unchecked, and that is
 * noted; keys need one, and each may have its own. Throws `password-missing`, `password-wrong`,
 * `input-malformed`, `input-limit`, `key-unsupported`.
 */
export async function decodeJavaStore(
  bytes: Uint8Array,
  { password, keyPassword, choose = (all) => all }: StorePasswords,
  { crypto }: { crypto: Crypto },
): Promise<Store> {
  const store = decodeEntries(bytes);
  const { kind, entries } = store;
  checkDigest(store, password, crypto);
  const passwords = [keyPassword, password].filter((one) => one !== undefined);
  const opening: Opening = {
    kind,
    passwords,
    crypto,
    isDigestRight: password !== undefined,
    work: new Work(),
    protections: [],
  };
  const shown = entries.flatMap(shownKeyIn);
  const wanted = choose(shown);
  const keys: StoredKey[] = [];
  for (const key of wanted) keys.push(await keyOf(key, opening));
  const { protections } = opening;
  const counts = protections.map(({ iterations }) => iterations);
  return {
    keys,
    lockedKeys: shown.filter((key) => !wanted.includes(key)),
    certificates: entries.flatMap(trustedIn),
    others: entries.flatMap(otherIn),
    protection: {
      mac: `keyed SHA1 (${kind})`,
      macIterations: 1,
      encryption: [...new Set(protections.map(({ name }) => name))],
      iterations: counts.length > 0 ? Math.min(...counts) : undefined,
    },
    notes: password === undefined ? [NO_DIGEST] : undefined,
  };
}

const NO_DIGEST = 'was read without a look at its digest, since no password was given';

function checkDigest(store: JavaStore, password: string | undefined, crypto: Crypto): void {
  if (password === undefined || isDigestRight(store, password, crypto)) return;
  throw new TlsmithError(
    'password-wrong',
    `the password does not open the Java key store (${store.kind}), or the store was changed`,
  );
}

interface KeyInQuestion extends ShownKey {
  entry: KeyEntry;
}

function shownKeyIn(entry: JavaEntry): KeyInQuestion[] {
  if (entry.kind !== 'key') return [];
  const { alias } = entry;
  return [{ entry, alias, chain: entry.chain.flatMap((one) => certificateIn(one, alias) ?? []) }];
}

async function keyOf({ entry, alias, chain }: KeyInQuestion, opening: Opening): Promise<StoredKey> {
  const key = { der: await opened(entry, opening), container: 'pkcs8' as const };
  await checkPrivateKey(key, opening.crypto);
  return { privateKeyInfo: asVersion1(key).der, alias, chain };
}

async function opened(entry: KeyEntry, opening: Opening): Promise<Uint8Array> {
  const { alias, encryptedPrivateKeyInfo } = entry;
  const { kind, passwords, crypto, work, protections } = opening;
  if (passwords.length === 0) {
    throw new TlsmithError(
      'password-missing',
      `the Java key store (${kind}) holds a private key, and no password was given`,
    );
  }
  const protection = keyProtection(encryptedPrivateKeyInfo, alias, crypto);
  protections.push(protection);
  for (const password of passwords) {
    work.spend(protection.cost);
    const plain = await protection.open(password);
    if (plain && keyContainerOf(memberTags(plain)) === 'pkcs8') return plain;
    if (plain) throw malformedStore(`the key of ${quote(alias)} is no PKCS#8`);
  }
  throw new TlsmithError(
    'password-wrong',
    passwords.length === 1 && opening.isDigestRight
      ? `the password opens the Java key store (${kind}), but its key ${quote(alias)} has another password`
      : `the password does not open the key ${quote(alias)} of the Java key store (${kind})`,
    { alias, opens: 'key' },
  );
}

function trustedIn(entry: JavaEntry): StoredCertificate[] {
  if (entry.kind !== 'certificate') return [];
  const { alias } = entry;
  const certificate = certificateIn(entry.certificate, alias);
  return certificate ? [{ certificate, alias, isTrustedByJava: true }] : [];
}

/** Named as the bags of PKCS#12 are. */
function otherIn(entry: JavaEntry): string[] {
  if (entry.kind === 'secret') return ['secret'];
  const certificates = entry.kind === 'key' ? entry.chain : [entry.certificate];
  return certificates.flatMap(({ type }) => (isX509(type) ? [] : [`${type} certificate`]));
}

function certificateIn(
  { type, encoded }: EncodedCertificate,
  alias: string,
): Certificate | undefined {
  if (!isX509(type)) return undefined;
  try {
    return parseCertificate(encoded);
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    const sentence = `a certificate of its entry ${quote(alias)} is damaged: ${error.sentence}`;
    throw new TlsmithError(error.code, sentence, { ...error.details, alias }, error);
  }
}

/** Java 1.1 wrote the name with another hyphen or none. */
function isX509(type: string): boolean {
  return /^X\.?509$/i.test(type);
}
