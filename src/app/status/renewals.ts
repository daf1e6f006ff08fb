// How each certificate that ends soon comes to a successor: where its key is, and whether a CA
// folder of ours has issued it. For `status`.
import { basename, dirname } from 'node:path/posix';
import { readCertificates } from '../reading/certificate/certificates.js';
import { WAITING_KEY } from '../reading/folder/files.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import type { StorePorts } from '../reading/key/store.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { keysIn, type KeyFolder, stemOf } from './keys.js';
import { type RenewedFiles, renewedFilesOf } from './renewed-files.js';
import type { StatusItem } from './report.js';
import type { Signers } from './signers.js';
import type { Together } from './together.js';
import { inFolder } from './tree.js';
import { unlessUnusable } from './unusable.js';

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

const AUTHORITY_FILE = 'ca.crt';

async function isOurs(folder: string, { files }: StorePorts): Promise<boolean> {
  const kinds = await Promise.all(
    [AUTHORITY_FILE, 'ledger.jsonl'].map((name) => files.kindBehind(inFolder(folder, name))),
  );
  return kinds.every((kind) => kind === 'file');
}

/** How holders of a certificate come to its successor, by the CAs that are found. */
export class Renewals {
  /** Of the folder that was asked for last. */
  #beside: { folder: string; found: KeyFolder } | undefined;

  constructor(
    private readonly signers: Pick<Signers, 'signerOf'>,
    /** Our CA folders. */
    private readonly authorities: ReadonlyMap<string, string>,
    private readonly password: PasswordSource | undefined,
    /** Nobody is asked for a password. */
    private readonly ports: StorePorts,
  ) {}

  /**
   * One for all files that hold it in a folder. Nothing is said where it is no matter of renewal:
   * without its key there is nobody to renew it, and what signed itself has nobody to ask; nor
   * where the forms of its files are not written.
   */
  async addTo(together: Together): Promise<void> {
    const { folder, holders } = together;
    const [{ due }] = holders;
    const signer = this.signers.signerOf(due.item);
    if (signer === due.item.sha256Fingerprint) return;
    const beside = await this.#keysIn(folder);
    const renewed = await unlessUnusable(() =>
      renewedFilesOf(together, beside, this.password, this.ports),
    );
    const own = holders.filter(({ name }) => renewed?.names.has(name));
    const [first] = own;
    if (!renewed || !first) return;
    const ca = (signer === undefined ? undefined : this.authorities.get(signer)) ?? null;
    const name = nameFor(first.name, renewed, beside.names);
    const path = name === undefined ? folder : inFolder(folder, name);
    for (const holder of own) holder.due.item.renewal = { path, ca };
  }

  async #keysIn(folder: string): Promise<KeyFolder> {
    if (this.#beside?.folder !== folder) {
      this.#beside = { folder, found: await keysIn(folder, this.ports) };
    }
    return this.#beside.found;
  }
}

/** Of the file that is named to renew them all; undefined where their folder is. */
function nameFor(
  first: string,
  renewed: RenewedFiles,
  names: readonly string[],
): string | undefined {
  const { lockedStore, hasOtherKey } = renewed;
  if (lockedStore !== undefined && hasOtherKey) return lockedStore;
  return isHostFolder(renewed, names) ? undefined : first;
}

/** As ours are: one key and its certificate of the same name, one store, or both. */
function isHostFolder({ names: own, keys }: RenewedFiles, names: readonly string[]): boolean {
  const usual = names.filter((name) => name.endsWith('.key') && !name.endsWith(WAITING_KEY));
  const [key, ...others] = usual;
  if (key === undefined) return own.has('keystore.p12');
  return others.length === 0 && keys.includes(key) && own.has(`${stemOf(key)}.crt`);
}
