// Files of an identity written anew for the one that comes in its place: in the form that they have,
// under the password that they have.
import { TlsmithError } from '../../errors.js';
import { encodeCertificates, encodePem } from '../../formats/containers/pem.js';
import { encodePkcs7 } from '../../formats/containers/pkcs7-encode.js';
import {
  ITERATIONS_FOR_CHOSEN,
  ITERATIONS_FOR_GENERATED,
} from '../../formats/keys/key-encryption.js';
import { encodeEncryptedPrivateKey, encodePrivateKey } from '../../formats/keys/private-key.js';
import type { Store } from '../../formats/pkcs12/store.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { equalBytes } from '../../pki/der/hex.js';
import { isSelfIssued } from '../../pki/issuing/issuer.js';
import type { EncodingPorts } from './host-files.js';
import type { FoundKey, IdentityFile, IdentityPart } from '../reading/folder/identity-files.js';
import { chainByNames } from '../reading/certificate/chain.js';
import { compatOf } from './store-compat.js';

export interface RenewedFile {
  name: string;
  before: Uint8Array;
  after: Uint8Array;
  /** Whether it holds a private key. */
  isSecret: boolean;
}

export interface Renewal {
  /** What goes. */
  old: Certificate;
  /** What comes. */
  identity: HostIdentity;
  /** Whether nobody chose the password: then nothing has to slow down who guesses. */
  isGenerated(password: string | undefined): boolean;
}

/** Throws `consumer-cannot-read` for a form that is not written, `password-unusable`. */
export async function renewedFile(
  file: IdentityFile,
  renewal: Renewal,
  ports: EncodingPorts,
): Promise<RenewedFile> {
  const { name, bytes: before } = file;
  const after = await contentOf(file, renewal, ports);
  return { name, before, after, isSecret: holdsKey(file) };
}

export function holdsKey(file: IdentityFile): boolean {
  if (file.form === 'pem') return file.parts.some(({ kind }) => kind === 'key');
  return file.form === 'der-key' || file.form === 'key-store';
}

/** Throws `consumer-cannot-read` where the form is not written; before anything is made. */
export function checkFormIsWritten(file: IdentityFile): void {
  if (file.form === 'key-store') checkStore(file.store, file.name);
  if (file.form === 'trust-store') checkTrustStore(file.store, file.name);
  const keys = file.form === 'der-key' ? [file.key] : file.form === 'pem' ? keysOf(file.parts) : [];
  for (const { stored, password } of keys) {
    const isOld = password !== undefined && stored.container !== 'pkcs8-encrypted';
    if (isOld || stored.container === 'openssh') {
      const form = isOld
        ? 'a key under the old encryption of PEM, which is weak'
        : "OpenSSH's form of a key";
      throw notWritten(file.name, form, 'export key makes PKCS#8 of it');
    }
  }
}

function keysOf(parts: readonly IdentityPart[]): FoundKey[] {
  return parts.flatMap((part) => (part.kind === 'key' ? [part.key] : []));
}

/** What trusts the certificate beside a key of another one holds more than is written. */
function checkTrustStore(store: Store, name: string): void {
  checkStore(store, name);
  if (store.keys.length > 0) throw withFurtherEntries(name);
}

/** One key with its chain, and trusted certificates beside it: what is written. */
function checkStore({ keys, certificates, others, protection }: Store, name: string): void {
  if (protection.mac?.startsWith('keyed')) {
    throw notWritten(name, 'a JKS store', 'export keystore makes PKCS#12 of it');
  }
  const isMore =
    keys.length > 1 ||
    others.length > 0 ||
    (keys.length === 1 &&
      certificates.length > 1 &&
      certificates.some(({ isTrustedByJava }) => !isTrustedByJava));
  if (isMore) throw withFurtherEntries(name);
}

function withFurtherEntries(name: string): TlsmithError {
  return notWritten(name, 'a store with further entries', 'keytool renews one entry');
}

function notWritten(name: string, form: string, instead: string): TlsmithError {
  return new TlsmithError(
    'consumer-cannot-read',
    `${name} is ${form}, which is not written anew: ${instead}`,
    {
      consumer: 'cert renew',
      found: form,
    },
  );
}

async function contentOf(
  file: IdentityFile,
  renewal: Renewal,
  ports: EncodingPorts,
): Promise<Uint8Array> {
  const { identity, old } = renewal;
  switch (file.form) {
    case 'pem':
      return utf8(await pemText(file.parts, renewal, ports));
    case 'der-certificate':
      return identity.chain[0].der;
    case 'der-key':
      return derKey(file.key, renewal, ports);
    case 'pkcs7': {
      const der = encodePkcs7(
        file.certificates.flatMap(replacing(file.certificates, renewal)).map((one) => one.der),
      );
      return file.isPem ? utf8(encodePem('PKCS7', der)) : der;
    }
    case 'key-store':
      return keyStore(file, renewal, ports);
    case 'trust-store':
      return trustStore(file, old, renewal, ports);
  }
}

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The order of the blocks stays, and so does what is neither certificate nor key. */
async function pemText(
  parts: readonly IdentityPart[],
  renewal: Renewal,
  ports: EncodingPorts,
): Promise<string> {
  const found = parts.flatMap((part) => (part.kind === 'certificate' ? [part.certificate] : []));
  const successorsOf = replacing(found, renewal);
  const texts: string[] = [];
  for (const part of parts) {
    if (part.kind === 'other') texts.push(part.text);
    else if (part.kind === 'key') texts.push(await pemKey(part.key, renewal, ports));
    else texts.push(encodeCertificates(successorsOf(part.certificate)));
  }
  return texts.join('');
}

/**
 * The old one gives way to the new one, and the intermediates above it to those above the new one
 * where the file had some or they are others: each in its place where they are as many, else
 * behind the new one.
 */
function replacing(
  found: readonly Certificate[],
  { old, identity: { chain, trustAnchors } }: Renewal,
): (one: Certificate) => Certificate[] {
  const above = chainByNames(old, found).slice(1);
  const intermediates = above.filter((one) => !isSelfIssued(one));
  const [own, ...issuers] = chain;
  const isSameIssuer = equalBytes(own.issuerDer, old.issuerDer);
  const isSelf = trustAnchors.some(({ der }) => equalBytes(der, own.der));
  const isFollowed = !isSelf && (intermediates.length > 0 || !isSameIssuer);
  const following = isFollowed ? issuers : [];
  const isInPlace = following.length === intermediates.length;
  return (one) => {
    if (equalBytes(one.der, old.der)) return isInPlace ? [own] : [own, ...following];
    const step = intermediates.findIndex(({ der }) => equalBytes(one.der, der));
    if (step === -1) return [one];
    return isInPlace ? following.slice(step, step + 1) : [];
  };
}

async function pemKey(key: FoundKey, renewal: Renewal, ports: EncodingPorts): Promise<string> {
  const { privateKeyInfo } = renewal.identity;
  const { stored, password } = key;
  if (password !== undefined) {
    const iterations = iterationsFor(password, renewal);
    return encodeEncryptedPrivateKey(privateKeyInfo, password, iterations, ports);
  }
  const traditional =
    stored.container === 'pkcs8' ? undefined : ports.crypto.encodeTraditionalKey(privateKeyInfo);
  return traditional
    ? encodePem(traditional.label, traditional.der)
    : encodePrivateKey(privateKeyInfo);
}

async function derKey(
  { stored, password }: FoundKey,
  renewal: Renewal,
  ports: EncodingPorts,
): Promise<Uint8Array> {
  const { privateKeyInfo } = renewal.identity;
  if (password !== undefined) {
    const { encryptPrivateKeyInfo } = await import('../../formats/keys/key-encryption.js');
    return encryptPrivateKeyInfo(privateKeyInfo, password, iterationsFor(password, renewal), ports);
  }
  if (stored.container === 'pkcs8') return privateKeyInfo;
  return ports.crypto.encodeTraditionalKey(privateKeyInfo)?.der ?? privateKeyInfo;
}

function iterationsFor(password: string | undefined, renewal: Renewal): number {
  return renewal.isGenerated(password) ? ITERATIONS_FOR_GENERATED : ITERATIONS_FOR_CHOSEN;
}

async function keyStore(
  { store, key, password, name }: IdentityFile & { form: 'key-store' },
  renewal: Renewal,
  ports: EncodingPorts,
): Promise<Uint8Array> {
  const { encodeKeyStore } = await import('../../formats/pkcs12/encode.js');
  const { privateKeyInfo, chain, trustAnchors } = renewal.identity;
  const anchor = rootAbove(chain, [...trustAnchors, ...key.chain]) ?? trustAnchors[0];
  const trusted = store.certificates.map(({ certificate, alias: entry }, index) => ({
    certificate,
    alias: entry ?? (index === 0 ? 'ca' : `ca-${index + 1}`),
  }));
  const hadRoot = key.chain.some(
    (one) => isSelfIssued(one) && !equalBytes(one.der, renewal.old.der),
  );
  const isTrustedRoot = trusted.some(({ certificate }) => equalBytes(certificate.der, anchor.der));
  const whole: HostIdentity['chain'] = hadRoot && !isTrustedRoot ? [...chain, anchor] : chain;
  const alias = key.alias ?? name.replace(/\.[^.]+$/, '');
  return encodeKeyStore(
    { privateKeyInfo, chain: whole, alias, trusted },
    password,
    { compat: compatOf(store), iterations: iterationsFor(password, renewal) },
    ports,
  );
}

/** Of a chain that ends with a cross-certificate it is that of the CA which goes. */
function rootAbove(
  chain: HostIdentity['chain'],
  standing: readonly Certificate[],
): Certificate | undefined {
  const last = chain[chain.length - 1] ?? chain[0];
  return standing.find((one) => isSelfIssued(one) && equalBytes(one.subjectDer, last.issuerDer));
}

async function trustStore(
  { store, password }: IdentityFile & { form: 'trust-store' },
  old: Certificate,
  renewal: Renewal,
  ports: EncodingPorts,
): Promise<Uint8Array> {
  const { encodeTrustStore } = await import('../../formats/pkcs12/encode.js');
  const entries = store.certificates.map(({ certificate, alias }, index) => ({
    certificate: equalBytes(certificate.der, old.der) ? renewal.identity.chain[0] : certificate,
    alias: alias ?? `ca-${index + 1}`,
  }));
  const protection = { compat: compatOf(store), iterations: iterationsFor(password, renewal) };
  return encodeTrustStore(entries, password ?? '', protection, ports);
}
