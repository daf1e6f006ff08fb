// How each certificate that ends soon comes to a successor: where its key is, and whether a CA
// folder of ours has issued it. For `status`.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { readCertificates } from '../reading/certificate/certificates.js';
import { loadPrivateKey } from '../reading/key/private-key.js';
import type { StorePorts } from '../reading/key/store.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Renewal, StatusItem } from './report.js';
import type { Signers } from './signers.js';
import type { DueCertificate } from './survey.js';
import { inFolder } from './tree.js';

/** Our CA folders among what is found, by the fingerprint of their certificates. */
export async function authorityFolders(
  items: readonly StatusItem[],
  ports: StorePorts,
): Promise<Map<string, string>> {
  const folders = new Map<string, string>();
  for (const { path, ca, sha256Fingerprint } of items) {
    if (!ca || basename(path) !== AUTHORITY_FILE || folders.has(sha256Fingerprint)) continue;
    const isCa = await unlessUnusable(() => isOurs(dirname(path), ports));
    if (isCa === true) folders.set(sha256Fingerprint, dirname(path));
  }
  return folders;
}

/** The certificate of the CA in a folder; undefined for what is no CA folder. */
export async function authorityIn(
  folder: string,
  ports: StorePorts,
): Promise<Certificate | undefined> {
  return unlessUnusable(async () => {
    if (!(await isOurs(folder, ports))) return undefined;
    const [own] = await readCertificates(inFolder(folder, AUTHORITY_FILE), undefined, ports);
    return own;
  });
}

/** It is only about advice: what cannot be read gives none. */
async function unlessUnusable<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof TlsmithError) || error.code === 'bug') throw error;
    return undefined;
  }
}

const AUTHORITY_FILE = 'ca.crt';

async function isOurs(folder: string, { files }: StorePorts): Promise<boolean> {
  const kinds = await Promise.all(
    [AUTHORITY_FILE, 'ledger.jsonl'].map((name) => files.kindBehind(inFolder(folder, name))),
  );
  return kinds.every((kind) => kind === 'file');
}

/** A private key beside a certificate; undefined for one that is encrypted. */
interface KeyBeside {
  name: string;
  publicKey: Uint8Array | undefined;
}

export class Renewals {
  /** Of the folder that was asked for last: what is due comes in the order of its paths. */
  #beside: { folder: string; keys: readonly KeyBeside[] } | undefined;

  constructor(
    private readonly signers: Pick<Signers, 'signerOf'>,
    /** Our CA folders. */
    private readonly authorities: ReadonlyMap<string, string>,
    /** Nobody is asked for a password. */
    private readonly ports: StorePorts,
  ) {}

  /**
   * Undefined where it is no matter of renewal: without its key only a CA of ours can tell what it
   * was issued for, and what signed itself has nobody to ask.
   */
  async renewalOf(due: DueCertificate): Promise<Renewal | undefined> {
    const { path, sha256Fingerprint } = due.item;
    const signer = this.signers.signerOf(due.item);
    if (signer === sha256Fingerprint) return undefined;
    const ca = (signer === undefined ? undefined : this.authorities.get(signer)) ?? null;
    const keys = await this.#keysIn(dirname(path));
    const own = keys.find((key) => this.#isKeyOf(key, due));
    if (!own && !due.isOfKey) return ca === null ? undefined : { path, ca };
    return { path: isHostFolder(path, own, keys) ? dirname(path) : path, ca };
  }

  #isKeyOf({ name, publicKey }: KeyBeside, { item, subjectPublicKeyInfo }: DueCertificate) {
    if (publicKey) return this.ports.crypto.isSamePublicKey(publicKey, subjectPublicKeyInfo);
    return stemOf(name) === stemOf(item.path);
  }

  async #keysIn(folder: string): Promise<readonly KeyBeside[]> {
    if (this.#beside?.folder !== folder) {
      this.#beside = { folder, keys: await this.#readKeysIn(folder) };
    }
    return this.#beside.keys;
  }

  async #readKeysIn(folder: string): Promise<KeyBeside[]> {
    const names = await unlessUnusable(() => this.ports.files.list(folder));
    const likely = names?.filter((name) => MAY_BE_KEY.test(name)).slice(0, MOST_KEYS) ?? [];
    const keys: KeyBeside[] = [];
    for (const name of likely) {
      const key = await unlessUnusable(() => this.#readKey(folder, name));
      if (key) keys.push(key);
    }
    return keys;
  }

  async #readKey(folder: string, name: string): Promise<KeyBeside | undefined> {
    const { files, crypto } = this.ports;
    const path = inFolder(folder, name);
    if ((await files.kindBehind(path)) !== 'file') return undefined;
    try {
      const { privateKeyInfo } = await loadPrivateKey(path, undefined, this.ports);
      return { name, publicKey: crypto.publicKeyOf(privateKeyInfo) };
    } catch (error) {
      const isLocked = error instanceof TlsmithError && error.code === 'password-missing';
      if (!isLocked) throw error;
      return { name, publicKey: undefined };
    }
  }
}

const MAY_BE_KEY = /\.(?:key|pem)$/i;
const MOST_KEYS = 50;

/** As ours are: one key and its certificate of the same name, one store, or both. */
function isHostFolder(
  path: string,
  own: KeyBeside | undefined,
  keys: readonly KeyBeside[],
): boolean {
  const isStore = basename(path) === 'keystore.p12';
  if (!own) return isStore && keys.length === 0;
  return keys.length === 1 && (isStore || own.name === `${stemOf(path)}.key`);
}

/** `es01/es01.crt` → `es01`. */
function stemOf(path: string): string {
  return basename(path).replace(/\.[^.]*$/, '');
}
