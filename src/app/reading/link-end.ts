// One end of a link as its folder holds it: certificates, key, whom it trusts, and what it dials.
import { TlsmithError } from '../../errors.js';
import { decodeCertificates } from '../../formats/containers/certificate-file.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Crypto, Files, Prompter } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Target } from '../../targets/target.js';
import { readHostFolder } from './host-folder.js';
import { inFile } from './in-file.js';
import { type PlacedEnd, versionOf } from './link-roles.js';
import type { PasswordSource } from './passwords.js';
import { loadPrivateKey } from './private-key.js';
import { openKeyStore, openStore } from './store.js';
import { pathIn } from '../writing/plan.js';

export interface LinkEnd {
  folder: string;
  /** By the snippet in the folder; undefined where there is none. */
  target: Target | undefined;
  /** As it is sent: the end entity first. */
  chain: readonly [Certificate, ...Certificate[]];
  /** SubjectPublicKeyInfo of the private key. */
  publicKey: Uint8Array;
  trustAnchors: readonly Certificate[];
  /** What a client dials, by its snippet. */
  hosts: readonly string[];
}

export interface LinkEndPorts {
  files: Files;
  crypto: Crypto;
  prompter: Prompter;
}

/** Passwords come from the folder's secrets.env, unless one is given. Throws `input-*`, `password-*`. */
export async function readLinkEnd(
  { folder, target }: PlacedEnd,
  password: PasswordSource | undefined,
  ports: LinkEndPorts,
): Promise<LinkEnd> {
  if ((await ports.files.kindBehind(folder)) === 'file') throw noHost(folder, 'is a file');
  const read = target
    ? await readHostFolder(target, folder, versionOf(target), ports).catch((error: unknown) => {
        // The password of a key may be in a product's own keystore: then it is given.
        if (password && error instanceof TlsmithError && error.code.startsWith('password-'))
          return undefined;
        throw error;
      })
    : undefined;
  const { chain, privateKeyInfo, trustAnchors, hosts } = read
    ? { ...read, hosts: read.facts.endpoints.map(({ host }) => host) }
    : await readPlainly(folder, password, ports);
  const sent = target?.descriptor.sendsOnlyFirstCertificate ? chain.slice(0, 1) : chain;
  const [endEntity, ...others] = sent;
  if (!endEntity) throw noHost(folder, 'holds no certificate');
  return {
    ...{ folder, target, trustAnchors, hosts, chain: [endEntity, ...others] },
    publicKey: ports.crypto.publicKeyOf(privateKeyInfo),
  };
}

/** A folder without snippet: NAME.crt beside NAME.key, or keystore.p12; ca.crt or truststore.p12. */
async function readPlainly(
  folder: string,
  password: PasswordSource | undefined,
  ports: LinkEndPorts,
): Promise<
  Pick<LinkEnd, 'hosts'> & {
    chain: readonly Certificate[];
    privateKeyInfo: Uint8Array;
    trustAnchors: readonly Certificate[];
  }
> {
  const names = await ports.files.list(folder);
  const identity = await readIdentity(folder, names, password, ports);
  return { ...identity, trustAnchors: await readTrust(folder, names, password, ports), hosts: [] };
}

async function readIdentity(
  folder: string,
  names: readonly string[],
  password: PasswordSource | undefined,
  ports: LinkEndPorts,
): Promise<{ chain: readonly Certificate[]; privateKeyInfo: Uint8Array }> {
  const [key, ...otherKeys] = names.filter((name) => name.endsWith('.key'));
  if (otherKeys.length > 0) throw noHost(folder, 'holds more than one private key');
  if (key !== undefined) {
    const certificate = pathIn(folder, `${key.slice(0, -'.key'.length)}.crt`);
    const bytes = await ports.files.read(certificate);
    const chain = await inFile(certificate, () => decodeCertificates(bytes));
    const { privateKeyInfo } = await loadPrivateKey(pathIn(folder, key), password, ports);
    return { chain, privateKeyInfo };
  }
  if (!names.includes('keystore.p12')) throw noHost(folder, 'holds no private key');
  const store = pathIn(folder, 'keystore.p12');
  const bytes = await ports.files.read(store);
  const { key: stored } = await inFile(store, () => openKeyStore(store, bytes, password, ports));
  return { chain: stored.chain, privateKeyInfo: stored.privateKeyInfo };
}

async function readTrust(
  folder: string,
  names: readonly string[],
  password: PasswordSource | undefined,
  ports: LinkEndPorts,
): Promise<readonly Certificate[]> {
  if (names.includes('ca.crt')) {
    const file = pathIn(folder, 'ca.crt');
    const bytes = await ports.files.read(file);
    return inFile(file, () => decodeCertificates(bytes));
  }
  if (!names.includes('truststore.p12'))
    throw noHost(folder, 'holds neither ca.crt nor truststore.p12');
  const file = pathIn(folder, 'truststore.p12');
  const bytes = await ports.files.read(file);
  const { store } = await inFile(file, () => openStore(file, bytes, password, ports));
  return store.certificates.map(({ certificate }) => certificate);
}

function noHost(folder: string, why: string): TlsmithError {
  return new TlsmithError(
    'input-wrong-kind',
    `${quote(folder)} ${why}, so it is no host's folder`,
    {
      path: folder,
    },
  );
}
