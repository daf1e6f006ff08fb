// One host as a renewal finds it: its certificate, every file that holds it or its key, and what its
// product is.
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Chain } from '../../pki/certificate/identity.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import type { Templates } from '../../ports.js';
import { quote } from '../../quote.js';
import type { ProductRelease, Target } from '../../targets/target.js';
import { inFile } from '../reading/in-file.js';
import { presentedChain } from '../reading/certificate/chain.js';
import { readCertificates } from '../reading/certificate/certificates.js';
import { certificateFileIn } from '../reading/folder/host.js';
import { type FolderPasswords, folderPasswords } from '../reading/folder/folder-passwords.js';
import { type IdentityFile, identityFilesIn } from '../reading/folder/identity-files.js';
import { releaseIn } from '../reading/folder/link-roles.js';
import { passwordFor, type PasswordSource } from '../reading/key/passwords.js';
import type { StorePorts } from '../reading/key/store.js';
import { checkFormIsWritten, holdsKey } from '../writing/renewed-files.js';
import type { RenewalPlace } from './places.js';

export interface Renewable {
  place: RenewalPlace;
  certificate: Certificate;
  /** With what its file has above it. */
  chain: Chain;
  files: readonly IdentityFile[];
  /** PKCS#8; undefined where the key stands nowhere in the folder. */
  privateKeyInfo: Uint8Array | undefined;
  passwords: FolderPasswords;
  /** What its snippet is about. */
  release: ProductRelease | undefined;
}

export type RenewablePorts = StorePorts & {
  templates: Templates;
  products: readonly Target[];
};

/** Throws `input-*`, `password-*`, and `consumer-cannot-read` for forms that are not written anew. */
export async function readRenewable(
  place: RenewalPlace,
  password: PasswordSource | undefined,
  ports: RenewablePorts,
): Promise<Renewable> {
  const { folder } = place;
  const [certificate, ...others] = await certificatesOf(place, password, ports);
  if (certificate.basicConstraints?.ca === true) throw isAuthority(place, certificate);
  const passwords = await folderPasswords(folder, password, ports);
  const wanted = { folder, certificate, passwords };
  let files = await identityFilesIn(wanted, ports);
  let opening = passwords;
  if (!files.some(holdsKey) && password === undefined) {
    const locked = await lockedKey(place, ports);
    if (locked !== undefined) {
      const text = await passwordFor(locked, undefined, ports);
      opening = await folderPasswords(folder, { text }, ports);
      files = await identityFilesIn({ ...wanted, passwords: opening }, ports);
    }
  }
  for (const file of files) checkFormIsWritten(file);
  const chain = presentedChain(certificate, others);
  const release = await releaseIn(folder, ports.products, ports.files);
  return {
    ...{ place, certificate, chain, files, release, passwords: opening },
    privateKeyInfo: keyIn(files),
  };
}

/** The end entity of its file first. */
async function certificatesOf(
  { folder, file, path, entry }: RenewalPlace,
  password: PasswordSource | undefined,
  ports: RenewablePorts,
): Promise<Chain> {
  const named =
    file === undefined
      ? await certificateFileIn({ folder, password, products: ports.products }, ports)
      : { path: pathIn(folder, file), known: await knownFor(folder, ports) };
  const all = await readCertificates(named.path, named.known ?? password, ports);
  const own = all.find((one) => one.basicConstraints?.ca !== true) ?? all[0];
  if (!own)
    throw new TlsmithError('input-wrong-kind', (it) => `${it} holds no certificate`, { path });
  if (entry && own.serialNumber !== entry.serialNumber) {
    throw new TlsmithError(
      'input-wrong-kind',
      (it) => `${it} holds another certificate by now than the ledger says`,
      { path },
    );
  }
  return [own, ...all.filter((one) => one !== own)];
}

/** A key store that a ledger names is opened by what stands beside it. */
async function knownFor(
  folder: string,
  { files }: RenewablePorts,
): Promise<{ text: string } | undefined> {
  const { readSecretsFile } = await import('../reading/folder/secrets.js');
  const kept = await readSecretsFile(folder, files);
  const name = [...kept.keys()].find((variable) => variable.endsWith('_KEYSTORE_PASSWORD'));
  const text = name === undefined ? undefined : kept.get(name);
  return text === undefined ? undefined : { text };
}

/** The file of its key, where that is there and encrypted. */
async function lockedKey(
  { folder, file }: RenewalPlace,
  ports: RenewablePorts,
): Promise<string | undefined> {
  const names = await ports.files.list(folder);
  const stem = file?.replace(/\.[^.]+$/, '');
  const key = names.find((name) =>
    stem === undefined ? name.endsWith('.key') : name === `${stem}.key`,
  );
  const store = file !== undefined && /\.(p12|pfx)$/i.test(file) ? file : undefined;
  const found = store ?? key ?? names.find((name) => name === 'keystore.p12');
  if (found === undefined) return undefined;
  const path = pathIn(folder, found);
  const text = Buffer.from(await ports.files.read(path)).toString('latin1');
  return inFile(path, () => (/ENCRYPTED/.test(text) || text.startsWith('\x30') ? path : undefined));
}

function keyIn(files: readonly IdentityFile[]): Uint8Array | undefined {
  for (const file of files) {
    if (file.form === 'key-store') return file.key.privateKeyInfo;
    if (file.form === 'der-key') return file.key.privateKeyInfo;
    const part = file.form === 'pem' ? file.parts.find(({ kind }) => kind === 'key') : undefined;
    if (part?.kind === 'key') return part.key.privateKeyInfo;
  }
  return undefined;
}

function isAuthority({ path }: RenewalPlace, { subject }: Certificate): TlsmithError {
  return new TlsmithError(
    'input-wrong-kind',
    (it) =>
      `${it} holds the certificate of a CA (${quote(formatDistinguishedName(subject))}), and renewed is what a CA has issued to a host`,
    { path },
  );
}
