// Every file of a folder that holds one of some CAs' certificates: whom its host trusts, and what
// stands above its own certificate.
import { recognise } from '../../../formats/containers/recognise.js';
import type { Store } from '../../../formats/pkcs12/store.js';
import { pathIn } from '../../../path-in.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { inFile } from '../in-file.js';
import { isStore, openStore, type StorePorts } from '../key/store.js';
import type { FolderPasswords } from './folder-passwords.js';
import {
  blocksOf,
  NOBODY,
  partsIn,
  readable,
  type SmallFile,
  smallFilesIn,
} from './small-files.js';

/** Trusted for itself, or above a certificate of the host's own. */
export type AuthorityUse = 'trusted' | 'above';

/** `text` is its PEM block. */
export interface AuthorityBlock {
  certificate: Certificate | undefined;
  text: string;
}

export type AuthorityFile = SmallFile & {
  trusted: readonly Certificate[];
  above: readonly Certificate[];
} & (
    | { form: 'pem'; blocks: readonly AuthorityBlock[] }
    | { form: 'der' }
    | { form: 'pkcs7'; certificates: readonly Certificate[]; isPem: boolean }
    | { form: 'store'; store: Store; password: string | undefined }
  );

export interface AuthorityFiles {
  /** In the order of their names. */
  files: AuthorityFile[];
  /** Names of stores that nothing opens. */
  locked: readonly string[];
}

export interface WantedAuthorities {
  folder: string;
  /** Only this one of its files; none: all. */
  only?: string | undefined;
  isWanted(certificate: Certificate): boolean;
  passwords: FolderPasswords;
}

export async function authorityFilesIn(
  { folder, only, isWanted, passwords }: WantedAuthorities,
  ports: StorePorts,
): Promise<AuthorityFiles> {
  const found: AuthorityFile[] = [];
  const locked: string[] = [];
  for await (const file of smallFilesIn(folder, ports.files)) {
    if (only !== undefined && file.name !== only) continue;
    const path = pathIn(folder, file.name);
    const read = isStore(file.bytes)
      ? await inFile(path, () => storeFile(file, path, passwords, ports))
      : plainFile(file);
    if (read === 'locked') locked.push(file.name);
    else if (read && [...read.trusted, ...read.above].some(isWanted)) found.push(read);
  }
  return { files: found, locked };
}

/** Undefined where it holds nothing that products would read. */
function plainFile(file: SmallFile): AuthorityFile | undefined {
  const blocks = file.bytes[0] === 0x30 ? undefined : blocksOf(file.bytes);
  if (!blocks) return /certificate|PKCS/i.test(recognise(file.bytes)) ? derFile(file) : undefined;
  const [only] = blocks;
  const inside = blocks.length === 1 && only ? partsIn(Buffer.from(only.text, 'latin1')) : [];
  const held = certificatesOf(inside);
  if (only?.label.includes('PKCS') && held.length > 0) {
    return { ...file, ...usesOf(held, false), form: 'pkcs7', certificates: held, isPem: true };
  }
  const read = blocks.map(({ text }): AuthorityBlock & { isKey: boolean } => {
    const parts = partsIn(Buffer.from(text, 'latin1'));
    const isKey = parts.some(({ kind }) => kind === 'private-key');
    return { certificate: certificatesOf(parts)[0], text, isKey };
  });
  const certificates = read.flatMap(({ certificate }) => certificate ?? []);
  const hasKey = read.some(({ isKey }) => isKey);
  return { ...file, ...usesOf(certificates, hasKey), form: 'pem', blocks: read };
}

function derFile(file: SmallFile): AuthorityFile {
  const certificates = certificatesOf(partsIn(file.bytes));
  const uses = usesOf(certificates, false);
  return recognise(file.bytes).includes('PKCS#7')
    ? { ...file, ...uses, form: 'pkcs7', certificates, isPem: false }
    : { ...file, ...uses, form: 'der' };
}

function certificatesOf(parts: ReturnType<typeof partsIn>): Certificate[] {
  return parts.flatMap((part) => (part.kind === 'certificate' ? (readable(part.der) ?? []) : []));
}

/** Beside a key or an end entity they are its chain; alone they are trusted. */
function usesOf(
  certificates: readonly Certificate[],
  hasKey: boolean,
): Record<AuthorityUse, Certificate[]> {
  const authorities = certificates.filter((one) => one.basicConstraints?.ca === true);
  const isChain = hasKey || authorities.length < certificates.length;
  return isChain ? { trusted: [], above: authorities } : { trusted: authorities, above: [] };
}

async function storeFile(
  file: SmallFile,
  path: string,
  passwords: FolderPasswords,
  ports: StorePorts,
): Promise<AuthorityFile | 'locked'> {
  const opened = await passwords.open(true, (text) => {
    const password = text === undefined ? undefined : { text };
    return openStore({ path, bytes: file.bytes, password }, { ...ports, prompter: NOBODY });
  });
  if (!opened) return 'locked';
  const { store, password } = opened;
  const trusted = store.certificates.map(({ certificate }) => certificate);
  const isTrusted = ({ der }: Certificate) => trusted.some((one) => equalBytes(one.der, der));
  const above = store.keys.flatMap(({ chain }) => chain.slice(1)).filter((one) => !isTrusted(one));
  return { ...file, trusted, above, form: 'store', store, password };
}
