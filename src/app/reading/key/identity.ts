// A private key with its certificate chain, from whatever the person has: PEM or DER files, a
// PKCS#12 store, a host's folder.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../../pki/names/distinguished-name.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { isSelfIssued } from '../../../pki/issuing/issuer.js';
import { quote } from '../../../quote.js';
import { readCertificates } from '../certificate/certificates.js';
import { inFile } from '../in-file.js';
import type { PasswordSource } from './passwords.js';
import { loadPrivateKey } from './private-key.js';
import { isStore, openKeyStore, type StorePorts } from './store.js';
import { pathIn } from '../../../path-in.js';

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

/**
 * Throws `input-*`, `password-*`, `key-mismatch` where key and certificate do not belong together.
 */
export async function loadIdentity(
  source: IdentitySource,
  password: PasswordSource | undefined,
  ports: StorePorts,
  alias?: string,
): Promise<Identity> {
  const paths = 'folder' in source ? await hostFilesIn(source.folder, ports) : source;
  const { certificateFile, keyFile, chainFile } = paths;
  if (certificateFile === keyFile) {
    const bytes = await ports.files.read(keyFile);
    if (isStore(bytes)) return fromStore(keyFile, bytes, password, alias, ports);
  }
  const certificates = await readCertificates(certificateFile, password, ports);
  if (chainFile !== undefined) {
    certificates.push(...(await readCertificates(chainFile, password, ports)));
  }
  const choice = { role: 'host' as const, alias };
  const { privateKeyInfo } = await loadPrivateKey(keyFile, password, ports, choice);
  const own = await inFile(keyFile, () => certificateOf(privateKeyInfo, certificates, ports));
  const chain = presentedChain(own, certificates);
  const inputs = [certificateFile, keyFile, ...(chainFile === undefined ? [] : [chainFile])];
  return { privateKeyInfo, chain, name: stemOf(certificateFile), inputs };
}

async function fromStore(
  path: string,
  bytes: Uint8Array,
  password: PasswordSource | undefined,
  alias: string | undefined,
  ports: StorePorts,
): Promise<Identity> {
  const choice = { role: 'host' as const, alias };
  return inFile(path, async () => {
    const { key } = await openKeyStore(path, bytes, password, ports, choice);
    const [endEntity, ...others] = key.chain;
    if (!endEntity) {
      throw new TlsmithError(
        'input-wrong-kind',
        (it) => `${it} holds no certificate for its private key`,
      );
    }
    return {
      privateKeyInfo: key.privateKeyInfo,
      chain: presentedChain(endEntity, others),
      name: key.alias ?? stemOf(path),
      inputs: [path],
    };
  });
}

/**
 * Which files of a host's folder are its certificate and its key: one store, or two files. Throws
 * `input-wrong-kind`.
 */
export async function hostFilesIn(
  folder: string,
  { files }: StorePorts,
): Promise<{ certificateFile: string; keyFile: string; chainFile?: string }> {
  if ((await files.kindBehind(folder)) === 'file') {
    throw new TlsmithError('input-wrong-kind', (it) => `${it} is a file, not a host's folder`, {
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
      ? (it) => `${it} holds no private key, so it is no host's folder`
      : (it) => `${it} holds more than one private key, so it is no host's folder`,
    { path: folder },
  );
}

/**
 * The end entity and those that issued it, in order, roots left out: a peer trusts its own copy of
 * the root.
 */
export function presentedChain(
  endEntity: Certificate,
  others: readonly Certificate[],
): [Certificate, ...Certificate[]] {
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

/** The key finds its certificate, wherever that stands in its file. */
function certificateOf(
  privateKeyInfo: Uint8Array,
  certificates: readonly [Certificate, ...Certificate[]],
  { crypto }: StorePorts,
): Certificate {
  const publicKey = crypto.publicKeyOf(privateKeyInfo);
  const own = certificates.find(({ subjectPublicKeyInfo }) =>
    crypto.isSamePublicKey(publicKey, subjectPublicKeyInfo),
  );
  if (own) return own;
  const subject = formatDistinguishedName(certificates[0].subject);
  throw new TlsmithError(
    'key-mismatch',
    (it) => `${it} is not the key of the certificate ${quote(subject)}`,
    {
      subject,
    },
  );
}

function stemOf(path: string): string {
  const file = basename(path);
  return file === '-' ? 'key' : file.replace(/\.[^.]+$/, '') || 'key';
}
