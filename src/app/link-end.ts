// One end of a link as its folder holds it: certificates, key, whom it trusts, and by its snippet the product and what it dials.
import { TlsmithError } from '../errors.js';
import { decodeCertificates } from '../formats/certificate-file.js';
import type { Certificate } from '../pki/certificate.js';
import type { Crypto, Files, Prompter, Templates } from '../ports.js';
import { quote } from '../quote.js';
import { KNOWN_STACK_VERSIONS, type StackVersion } from '../targets/stack-version.js';
import { existsIn, type Target } from '../targets/target.js';
import { readHostFolder, readOwnSnippet } from './host-folder.js';
import { inFile } from './in-file.js';
import type { PasswordSource } from './load-password.js';
import { loadPrivateKey } from './load-private-key.js';
import { openKeyStore, openStore } from './load-store.js';
import { loadTargets } from './load-targets.js';
import { pathIn } from './plan.js';

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
  templates: Templates;
}

/** Passwords come from the folder's secrets.env, unless one is given. Throws `input-*`, `password-*`. */
export async function readLinkEnd(
  folder: string,
  role: Target['role'],
  password: PasswordSource | undefined,
  ports: LinkEndPorts,
): Promise<LinkEnd> {
  if ((await ports.files.kindBehind(folder)) === 'file') throw noHost(folder, 'is a file');
  const target = await targetOf(folder, role, ports);
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

/** Settings of other versions count too. */
function versionOf(target: Target): StackVersion {
  const [newest] = KNOWN_STACK_VERSIONS as readonly [StackVersion];
  return KNOWN_STACK_VERSIONS.find((one) => existsIn(target, one)) ?? newest;
}

/** Of the products whose snippet's file is there, the one that explains the most of it. */
async function targetOf(
  folder: string,
  role: Target['role'],
  { files, templates }: LinkEndPorts,
): Promise<Target | undefined> {
  const names = await files.list(folder);
  const targets = (await loadTargets(templates)).filter(
    (one) => one.role === role && names.includes(one.snippetFile),
  );
  let best: { target: Target; score: number } | undefined;
  for (const target of targets) {
    const reading = await readOwnSnippet(target, folder, versionOf(target), files);
    if (!reading || reading.meanings.length === 0) continue;
    const score = reading.meanings.length - reading.others.length;
    if (!best || score > best.score) best = { target, score };
  }
  return best?.target;
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
