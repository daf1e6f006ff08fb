// A host's folder as a value: what its snippet names, or what the usual names say; `secrets.env`
// opens it. The inverse of `writing/host-folder.ts`.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Chain, FoundIdentity, Source } from '../../pki/certificate/identity.js';
import { pathIn } from '../../path-in.js';
import type { Crypto, Files } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Store } from '../../formats/pkcs12/store.js';
import type { Store as StoreForm } from '../../targets/descriptor/form.js';
import {
  type FoundHostFolder,
  type FoundTrust,
  type HostEnd,
  type HostFileNames,
  type HostFolder,
  type HostForm,
  lackingOf,
  secretFor,
} from '../../targets/host-folder.js';
import type { ProductRelease } from '../../targets/target.js';
import { purposeOf, type Secret, type SecretPurpose } from '../../targets/secret.js';
import { readSnippet, type SnippetReading } from '../../targets/snippet/snippet.js';
import { factsOf, type SnippetFacts } from '../../targets/snippet/values.js';
import { presentedChain } from './identity.js';
import { inFile } from './in-file.js';
import type { PasswordSource } from './passwords.js';
import type { StorePorts } from './store.js';
import { readSecretsFile } from './secrets.js';
import {
  installedFile,
  readInstalledCertificates,
  readInstalledKey,
  readInstalledStore,
} from './installed.js';

export interface FolderRequest {
  folder: string;
  /**
   * Whose snippets stand there, that of the link first; none: the usual names of the files count.
   */
  releases: readonly ProductRelease[];
  /**
   * Without a snippet: the name of the certificate's file, and which form is meant, where there is
   * more than one.
   */
  stem?: string | undefined;
  store?: StoreForm | undefined;
  /** Opens what `secrets.env` does not. */
  password?: PasswordSource | undefined;
  /** Whether what is encrypted may stay so: then nobody is asked for a password. */
  mayStayLocked?: boolean | undefined;
}

export type FolderPorts = StorePorts;

/** Throws `input-*`, `password-*`; `input-wrong-kind` for what is no folder of a host. */
export async function readHostFolder(
  request: FolderRequest,
  ports: FolderPorts,
): Promise<FoundHostFolder> {
  const { folder, releases } = request;
  if ((await ports.files.kindBehind(folder)) === 'file') throw noHost(folder, 'is a file');
  const facts: SnippetFacts[] = [];
  for (const release of releases) facts.push(await readFacts(release, folder, ports.files));
  const [first] = facts;
  const files = first ? filesNamedIn(first) : await usualFiles(request, ports.files);
  const secrets = await secretsOf(folder, releases[0], first, ports.files);
  const opening = { request, secrets, files, ports };
  const lacks = lackingOf({ form: { ...NO_FORM, names: files.names } });
  const hasIdentity = !lacks.includes('certificate') && !lacks.includes('private-key');
  const identity = hasIdentity ? await readIdentity(opening) : undefined;
  return {
    path: folder,
    name: basename(ports.files.absolute(folder)),
    installFolder: files.installFolder,
    form: formOf(files.names, first, identity),
    secrets,
    identity,
    trust: lacks.includes('trust-anchors') ? undefined : await readTrust(opening),
    ends: releases.map((release, i) => endOf(release, facts[i] as SnippetFacts)),
  };
}

const NO_FORM = { key: 'pkcs8', trust: 'pem' } as const;

/**
 * As it would be written. Throws `input-wrong-kind` where something of the link is not there,
 * `password-missing` where it is locked.
 */
export function wholeHostFolder(found: FoundHostFolder): HostFolder {
  const { path, name, installFolder, form, identity, trust, ends } = found;
  const [anchor, ...otherAnchors] = trust?.anchors ?? [];
  const [end, ...otherEnds] = ends;
  if (!identity || !anchor || !end || installFolder === undefined) {
    throw new TlsmithError(
      'input-wrong-kind',
      `the snippet in ${quote(path)} does not name all files of the link`,
      { path },
    );
  }
  const { privateKeyInfo, chain } = identity;
  if (!privateKeyInfo) {
    throw new TlsmithError('password-missing', `the private key in ${quote(path)} is encrypted`, {
      path,
    });
  }
  const secrets = found.secrets.flatMap(({ text, ...named }) =>
    text === undefined ? [] : [{ ...named, text, isGenerated: true }],
  );
  return {
    ...{ name, installFolder, form, secrets },
    identity: { privateKeyInfo, chain },
    trustAnchors: [anchor, ...otherAnchors],
    ends: [end, ...otherEnds],
  };
}

/**
 * The snippet of that product which a kit has put into the folder; undefined where its file says
 * nothing of the product.
 */
export async function readOwnSnippet(
  { target, version }: ProductRelease,
  folder: string,
  files: Files,
): Promise<SnippetReading | undefined> {
  const file = `${folder}/${target.snippetFile}`;
  const text = Buffer.from(await files.read(file)).toString();
  return inFile(file, () => readSnippet({ target, version }, text));
}

/**
 * What the snippet in the folder says; settings of other versions count too, since a kit may be
 * older than the call.
 */
export async function readFacts(
  release: ProductRelease,
  folder: string,
  files: Files,
): Promise<SnippetFacts> {
  const reading = await readOwnSnippet(release, folder, files);
  return factsOf([...(reading?.outdated ?? []), ...(reading?.meanings ?? [])]);
}

/** The files of a folder by what they are for, and where they will live. */
interface FolderFiles {
  names: HostFileNames;
  /** All files of trust anchors; `names` has the first. */
  trust: readonly string[];
  installFolder: string | undefined;
}

/** In the folder they stand side by side, wherever they are to live. */
function filesNamedIn(facts: SnippetFacts): FolderFiles {
  const { certificate, privateKey, keyStore, trustStore, trustAnchors } = facts;
  const [some] = [certificate, keyStore, privateKey, trustStore, ...trustAnchors].filter(
    (path) => path !== undefined,
  );
  const trust = trustStore === undefined ? trustAnchors.map((path) => basename(path)) : [];
  const named = {
    ...(keyStore === undefined ? { certificate, key: privateKey } : { 'key-store': keyStore }),
    ...(trustStore === undefined ? { trust: trustAnchors[0] } : { 'trust-store': trustStore }),
  };
  return {
    names: Object.fromEntries(
      Object.entries(named).flatMap(([kind, path]) =>
        path === undefined ? [] : [[kind, basename(path)]],
      ),
    ),
    trust,
    installFolder: some === undefined ? undefined : dirname(some),
  };
}

/**
 * NAME.crt beside NAME.key, or keystore.p12; ca.crt or truststore.p12. Throws `input-wrong-kind`
 * for no key, or several.
 */
async function usualFiles(
  { folder, stem, store }: FolderRequest,
  files: Files,
): Promise<FolderFiles> {
  const present = await files.list(folder);
  const keys = present.filter((name) => name.endsWith('.key'));
  const [key, ...otherKeys] = stem === undefined ? keys : [`${stem}.key`];
  const hasStore = store === undefined ? key === undefined : store === 'pkcs12';
  if (!hasStore && otherKeys.length > 0) throw noHost(folder, 'holds more than one private key');
  if (hasStore ? !present.includes('keystore.p12') : key === undefined) {
    throw noHost(folder, 'holds no private key');
  }
  const trust = TRUST_FILES.find(({ name }) => present.includes(name));
  return {
    names: {
      ...(hasStore || key === undefined
        ? { 'key-store': 'keystore.p12' }
        : { certificate: `${key.slice(0, -'.key'.length)}.crt`, key }),
      ...(trust && { [trust.kind]: trust.name }),
    },
    trust: trust?.kind === 'trust' ? [trust.name] : [],
    installFolder: undefined,
  };
}

const TRUST_FILES = [
  { kind: 'trust', name: 'ca.crt' },
  { kind: 'trust-store', name: 'truststore.p12' },
] as const;

/**
 * By the variables that the snippet names; without a snippet, and for what only the product's own
 * keystore has, by what they are called.
 */
async function secretsOf(
  folder: string,
  release: ProductRelease | undefined,
  facts: SnippetFacts | undefined,
  files: Files,
): Promise<Secret[]> {
  const values = await readSecretsFile(folder, files);
  const hasKeystore = release?.target.descriptor.settings.some(({ form }) => form === 'secure');
  const isByName = facts === undefined || hasKeystore === true;
  const called = (purpose: SecretPurpose) =>
    [...values.keys()].find((variable) => purposeOf(variable) === purpose);
  return PURPOSES.flatMap((purpose): Secret[] => {
    const named = facts && variableIn(facts, purpose);
    // A script opens the messages, and the snippet need not say with what.
    const variable = named ?? (isByName || purpose === 'messageKey' ? called(purpose) : undefined);
    return variable === undefined ? [] : [{ purpose, variable, text: values.get(variable) }];
  });
}

const PURPOSES: readonly SecretPurpose[] = ['key', 'keyStore', 'trustStore', 'user', 'messageKey'];

function variableIn(facts: SnippetFacts, purpose: SecretPurpose): string | undefined {
  const variables: Readonly<Record<SecretPurpose, string | undefined>> = {
    key: facts.privateKeyPasswordVariable,
    keyStore: facts.keyStorePasswordVariable,
    trustStore: facts.trustStorePasswordVariable,
    user: facts.userPasswordVariable,
    messageKey: facts.messageKeyVariable,
  };
  return variables[purpose];
}

interface FolderOpening {
  request: FolderRequest;
  secrets: readonly Secret[];
  files: FolderFiles;
  ports: FolderPorts;
}

/** Undefined for a store that stays locked. */
async function readIdentity(opening: FolderOpening): Promise<FoundIdentity | undefined> {
  const { request, files, ports } = opening;
  const at = (name = '') => installedFile(pathIn(request.folder, name), ports.files);
  const { certificate, key, 'key-store': keyStore } = files.names;
  if (keyStore !== undefined) {
    const read = await readInstalledStore(
      await at(keyStore),
      passwordsFor(opening, 'keyStore'),
      ports,
    );
    if (!read) return undefined;
    const [stored] = read.store.keys;
    const [first, ...rest] = stored?.chain ?? [];
    if (!stored) throw noKeyIn(read.source, 'no private key: it is a trust store');
    if (!first) throw noKeyIn(read.source, 'no certificate for its private key');
    const { privateKeyInfo } = stored;
    const source = { ...read.source, form: 'store' as const, encryption: undefined, before: [] };
    const chain: Chain = [first, ...rest];
    return foundIdentity(privateKeyInfo, chain, [source, read.source], ports.crypto);
  }
  const certificates = await readInstalledCertificates(await at(certificate));
  const read = await readInstalledKey(await at(key), passwordsFor(opening, 'key'), ports);
  return foundIdentity(
    read.privateKeyInfo,
    certificates.certificates,
    [read.source, certificates.source],
    ports.crypto,
  );
}

type Sources = [FoundIdentity['keySource'], FoundIdentity['certificateSource']];

function foundIdentity(
  privateKeyInfo: Uint8Array | undefined,
  presented: Chain,
  [keySource, certificateSource]: Sources,
  crypto: Crypto,
): FoundIdentity {
  const publicKey = privateKeyInfo && crypto.publicKeyOf(privateKeyInfo);
  const isOwn = ({ subjectPublicKeyInfo }: Certificate) =>
    publicKey !== undefined && crypto.isSamePublicKey(publicKey, subjectPublicKeyInfo);
  const own = presented.find(isOwn) ?? presented[0];
  const chain = presentedChain(own, presented);
  return { privateKeyInfo, publicKey, chain, presented, keySource, certificateSource };
}

async function readTrust(opening: FolderOpening): Promise<FoundTrust | undefined> {
  const { request, files, ports } = opening;
  const at = (name = '') => installedFile(pathIn(request.folder, name), ports.files);
  const trustStore = files.names['trust-store'];
  if (trustStore !== undefined) {
    const read = await readInstalledStore(
      await at(trustStore),
      passwordsFor(opening, 'trustStore'),
      ports,
    );
    if (!read) return undefined;
    // What a JVM would ignore is no trust anchor of a product that is known.
    const counts = ({ isTrustedByJava }: { isTrustedByJava: boolean }) =>
      request.releases.length === 0 || isTrustedByJava;
    const anchors = read.store.certificates.filter(counts).map(({ certificate }) => certificate);
    return { anchors, source: read.source, isIgnoredByJava: isIgnoredByJava(read.store) };
  }
  const readings = [];
  for (const name of files.trust) {
    readings.push(await readInstalledCertificates(await at(name)));
  }
  const [first] = readings as [(typeof readings)[0]];
  return { anchors: readings.flatMap((one) => [...one.certificates]), source: first.source };
}

/** keytool and Java's PKIX look at entries that bear the mark alone. */
export function isIgnoredByJava({ keys, certificates }: Store): boolean {
  return keys.length === 0 && !certificates.some(({ isTrustedByJava }) => isTrustedByJava);
}

function passwordsFor({ request, secrets }: FolderOpening, purpose: SecretPurpose) {
  const { password, mayStayLocked } = request;
  return { known: secretFor({ secrets }, purpose)?.text, source: password, mayStayLocked };
}

/**
 * A product that looks into its own keystore names nothing: there the key itself says whether it is
 * encrypted.
 */
function formOf(
  names: HostFileNames,
  facts: SnippetFacts | undefined,
  identity: FoundIdentity | undefined,
): HostForm {
  const trust = names['trust-store'] === undefined ? 'pem' : 'pkcs12';
  if (names['key-store'] !== undefined) return { key: 'pkcs12', trust, names };
  const isEncrypted =
    identity?.keySource.encryption !== undefined || facts?.privateKeyPasswordVariable !== undefined;
  return { key: isEncrypted ? 'pkcs8-encrypted' : 'pkcs8', trust, names };
}

function endOf(release: ProductRelease, facts: SnippetFacts): HostEnd {
  const isServer = release.target.role === 'server';
  return {
    release,
    endpoints: facts.endpoints,
    port: isServer ? facts.port : undefined,
    user: facts.user,
    clientAuthentication: isServer ? facts.clientAuthentication : undefined,
  };
}

function noKeyIn({ path }: Source, what: string): TlsmithError {
  return new TlsmithError('input-wrong-kind', `${quote(path)} holds ${what}`, { path });
}

export function noHost(folder: string, why: string): TlsmithError {
  return new TlsmithError(
    'input-wrong-kind',
    `${quote(folder)} ${why}, so it is no host's folder`,
    { path: folder },
  );
}
