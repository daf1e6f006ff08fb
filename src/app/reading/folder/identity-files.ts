// Every file of a folder that holds one host's certificate or key, in whatever form: what has to be
// replaced when the host gets another certificate.
import { TlsmithError } from '../../../errors.js';
import type { BundlePart } from '../../../formats/containers/bundle-part.js';
import type { PemBlock } from '../../../formats/containers/pem.js';
import { recognise } from '../../../formats/containers/recognise.js';
import { openPrivateKey } from '../../../formats/keys/opening.js';
import type { StoredPrivateKey } from '../../../formats/keys/private-key.js';
import type { Store, StoredKey } from '../../../formats/pkcs12/store.js';
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

export interface FoundKey {
  privateKeyInfo: Uint8Array;
  stored: StoredPrivateKey;
  /** That opened it; undefined for a plain one. */
  password: string | undefined;
}

/** A part of a file; `text` is its PEM block. */
export type IdentityPart =
  | { kind: 'certificate'; certificate: Certificate; isOwn: boolean; text: string }
  | { kind: 'key'; key: FoundKey; text: string }
  | { kind: 'other'; text: string };

export type IdentityFile = { name: string; bytes: Uint8Array } & (
  | { form: 'pem'; parts: readonly IdentityPart[]; hasTextAround: boolean }
  | { form: 'der-certificate' }
  | { form: 'der-key'; key: FoundKey }
  | { form: 'pkcs7'; certificates: readonly Certificate[]; isPem: boolean }
  | { form: 'key-store'; store: Store; key: StoredKey; password: string | undefined }
  | { form: 'trust-store'; store: Store; password: string | undefined }
);

export interface WantedIdentity {
  folder: string;
  /** With its names for whoever wants to know of others of the same name. */
  certificate: Pick<Certificate, 'der' | 'subjectPublicKeyInfo'> &
    Partial<Pick<Certificate, 'subjectDer' | 'issuerDer'>>;
  passwords: FolderPasswords;
}

export interface IdentityFiles {
  /** In the order of their names. */
  files: IdentityFile[];
  /** Names of keys and stores that nothing opens: they may be of another host. */
  locked: readonly string[];
  /** Names of key stores with another certificate of the same name, as an earlier one. */
  others: readonly string[];
}

/** One that nothing opens is no failure here: who needs it knows. */
export async function identityFilesIn(
  wanted: WantedIdentity,
  ports: StorePorts,
): Promise<IdentityFiles> {
  const { files } = ports;
  const found: IdentityFile[] = [];
  const locked = new Set<string>();
  const others = new Set<string>();
  for await (const { name, bytes } of smallFilesIn(wanted.folder, files)) {
    const path = pathIn(wanted.folder, name);
    const sayOther = () => void others.add(name);
    const sought = { ...wanted, sayLocked: () => void locked.add(name), sayOther };
    const file = await inFile(path, () => identityFile({ name, bytes }, sought, ports));
    if (file) found.push(file);
  }
  return { files: found, locked: [...locked], others: [...others] };
}

type Sought = WantedIdentity & { sayLocked(): void; sayOther(): void };

async function identityFile(
  file: SmallFile,
  wanted: Sought,
  ports: StorePorts,
): Promise<IdentityFile | undefined> {
  const { bytes } = file;
  if (isStore(bytes)) return storeFile(file, wanted, ports);
  const blocks = bytes[0] === 0x30 ? undefined : blocksOf(bytes);
  if (blocks) return pemFile(file, blocks, wanted, ports);
  const isDer = /certificate|private key|PKCS/i.test(recognise(bytes));
  return isDer ? derFile(file, wanted, ports) : undefined;
}

async function pemFile(
  file: SmallFile,
  blocks: readonly PemBlock[],
  wanted: Sought,
  ports: StorePorts,
): Promise<IdentityFile | undefined> {
  const [only] = blocks;
  const parts: IdentityPart[] = [];
  for (const block of blocks) {
    const inside = partsIn(Buffer.from(block.text, 'latin1'));
    const [first] = inside;
    if (only && blocks.length === 1 && inside.length > 1) {
      return pkcs7File(file, inside, wanted, true);
    }
    parts.push(await partOf(first, block.text, wanted, ports));
  }
  if (!parts.some((part) => isOwn(part))) return undefined;
  return { ...file, form: 'pem', parts, hasTextAround: hasTextAround(file.bytes) };
}

async function partOf(
  part: BundlePart | undefined,
  text: string,
  { certificate: own, ...sought }: Sought,
  ports: StorePorts,
): Promise<IdentityPart> {
  if (part?.kind === 'certificate') {
    const certificate = readable(part.der);
    if (!certificate) return { kind: 'other', text };
    return { kind: 'certificate', certificate, isOwn: equalBytes(part.der, own.der), text };
  }
  const key =
    part?.kind === 'private-key' ? await openOwn(part.key, own, sought, ports) : undefined;
  return key ? { kind: 'key', key, text } : { kind: 'other', text };
}

function isOwn(part: IdentityPart): boolean {
  return part.kind === 'key' || (part.kind === 'certificate' && part.isOwn);
}

/** Undefined for the key of another certificate, one that stays locked, and a damaged one. */
async function openOwn(
  stored: StoredPrivateKey,
  { subjectPublicKeyInfo }: Pick<Certificate, 'subjectPublicKeyInfo'>,
  { passwords, sayLocked }: Pick<Sought, 'passwords' | 'sayLocked'>,
  { crypto }: StorePorts,
): Promise<FoundKey | undefined> {
  const opened = await passwords.open(stored.isEncrypted, (password) =>
    unlessDamaged(async () => ({
      stored,
      password,
      privateKeyInfo: await openPrivateKey(stored, password, crypto),
    })),
  );
  if (opened === undefined) sayLocked();
  if (!opened) return undefined;
  const publicKey = crypto.publicKeyOf(opened.privateKeyInfo);
  return crypto.isSamePublicKey(publicKey, subjectPublicKeyInfo) ? opened : undefined;
}

/** Null for what is damaged, or of no form that is read: it may be of another host. */
async function unlessDamaged<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof TlsmithError) || error.code.startsWith('password-')) throw error;
    return null;
  }
}

async function derFile(
  file: SmallFile,
  wanted: Sought,
  ports: StorePorts,
): Promise<IdentityFile | undefined> {
  const parts = partsIn(file.bytes);
  const [first] = parts;
  if (first?.kind === 'private-key') {
    const key = await openOwn(first.key, wanted.certificate, wanted, ports);
    return key && { ...file, form: 'der-key', key };
  }
  if (parts.length > 1) return pkcs7File(file, parts, wanted, false);
  const isThat = first?.kind === 'certificate' && equalBytes(first.der, wanted.certificate.der);
  if (!isThat) return undefined;
  return recognise(file.bytes).includes('PKCS#7')
    ? pkcs7File(file, parts, wanted, false)
    : { ...file, form: 'der-certificate' };
}

function pkcs7File(
  file: SmallFile,
  parts: readonly BundlePart[],
  { certificate }: WantedIdentity,
  isPem: boolean,
): IdentityFile | undefined {
  const certificates = parts.flatMap((part) => {
    const read = part.kind === 'certificate' ? readable(part.der) : undefined;
    return read ? [read] : [];
  });
  if (!certificates.some(({ der }) => equalBytes(der, certificate.der))) return undefined;
  return { ...file, form: 'pkcs7', certificates, isPem };
}

async function storeFile(
  file: SmallFile,
  { folder, certificate, passwords, sayLocked, sayOther }: Sought,
  ports: StorePorts,
): Promise<IdentityFile | undefined> {
  const path = pathIn(folder, file.name);
  const opened = await passwords.open(true, async (text) => {
    const password = text === undefined ? undefined : { text };
    const closed = { path, bytes: file.bytes, password };
    return unlessDamaged(() => openStore(closed, { ...ports, prompter: NOBODY }));
  });
  if (opened === undefined) sayLocked();
  if (!opened) return undefined;
  const { store, password } = opened;
  const isOfIt = ({ der }: Certificate) => equalBytes(der, certificate.der);
  const key = store.keys.find(({ chain: [own] }) => own && isOfIt(own));
  if (key) return { ...file, form: 'key-store', store, key, password };
  const { subjectDer: subject, issuerDer: issuer } = certificate;
  const isCalledSo = ({ subjectDer, issuerDer }: Certificate) =>
    subject && issuer && equalBytes(subjectDer, subject) && equalBytes(issuerDer, issuer);
  if (store.keys.some(({ chain: [own] }) => own && isCalledSo(own))) sayOther();
  const isTrusted = store.certificates.some((one) => isOfIt(one.certificate));
  return isTrusted ? { ...file, form: 'trust-store', store, password } : undefined;
}

function hasTextAround(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  return text.replace(/-----BEGIN [^]*?-----END [^\r\n]*/g, '').trim() !== '';
}
