// One host as a renewal finds it: its certificate, every file that holds it or its key, and what its
// product is.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Chain } from '../../pki/certificate/identity.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import type { Templates } from '../../ports.js';
import { quote, quotePath } from '../../quote.js';
import type { ProductRelease, Target } from '../../targets/target.js';
import { inFile } from '../reading/in-file.js';
import { presentedChain } from '../reading/certificate/chain.js';
import { readCertificates } from '../reading/certificate/certificates.js';
import { certificateFileIn } from '../reading/folder/host.js';
import { type FolderPasswords, folderPasswords } from '../reading/folder/folder-passwords.js';
import {
  type IdentityFile,
  type IdentityFiles,
  identityFilesIn,
} from '../reading/folder/identity-files.js';
import { NOBODY } from '../reading/folder/small-files.js';
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
  const first = await folderPasswords(folder, password, ports);
  const named = await certificatesOf(place, { passwords: first, password }, ports);
  const [certificate, ...others] = named.chain;
  checkIsEntry(place, certificate);
  if (certificate.basicConstraints?.ca === true) throw isAuthority(place, certificate);
  const { files, passwords } = await filesOf(place, certificate, named, ports);
  for (const file of files) checkFormIsWritten(file);
  const chain = presentedChain(certificate, others);
  const release = await releaseIn(folder, ports.products, ports.files);
  return {
    ...{ place, certificate, chain, files, release, passwords },
    privateKeyInfo: keyIn(files),
  };
}

/**
 * The certificate alone, for whoever may have nothing to do with its key, and what opened it if that
 * had to be asked for. Throws `input-*`, and `password-*` for a store that stays locked.
 */
export async function endEntityAt(
  place: RenewalPlace,
  password: PasswordSource | undefined,
  ports: RenewablePorts,
): Promise<{ certificate: Certificate; password: PasswordSource | undefined }> {
  try {
    const passwords = await folderPasswords(place.folder, password, ports);
    const opened = await certificatesOf(place, { passwords, password }, ports);
    return { certificate: opened.chain[0], password: opened.password };
  } catch (error) {
    const isGone = error instanceof TlsmithError && error.code === 'input-absent';
    if (!isGone || !place.entry) throw error;
    const { serialNumber } = place.entry;
    throw new TlsmithError(
      'input-absent',
      (it) => `${it} does not exist, where the ledger has the certificate ${serialNumber}`,
      { path: place.path, expected: 'a file of the ledger' },
      error,
    );
  }
}

/** Whether a later one of the same name stands where the ledger has one, which that then is not. */
export function isSuperseded({ entry }: RenewalPlace, certificate: Certificate): boolean {
  if (!entry || certificate.serialNumber === entry.serialNumber) return false;
  const isSame = formatDistinguishedName(certificate.subject) === entry.subject;
  return isSame && certificate.notBefore.getTime() >= Date.parse(entry.notBefore);
}

/** Throws `input-wrong-kind` where a ledger led here, and says another one. */
function checkIsEntry({ entry, path }: RenewalPlace, { serialNumber }: Certificate): void {
  if (!entry || serialNumber === entry.serialNumber) return;
  throw new TlsmithError(
    'input-wrong-kind',
    (it) => `${it} holds another certificate by now than the ledger says`,
    { path },
  );
}

/** What opens files here. */
interface Opening {
  passwords: FolderPasswords;
  /** That the person gave. */
  password: PasswordSource | undefined;
}

/** The end entity of its file first. Asks for the password of a store that nothing known opens. */
async function certificatesOf(
  { folder, file }: RenewalPlace,
  { passwords, password }: Opening,
  ports: RenewablePorts,
): Promise<Opening & { chain: Chain }> {
  const named =
    file === undefined
      ? (await certificateFileIn({ folder, password, products: ports.products }, ports)).path
      : pathIn(folder, file);
  const silent = { ...ports, prompter: NOBODY };
  const known = await passwords.open(true, (text) =>
    readCertificates(named, text === undefined ? undefined : { text }, silent),
  );
  const opening: Opening = known ? { passwords, password } : await askFor(named, password, ports);
  const all = known ?? (await readCertificates(named, opening.password, ports));
  const own = all.find((one) => one.basicConstraints?.ca !== true) ?? all[0];
  return { ...opening, chain: [own, ...all.filter((one) => one !== own)] };
}

/** Throws `password-missing`; `password-wrong` where what was given does not open it. */
async function askFor(
  path: string,
  given: PasswordSource | undefined,
  ports: RenewablePorts,
): Promise<Opening> {
  if (given) {
    throw new TlsmithError(
      'password-wrong',
      (it) => `neither the password that was given nor secrets.env opens ${it}`,
      { path },
    );
  }
  const password = { text: await inFile(path, () => passwordFor(path, undefined, ports)) };
  return { password, passwords: await folderPasswords(dirname(path), password, ports) };
}

/** Asks for the password of the key where that stands there locked. */
async function filesOf(
  place: RenewalPlace,
  certificate: Certificate,
  { passwords, password }: Opening,
  ports: RenewablePorts,
): Promise<{ files: IdentityFile[]; passwords: FolderPasswords }> {
  const wanted = { folder: place.folder, certificate };
  const { files, locked, others } = await identityFilesIn({ ...wanted, passwords }, ports);
  if (files.some(holdsKey)) {
    sayLeftAlone(place.folder, { locked, others }, ports);
    return { files, passwords };
  }
  const name = lockedKeyOf(place, files, locked);
  if (name === undefined) return { files, passwords };
  const asked = await askFor(pathIn(place.folder, name), password, ports);
  const opened = await identityFilesIn({ ...wanted, passwords: asked.passwords }, ports);
  if (!opened.locked.includes(name)) return { files: opened.files, passwords: asked.passwords };
  throw new TlsmithError('password-wrong', (it) => `the password does not open ${it}`, {
    path: pathIn(place.folder, name),
  });
}

/** That of the same name as the certificate, if one is. */
function lockedKeyOf(
  { file }: RenewalPlace,
  files: readonly IdentityFile[],
  locked: readonly string[],
): string | undefined {
  const stemOf = (name: string) => name.replace(/\.[^.]+$/, '');
  const stems = [...(file === undefined ? [] : [file]), ...files.map(({ name }) => name)];
  return locked.find((name) => stems.some((one) => stemOf(one) === stemOf(name))) ?? locked[0];
}

function sayLeftAlone(
  folder: string,
  { locked, others }: Pick<IdentityFiles, 'locked' | 'others'>,
  { reporter }: RenewablePorts,
): void {
  const shown = (name: string) => quotePath(pathIn(folder, name));
  for (const name of locked.filter((one) => /\.(p12|pfx|jks|keystore)$/i.test(one))) {
    reporter.warn(
      `${shown(name)} is locked, and stays as it is, whether or not the same certificate is in it`,
    );
  }
  for (const name of others) {
    reporter.warn(
      `${shown(name)} has another certificate of the same name, and stays as it is: export keystore makes one of what stands beside it`,
    );
  }
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
