// The files of a host as they stand, with the form that they have: what a product loads depends on
// it. For `host-folder.ts`.
import { TlsmithError } from '../../../errors.js';
import { javaContainerOf, type KeyChooser } from '../../../formats/containers/any-store.js';
import {
  decodeBroughtCertificates,
  decodeCertificates,
} from '../../../formats/containers/certificate-file.js';
import { keyEncryptionOf } from '../../../formats/keys/key-encryption.js';
import { openPrivateKey } from '../../../formats/keys/opening.js';
import { findPrivateKey, type StoredPrivateKey } from '../../../formats/keys/private-key.js';
import type { Store } from '../../../formats/pkcs12/store.js';
import type { Chain, KeyEncryption, KeySource, Source } from '../../../pki/certificate/identity.js';
import type { Files } from '../../../ports.js';
import { inFile } from '../in-file.js';
import { fileFormOf } from './file-form.js';
import { loadPassword, passwordFor, type PasswordSource } from '../key/passwords.js';
import { openStore, type StorePorts } from '../key/store.js';

/** What may open a file. */
export interface KnownPasswords {
  /** From `secrets.env`. */
  known: string | undefined;
  source: PasswordSource | undefined;
  /** Of the keys of a store, where they have one of their own. */
  ofKeys?: string | undefined;
  /** Nobody is asked: what is locked stays so. */
  mayStayLocked: boolean | undefined;
  /** Which keys of a store are to be opened; none: all. */
  choose?: KeyChooser | undefined;
}

/** A file with what it holds. */
export interface InstalledFile {
  path: string;
  bytes: Uint8Array;
}

export async function installedFile(path: string, files: Files): Promise<InstalledFile> {
  return { path, bytes: await files.read(path) };
}

/** Undefined for one that is not there. */
export async function installedIfPresent(
  path: string,
  files: Files,
): Promise<InstalledFile | undefined> {
  const bytes = await files.readIfPresent(path);
  return bytes && { path, bytes };
}

/**
 * In the order of the file. What OpenSSL is told of their trust is refused where they are to be
 * trusted. Throws `input-*`.
 */
export async function readInstalledCertificates(
  { path, bytes }: InstalledFile,
  trustSettings: 'refused' | 'ignored',
): Promise<{ certificates: Chain; source: Source }> {
  return inFile(path, () => {
    const found = { path, ...fileFormOf(bytes) };
    try {
      if (!found.labels.includes('TRUSTED CERTIFICATE')) {
        return { certificates: decodeCertificates(bytes), source: { ...found, notes: [] } };
      }
    } catch (error) {
      // What products do not read may be read here all the same; that they do not is for the rules
      // to say.
      if (!(error instanceof TlsmithError)) throw error;
    }
    const brought = decodeBroughtCertificates(bytes, trustSettings);
    const { certificates, notes, hasTrustSettings } = brought;
    return { certificates, source: { ...found, notes, hasTrustSettings } };
  });
}

/** Undefined key for one that stays locked. Throws `input-*`, `password-*`, `key-unsupported`. */
export async function readInstalledKey(
  { path, bytes }: InstalledFile,
  passwords: KnownPasswords,
  ports: StorePorts,
): Promise<{ privateKeyInfo: Uint8Array | undefined; source: KeySource }> {
  return inFile(path, async () => {
    const key = findPrivateKey(bytes, 'brought');
    const open = (password: string | undefined) => openPrivateKey(key, password, ports.crypto);
    const privateKeyInfo = key.isEncrypted
      ? await unlocked(path, passwords, ports, open)
      : await open(undefined);
    return { privateKeyInfo, source: keySourceOf(path, bytes, key) };
  });
}

function keySourceOf(path: string, bytes: Uint8Array, key: StoredPrivateKey): KeySource {
  const { container, notes = [], otherLabel } = key;
  const form = container === 'pkcs8-encrypted' ? 'pkcs8' : container;
  const encryption = key.isEncrypted ? encryptionOf(key) : undefined;
  const file = fileFormOf(bytes);
  const at = file.labels.findIndex((label) => label.endsWith('PRIVATE KEY'));
  const before = file.labels.slice(0, Math.max(at, 0));
  return { path, ...file, notes, form, encryption, before, otherLabel };
}

function encryptionOf({ encoded }: StoredPrivateKey): KeyEncryption {
  if ('der' in encoded) return keyEncryptionOf(encoded.der);
  return { scheme: 'pem', cipher: /^DEK-Info:\s*([\w-]+)/im.exec(encoded.pem)?.[1] ?? '' };
}

/** Undefined for one that stays locked. Throws `input-*`, `password-*`. */
export async function readInstalledStore(
  { path, bytes }: InstalledFile,
  passwords: KnownPasswords,
  ports: StorePorts,
): Promise<{ store: Store; source: Source } | undefined> {
  return inFile(path, async () => {
    const { ofKeys, choose } = passwords;
    const store = await unlocked(path, passwords, ports, async (text) => {
      const source =
        text === undefined
          ? undefined
          : { text, ofKeys: ofKeys === undefined ? undefined : { text: ofKeys } };
      return (await openStore({ path, bytes, password: source }, ports, { choose })).store;
    });
    const { notes = [] } = store ?? {};
    return (
      store && {
        store,
        source: {
          path,
          container: javaContainerOf(bytes) ?? 'store',
          hasByteOrderMark: false,
          notes,
        },
      }
    );
  });
}

/**
 * By the password that is known, then by the one that was given; asked for last, and not where it
 * may stay locked.
 */
async function unlocked<T>(
  path: string,
  { known, source, mayStayLocked }: KnownPasswords,
  ports: StorePorts,
  open: (password: string | undefined) => Promise<T>,
): Promise<T | undefined> {
  if (known !== undefined) {
    try {
      return await open(known);
    } catch (error) {
      const isWrong = error instanceof TlsmithError && error.code === 'password-wrong';
      if (!source || !isWrong) throw error;
    }
  }
  if (source) return open(await loadPassword(source, ports.files));
  if (mayStayLocked) return undefined;
  return open(await passwordFor(path, undefined, ports));
}
