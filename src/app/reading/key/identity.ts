// A private key with its certificate chain, from whatever the person has: PEM or DER files, a
// PKCS#12 store, a host's folder.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { FoundIdentity } from '../../../pki/certificate/identity.js';
import { formatDistinguishedName } from '../../../pki/names/distinguished-name.js';
import type { Templates } from '../../../ports.js';
import { quote } from '../../../quote.js';
import { presentedChain } from '../certificate/chain.js';
import { readCertificates } from '../certificate/certificates.js';
import { openHost } from '../folder/host.js';
import { readIdentity } from '../folder/identity.js';
import { inFile } from '../in-file.js';
import { sayNotes } from '../notes.js';
import type { PasswordSource } from './passwords.js';
import { loadPrivateKey } from './private-key.js';
import {
  type ClosedStore,
  isStore,
  type KeyChoice,
  openKeyStore,
  type StorePorts,
} from './store.js';

interface IdentityFiles {
  certificateFile: string;
  keyFile: string;
  chainFile?: string | undefined;
}

export type IdentitySource = IdentityFiles | { folder: string };

export interface IdentityRequest {
  source: IdentitySource;
  /** Opens the source. */
  password?: PasswordSource | undefined;
  /** Of several keys in a store. */
  choice?: Pick<KeyChoice, 'alias' | 'newAlias'> | undefined;
}

export type IdentityPorts = StorePorts & { templates: Templates };

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
  { source, password, choice: asked }: IdentityRequest,
  ports: IdentityPorts,
): Promise<Identity> {
  const choice: KeyChoice = { ...asked, role: 'host' };
  if ('folder' in source) return fromFolder({ folder: source.folder, password, choice }, ports);
  const { certificateFile, keyFile, chainFile } = source;
  if (certificateFile === keyFile) {
    const bytes = await ports.files.read(keyFile);
    if (isStore(bytes)) return fromStore({ path: keyFile, bytes, password }, choice, ports);
  }
  const certificates = await readCertificates(certificateFile, password, ports);
  if (chainFile !== undefined) {
    certificates.push(...(await readCertificates(chainFile, password, ports)));
  }
  const { privateKeyInfo } = await loadPrivateKey(keyFile, password, ports, choice);
  const own = await inFile(keyFile, () => certificateOf(privateKeyInfo, certificates, ports));
  const chain = presentedChain(own, certificates);
  const inputs = [certificateFile, keyFile, ...(chainFile === undefined ? [] : [chainFile])];
  return { privateKeyInfo, chain, name: stemOf(certificateFile), inputs };
}

async function fromStore(
  closed: ClosedStore,
  choice: KeyChoice,
  ports: StorePorts,
): Promise<Identity> {
  return inFile(closed.path, async () => {
    const { key } = await openKeyStore(closed, ports, choice);
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
      name: key.alias ?? stemOf(closed.path),
      inputs: [closed.path],
    };
  });
}

/** What the folder's own secrets open needs no other password. */
async function fromFolder(
  request: { folder: string; password: PasswordSource | undefined; choice: KeyChoice },
  ports: IdentityPorts,
): Promise<Identity> {
  const found = await readIdentity(await openHost(request, ports), ports);
  // It was opened, since nobody said that it may stay locked.
  const { privateKeyInfo, presented, keySource, certificateSource, alias } = found as OpenIdentity;
  for (const { path, notes } of [keySource, certificateSource]) {
    sayNotes(path, notes, ports.reporter);
  }
  const own = await inFile(keySource.path, () => certificateOf(privateKeyInfo, presented, ports));
  return {
    privateKeyInfo,
    chain: presentedChain(own, presented),
    name: alias ?? stemOf(certificateSource.path),
    inputs: [...new Set([certificateSource.path, keySource.path])],
  };
}

type OpenIdentity = FoundIdentity & { privateKeyInfo: Uint8Array };

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
    { subject },
  );
}

function stemOf(path: string): string {
  const file = basename(path);
  return file === '-' ? 'key' : file.replace(/\.[^.]+$/, '') || 'key';
}
