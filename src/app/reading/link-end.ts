// One end of a link as its folder holds it: certificates, key, whom it trusts, and what it dials.
import { TlsmithError } from '../../errors.js';
import { decodeCertificates } from '../../formats/containers/certificate-file.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Crypto, Files, Prompter } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Meaning } from '../../targets/descriptor/form.js';
import type { SnippetFacts } from '../../targets/snippet/values.js';
import type { Target } from '../../targets/target.js';
import {
  type HostFolder,
  lackingOf,
  readFacts,
  readHostFolder,
  readNamedParts,
} from './host-folder.js';
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
  /** As it is sent: the end entity first. Undefined where the snippet does not name certificate and key. */
  chain: readonly [Certificate, ...Certificate[]] | undefined;
  /** SubjectPublicKeyInfo of the private key; undefined as above. */
  publicKey: Uint8Array | undefined;
  trustAnchors: readonly Certificate[];
  /** What a client dials, by its snippet. */
  hosts: readonly string[];
  /** What the snippet has to name and does not. */
  lacks: readonly Meaning[];
  /** Whether a server takes nobody without a certificate; also where there is no snippet that says so. */
  demandsCertificate: boolean;
  /** A server that names neither CAs for its clients nor that it wants to see their certificates. */
  asksNobody: boolean;
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
  const facts = target && (await readFacts(target, folder, versionOf(target), ports.files));
  const lacks = facts ? lackingOf(facts) : [];
  const isOpen = target?.role === 'server' && facts?.clientAuthentication === undefined;
  const read = await readEnd(folder, target, lacks.length > 0 ? facts : undefined, password, ports);
  const { chain = [], privateKeyInfo, trustAnchors = [] } = read;
  const [endEntity, ...others] = target?.descriptor.sendsOnlyFirstCertificate
    ? chain.slice(0, 1)
    : chain;
  if (!endEntity && lacks.length === 0) throw noHost(folder, 'holds no certificate');
  return {
    ...{ folder, target, trustAnchors, lacks },
    hosts: facts ? facts.endpoints.map(({ host }) => host) : [],
    demandsCertificate: !facts || facts.clientAuthentication === 'required',
    asksNobody: isOpen && lacks.includes('trust-anchors'),
    chain: endEntity && [endEntity, ...others],
    publicKey: privateKeyInfo && ports.crypto.publicKeyOf(privateKeyInfo),
  };
}

type EndFiles = Partial<Pick<HostFolder, 'chain' | 'privateKeyInfo' | 'trustAnchors'>>;

/** By the snippet, or by the usual names; `incomplete` is what a snippet says that leaves something out. */
async function readEnd(
  folder: string,
  target: Target | undefined,
  incomplete: SnippetFacts | undefined,
  password: PasswordSource | undefined,
  ports: LinkEndPorts,
): Promise<EndFiles> {
  if (!target) return readPlainly(folder, password, ports);
  if (incomplete) return readNamedParts(target, folder, incomplete, ports);
  try {
    return await readHostFolder(target, folder, versionOf(target), ports);
  } catch (error) {
    // The password of a key may be in a product's own keystore: then it is given.
    if (!password || !(error instanceof TlsmithError) || !error.code.startsWith('password-')) {
      throw error;
    }
    return readPlainly(folder, password, ports);
  }
}

/** A folder without snippet: NAME.crt beside NAME.key, or keystore.p12; ca.crt or truststore.p12. */
async function readPlainly(
  folder: string,
  password: PasswordSource | undefined,
  ports: LinkEndPorts,
): Promise<Required<EndFiles>> {
  const names = await ports.files.list(folder);
  const identity = await readIdentity(folder, names, password, ports);
  return { ...identity, trustAnchors: await readTrust(folder, names, password, ports) };
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
