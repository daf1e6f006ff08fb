// A private key with its certificate chain, from whatever the person has: PEM or DER files, a PKCS#12 store, a host's folder.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { decodeCertificates } from '../../formats/containers/certificate-file.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { equalBytes } from '../../pki/der/hex.js';
import { isSelfIssued } from '../../pki/issuing/issuer.js';
import { quote } from '../../quote.js';
import { inFile } from './in-file.js';
import type { PasswordSource } from './passwords.js';
import { loadPrivateKey } from './private-key.js';
import { isStore, openKeyStore, type StorePorts } from './store.js';
import { pathIn } from '../writing/plan.js';

export type IdentitySource =
  { certificateFile: string; keyFile: string; chainFile?: string } | { folder: string };

export interface Identity {
  privateKeyInfo: Uint8Array;
  /** End entity first, then its issuers; never a root. */
  chain: [Certificate, ...Certificate[]];
  /** The stem of the certificate's file. */
  name: string;
  inputs: string[];
}

/** Throws `input-*`, `password-*`, `key-mismatch` where key and certificate do not belong together. */
export async function loadIdentity(
  source: IdentitySource,
  password: PasswordSource | undefined,
  ports: StorePorts,
): Promise<Identity> {
  const paths = 'folder' in source ? await pathsIn(source.folder, ports) : source;
  const { certificateFile, keyFile, chainFile } = paths;
  if (certificateFile === keyFile) {
    const bytes = await ports.files.read(keyFile);
    if (isStore(bytes)) return fromStore(keyFile, bytes, password, ports);
  }
  const certificates = await readChain(certificateFile, ports);
  const rest = chainFile === undefined ? [] : await readChain(chainFile, ports);
  const { privateKeyInfo } = await loadPrivateKey(keyFile, password, ports);
  const chain = ordered([...certificates, ...rest]);
  await inFile(keyFile, () => checkKeyMatches(privateKeyInfo, chain[0], ports));
  const inputs = [certificateFile, keyFile, ...(chainFile === undefined ? [] : [chainFile])];
  return { privateKeyInfo, chain, name: stemOf(certificateFile), inputs };
}

async function fromStore(
  path: string,
  bytes: Uint8Array,
  password: PasswordSource | undefined,
  ports: StorePorts,
): Promise<Identity> {
  return inFile(path, async () => {
    const { key } = await openKeyStore(path, bytes, password, ports);
    const [endEntity, ...others] = key.chain;
    if (!endEntity) {
      throw new TlsmithError('input-wrong-kind', 'holds no certificate for its private key');
    }
    return {
      privateKeyInfo: key.privateKeyInfo,
      chain: ordered([endEntity, ...others]),
      name: key.alias ?? stemOf(path),
      inputs: [path],
    };
  });
}

async function pathsIn(
  folder: string,
  { files }: StorePorts,
): Promise<{ certificateFile: string; keyFile: string; chainFile?: string }> {
  if ((await files.kindBehind(folder)) === 'file') {
    throw new TlsmithError('input-wrong-kind', `${quote(folder)} is a file, not a host's folder`, {
      path: folder,
    });
  }
  const names = await files.list(folder);
  const [key, ...otherKeys] = names.filter((name) => name.endsWith('.key'));
  if (key !== undefined && otherKeys.length === 0) {
    const stem = key.slice(0, -'.key'.length);
    return { certificateFile: pathIn(folder, `${stem}.crt`), keyFile: pathIn(folder, key) };
  }
  const store = pathIn(folder, 'keystore.p12');
  if (key === undefined && names.includes('keystore.p12')) {
    return { certificateFile: store, keyFile: store };
  }
  throw new TlsmithError(
    'input-wrong-kind',
    key === undefined
      ? `${quote(folder)} holds no private key, so it is no host's folder`
      : `${quote(folder)} holds more than one private key, so it is no host's folder`,
    { path: folder },
  );
}

async function readChain(path: string, { files }: StorePorts): Promise<Certificate[]> {
  const bytes = await files.read(path);
  return inFile(path, () => decodeCertificates(bytes, 'brought'));
}

/** The end entity and those that issued it, in order, roots left out: a peer trusts its own copy of the root. */
function ordered(certificates: readonly Certificate[]): [Certificate, ...Certificate[]] {
  const [endEntity, ...others] = certificates as [Certificate, ...Certificate[]];
  const chain: [Certificate, ...Certificate[]] = [endEntity];
  for (;;) {
    const top = chain[chain.length - 1] as Certificate;
    const next = others.find(
      (other) =>
        !chain.includes(other) &&
        equalBytes(other.subjectDer, top.issuerDer) &&
        !isSelfIssued(other),
    );
    if (!next) return chain;
    chain.push(next);
  }
}

function checkKeyMatches(
  privateKeyInfo: Uint8Array,
  certificate: Certificate,
  { crypto }: StorePorts,
): void {
  const publicKey = crypto.publicKeyOf(privateKeyInfo);
  if (crypto.isSamePublicKey(publicKey, certificate.subjectPublicKeyInfo)) return;
  const subject = formatDistinguishedName(certificate.subject);
  throw new TlsmithError('key-mismatch', `is not the key of the certificate ${quote(subject)}`, {
    subject,
  });
}

function stemOf(path: string): string {
  const file = basename(path);
  return file === '-' ? 'key' : file.replace(/\.[^.]+$/, '') || 'key';
}
