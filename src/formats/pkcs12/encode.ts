// Writes PKCS#12 key stores and trust stores that JDKs, OpenSSL, NSS and GnuTLS read, each read
// back before it is handed out.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { Crypto, Random } from '../../ports.js';
import { quote } from '../../quote.js';
import { checkPassword } from '../keys/password.js';
import { checkAlias } from './alias.js';
import { decodeStore } from './decode.js';
import { rememberingDerivations } from './read-back.js';
import { seal, type StoreProtection } from './seal.js';
import type { StoredCertificate } from './store.js';

export interface KeyEntry {
  privateKeyInfo: Uint8Array;
  /** The end entity first, each followed by its issuer. */
  chain: readonly [Certificate, ...Certificate[]];
  alias: string;
  /** Trusted entries beside the key, such as the root of the chain. */
  trusted?: readonly TrustEntry[] | undefined;
}

export interface TrustEntry {
  certificate: Certificate;
  alias: string;
}

interface Ports {
  crypto: Crypto;
  random: Random;
}

/**
 * One key with its chain; without a password the store is written with the empty one, as Java
 * writes it. Throws `name-invalid` (alias), `password-unusable`, `issuer-chain-invalid` where the
 * chain is out of order.
 */
export async function encodeKeyStore(
  { privateKeyInfo, chain, alias, trusted = [] }: KeyEntry,
  password: string | undefined,
  protection: StoreProtection,
  { crypto, random }: Ports,
): Promise<Uint8Array> {
  const friendlyName = checkAlias(alias);
  if (password !== undefined) checkPassword(password);
  checkOrder(chain);
  const ports = { crypto: rememberingDerivations(crypto), random };
  // RFC 2985, 5.5.2 leaves the identifier open; everyone takes the SHA-1 of the certificate.
  const localKeyId = crypto.digest('SHA-1', chain[0].der);
  const content = {
    key: { privateKeyInfo, friendlyName, localKeyId },
    certificates: [
      ...chain.map(({ der }, index) => (index === 0 ? { der, friendlyName, localKeyId } : { der })),
      ...trusted.map(trustedBag),
    ],
  };
  const bytes = await seal(content, password ?? '', protection, ports);
  const { keys, certificates } = await decodeStore(bytes, password, ports);
  const [key] = keys;
  const isSame =
    keys.length === 1 &&
    isTrusted(certificates, trusted) &&
    key?.alias === friendlyName &&
    equalBytes(key.privateKeyInfo, privateKeyInfo) &&
    isSameList(key.chain.slice(0, chain.length), chain) &&
    key.chain.slice(chain.length).every((one) => isAmong(one, trusted));
  if (!isSame) throw unlike();
  return bytes;
}

/**
 * Certificates that every JDK shows as trustedCertEntry; of equal ones only the first is written.
 * Throws `name-invalid`, `password-unusable`, `input-wrong-kind` for no certificate,
 * `name-conflict` for two under one alias, of which Java would keep one.
 */
export async function encodeTrustStore(
  entries: readonly TrustEntry[],
  password: string,
  protection: StoreProtection,
  { crypto, random }: Ports,
): Promise<Uint8Array> {
  checkPassword(password);
  const distinct = distinctEntries(entries);
  const ports = { crypto: rememberingDerivations(crypto), random };
  const content = {
    certificates: distinct.map(trustedBag),
  };
  const bytes = await seal(content, password, protection, ports);
  const { keys, certificates } = await decodeStore(bytes, password, ports);
  const isSame = keys.length === 0 && isTrusted(certificates, distinct);
  if (!isSame) throw unlike();
  return bytes;
}

function trustedBag({ certificate, alias }: TrustEntry) {
  return { der: certificate.der, friendlyName: alias, isTrustedByJava: true };
}

function isTrusted(found: readonly StoredCertificate[], entries: readonly TrustEntry[]): boolean {
  return (
    found.every(({ isTrustedByJava }) => isTrustedByJava) &&
    found.every(({ alias }, index) => alias === entries[index]?.alias) &&
    isSameList(
      found.map(({ certificate }) => certificate),
      entries.map(({ certificate }) => certificate),
    )
  );
}

/** Readers build the chain anew from the names: what does not follow would be lost. */
function checkOrder(chain: readonly Certificate[]): void {
  for (const [index, certificate] of chain.entries()) {
    const next = chain[index + 1];
    if (!next || equalBytes(certificate.issuerDer, next.subjectDer)) continue;
    throw new TlsmithError(
      'issuer-chain-invalid',
      `certificate ${index + 2} of the chain is not the issuer of the one before it`,
    );
  }
}

function distinctEntries(entries: readonly TrustEntry[]): TrustEntry[] {
  if (entries.length === 0) {
    throw new TlsmithError('input-wrong-kind', 'there is no certificate for the trust store');
  }
  const distinct: TrustEntry[] = [];
  for (const { certificate, alias } of entries) {
    if (distinct.some((one) => equalBytes(one.certificate.der, certificate.der))) continue;
    const name = checkAlias(alias);
    if (distinct.some((one) => one.alias === name)) {
      throw new TlsmithError(
        'name-conflict',
        `two different certificates would have the alias ${quote(name)}`,
      );
    }
    distinct.push({ certificate, alias: name });
  }
  return distinct;
}

/** Readers of a store lengthen its chain by what they find there. */
function isAmong({ der }: Certificate, entries: readonly TrustEntry[]): boolean {
  return entries.some(({ certificate }) => equalBytes(certificate.der, der));
}

function isSameList(found: readonly Certificate[], expected: readonly Certificate[]): boolean {
  return (
    found.length === expected.length &&
    found.every(({ der }, index) => equalBytes(der, expected[index]?.der ?? new Uint8Array()))
  );
}

function unlike(): TlsmithError {
  return new TlsmithError('bug', 'the PKCS#12 store does not read back as it was written');
}
