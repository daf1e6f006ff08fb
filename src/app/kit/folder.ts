// One host's folder of a kit: certificate and key or stores, trust, snippet and secrets, ready to be planned.
import { TlsmithError } from '../../errors.js';
import { checkPasswordForSecretsFile } from '../../formats/keys/password.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import { formatAsJava } from '../../pki/names/java-name.js';
import type { EndEntityProfile } from '../../pki/issuing/profile.js';
import type { Validity } from '../../pki/certificate/validity.js';
import type { Crypto, Files, KeyType, Random } from '../../ports.js';
import type { ClientAuthentication, Store } from '../../targets/descriptor/form.js';
import type { KitPageFile } from '../../targets/page/page.js';
import { renderCompanions, renderSnippet } from '../../targets/snippet/snippet.js';
import type { PemFiles, SnippetValues, StoreFiles } from '../../targets/snippet/values.js';
import type { StackVersion } from '../../targets/stack-version.js';
import { type Target, trustFormOf } from '../../targets/target.js';
import { defaultSubject } from '../reading/names.js';
import {
  type HostIdentity,
  keyStoreFile,
  pemFiles,
  trustFile,
  trustStoreFile,
} from '../writing/host-files.js';
import { pemValues, storeValues } from '../writing/installed-files.js';
import { issueEndEntity } from '../making/end-entity.js';
import type { KitPeer } from './peers.js';
import type { KeyPassword } from '../reading/passwords.js';
import { type FileKind, type PlannedFile, type Secret, textFile } from '../writing/plan.js';
import {
  messageKeyVariable,
  secretOf,
  SECRETS_FILE,
  secretsFile,
  secretVariable,
} from '../writing/secrets.js';

export interface KitHost {
  target: Target;
  /** Folder, file stem and common name. */
  name: string;
  names: readonly GeneralName[];
  profile: EndEntityProfile;
  installFolder: string;
  /** Further ends of the same product that use the same files, each with a snippet of its own. */
  otherEnds: readonly Target[];
  /** Whether it only looks at the server, beside the clients of the link. */
  isMonitor: boolean;
}

/** An additional step beside the certificates: user and password, the same on both ends. */
export interface KitUser {
  name: string;
  password: string;
}

/** What all hosts of a kit have in common. */
export interface KitTerms {
  version: StackVersion;
  store: Store;
  /** What the client dials. */
  hosts: readonly GeneralName[];
  port: number;
  /** Whom both ends trust. */
  anchor: Certificate;
  validity: Validity;
  user: KitUser | undefined;
  clientAuthentication: ClientAuthentication;
  /** With which the messages themselves are encrypted, as hex; the same on both ends. */
  messageKey: string | undefined;
  now: Date;
}

export interface KitFolder extends KitHost {
  identity: HostIdentity;
  /** Paths begin with the folder. */
  files: readonly PlannedFile[];
  secretVariables: readonly string[];
}

export type KitFolderPorts = { crypto: Crypto; random: Random; files: Files };

/** Key and certificate of one host, by the CA of the kit. */
export async function issueKitIdentity(
  { profile, name, names }: KitHost,
  { keyType, issuer, validity, now }: { keyType: KeyType; issuer: Issuer } & KitTerms,
  ports: KitFolderPorts,
): Promise<HostIdentity> {
  const keys = await ports.crypto.generateKeyPair(keyType);
  const subject = defaultSubject(name);
  const request = { profile, subject, subjectAltNames: names, validity };
  return issueEndEntity(request, keys, issuer, now, ports);
}

/** With `pkcs12` there must be a password. */
export async function makeKitFolder(
  host: KitHost,
  identity: HostIdentity,
  terms: KitTerms,
  password: KeyPassword | undefined,
  peers: readonly KitPeer[],
  ports: KitFolderPorts,
): Promise<KitFolder> {
  if (password) checkPasswordForSecretsFile(password.text);
  const trusting = trustingPeers(identity, peers);
  const material =
    terms.store === 'pkcs12'
      ? await storeMaterial(host, trusting, terms, password as KeyPassword, ports)
      : await pemMaterial(host, trusting, password, ports);
  const secrets = [
    ...material.secrets,
    ...userSecret(host, terms.user),
    ...messageSecret(host, terms.messageKey),
  ];
  const values = snippetValues(host, terms, material.values);
  // Another end logs in nowhere and seals nothing: it only uses the same files.
  const plain = snippetValues(
    host,
    { ...terms, user: undefined, messageKey: undefined },
    material.values,
  );
  const snippet = (end: Target, own: SnippetValues) =>
    textFile(end.snippetFile, renderSnippet(end, terms.version, own), 'snippet');
  const snippets = [
    snippet(host.target, values),
    ...host.otherEnds.map((end) => snippet(end, plain)),
  ];
  const secretVariables = secrets.map(({ variable }) => variable);
  const files = [
    ...material.files,
    ...snippets,
    ...companionFiles(host, values, peers),
    ...(secrets.length > 0 ? [secretsFile(SECRETS_FILE, secrets)] : []),
  ];
  return {
    ...host,
    identity,
    files: files.map((file) => ({ ...file, path: `${host.name}/${file.path}` })),
    secretVariables,
  };
}

/** A peer that sends its own certificate alone is verified only where the intermediates are known already. */
function trustingPeers(identity: HostIdentity, peers: readonly KitPeer[]): HostIdentity {
  const { trustAnchors, intermediates } = identity;
  const isNeeded = peers.some(({ target }) => target.descriptor.sendsOnlyFirstCertificate);
  return isNeeded ? { ...identity, trustAnchors: [...trustAnchors, ...intermediates] } : identity;
}

function snippetValues(
  host: KitHost,
  { hosts, port, user, clientAuthentication, messageKey }: KitTerms,
  files: PemFiles | StoreFiles,
): SnippetValues {
  return {
    hosts: hosts.map(({ value }) => value),
    port,
    clientAuthentication,
    ...files,
    ...(user && { user: user.name, userPasswordVariable: secretVariable(host.name, 'USER') }),
    ...(messageKey !== undefined && {
      messageEncryption: {
        keyVariable: messageKeyVariable(host.name),
        installFolder: host.installFolder,
      },
    }),
  };
}

/** What a product has to know about the other ends beside TLS, such as whom a certificate stands for. */
function companionFiles(
  { target }: KitHost,
  values: SnippetValues,
  peers: readonly KitPeer[],
): PlannedFile[] {
  const texts = renderCompanions(target, values, {
    role: peers[0] ? roleOf(peers[0].target) : '',
    subjects: peers.map(({ subject }) => formatAsJava(subject)),
  });
  return [...texts].map(([file, text]) => textFile(file, text, 'snippet'));
}

/** By which a product knows the clients of another: the role that it has ready, or one for them alone. */
function roleOf({ name, descriptor }: Target): string {
  return descriptor.knownAs ?? `${name.replaceAll('-', '_')}_access`;
}

/** The files of one form, the settings that name them, and what opens them. */
interface Material {
  files: PlannedFile[];
  values: PemFiles | StoreFiles;
  secrets: readonly Secret[];
}

async function pemMaterial(
  { name, installFolder }: KitHost,
  identity: HostIdentity,
  password: KeyPassword | undefined,
  ports: KitFolderPorts,
): Promise<Material> {
  return {
    files: [...(await pemFiles(name, identity, password, ports)), trustFile(identity)],
    values: pemValues(name, installFolder, password !== undefined),
    secrets: password ? [secretOf(name, 'KEY', password, `${name}.key`)] : [],
  };
}

async function storeMaterial(
  { target, name, installFolder }: KitHost,
  identity: HostIdentity,
  { version, store }: KitTerms,
  password: KeyPassword,
  ports: KitFolderPorts,
): Promise<Material> {
  const trust = trustFormOf(target, version, store);
  const keyStore = await keyStoreFile('keystore.p12', name, identity, password, ports);
  const trustStore =
    trust === 'pem'
      ? trustFile(identity)
      : await trustStoreFile('truststore.p12', identity.trustAnchors, password, ports);
  return {
    files: [keyStore, trustStore],
    values: storeValues(name, installFolder, trust),
    secrets: [
      secretOf(name, 'KEYSTORE', password, keyStore.path),
      ...(trust === 'pem' ? [] : [secretOf(name, 'TRUSTSTORE', password, trustStore.path)]),
    ],
  };
}

function userSecret({ name }: KitHost, user: KitUser | undefined): Secret[] {
  return user ? [{ variable: secretVariable(name, 'USER'), text: user.password }] : [];
}

function messageSecret({ name }: KitHost, key: string | undefined): Secret[] {
  return key === undefined ? [] : [{ variable: messageKeyVariable(name), text: key }];
}

/** Where a folder keeps its certificate. */
export function identityPath({ name, files }: KitFolder): string {
  const keyStore = files.find(({ kind }) => kind === 'keystore');
  return keyStore?.path ?? `${name}/${name}.crt`;
}

/** A host that is called as a file of its folder would write one over the other. Throws `name-conflict`. */
export function checkFileNames(host: KitHost): void {
  const ends = [host.target, ...host.otherEnds];
  const names = [
    ...[SECRETS_FILE, 'ca.crt', 'keystore.p12', 'truststore.p12'],
    ...ends.map(({ snippetFile }) => snippetFile),
    ...host.target.descriptor.companions.map(({ file }) => file),
    ...[`${host.name}.crt`, `${host.name}.key`],
  ].map((name) => name.toLowerCase());
  if (new Set(names).size === names.length) return;
  throw new TlsmithError(
    'name-conflict',
    `the name ${host.name} is taken by another file of its folder`,
  );
}

const HANDOVER_KINDS: Partial<Record<FileKind, KitPageFile['kind']>> = {
  'private-key': 'key',
  keystore: 'key-store',
  truststore: 'trust-store',
  snippet: 'snippet',
  secrets: 'secrets',
};

/** The folder's files as the hand-over page lists them. */
export function handoverFiles(folder: KitFolder): KitPageFile[] {
  return folder.files.map(({ path, kind }) => {
    const name = path.slice(folder.name.length + 1);
    if (name === 'ca.crt') return { name, kind: 'trust' };
    const companion = companionOf(folder, name);
    return companion ?? { name, kind: HANDOVER_KINDS[kind] ?? 'certificate' };
  });
}

/** A file beside the snippet, with what to do with it. */
function companionOf({ target, otherEnds }: KitFolder, name: string): KitPageFile | undefined {
  const end = otherEnds.find(({ snippetFile }) => snippetFile === name);
  if (end) {
    const { isWholeFile, mergeNote = '' } = end.descriptor;
    const use = `${isWholeFile ? 'save it as' : 'merge it into'} ${end.configFile}. ${mergeNote}`;
    return { name, kind: 'companion', use: use.replace(/[ .]+$/, '') };
  }
  const found = target.descriptor.companions.find(({ file }) => file === name);
  return (
    found && { name, kind: found.isInstalled ? 'installed-companion' : 'companion', use: found.use }
  );
}
