// A host's folder as a value: what its snippet names, or what the usual names say; `secrets.env`
// opens it. The inverse of `writing/host-folder.ts`.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { Chain, FoundIdentity, Source } from '../../../pki/certificate/identity.js';
import { pathIn } from '../../../path-in.js';
import type { Crypto, Files } from '../../../ports.js';
import { quote } from '../../../quote.js';
import type { Store } from '../../../formats/pkcs12/store.js';
import {
  type FoundHostFolder,
  type FoundTrust,
  type HostEnd,
  type HostFileNames,
  type HostFolder,
  type HostForm,
  lackingOf,
  secretFor,
} from '../../../targets/host-folder.js';
import type { ProductRelease } from '../../../targets/target.js';
import { purposeOf, type Secret, type SecretPurpose } from '../../../targets/secret.js';
import type { SnippetFacts } from '../../../targets/snippet/values.js';
import { presentedChain } from '../key/identity.js';
import { readFacts } from './own-snippet.js';
import {
  type FolderFiles,
  filesNamedIn,
  noHost,
  usualFiles,
  type UsualFilesRequest,
} from './files.js';
import type { PasswordSource } from '../key/passwords.js';
import type { StorePorts } from '../key/store.js';
import { readSecretsFile } from './secrets.js';
import {
  installedFile,
  readInstalledCertificates,
  readInstalledKey,
  readInstalledStore,
} from './installed.js';

/** Without a snippet the usual names of the files count. */
export interface FolderRequest extends UsualFilesRequest {
  /**
   * Whose snippets stand there, that of the link first; none: the usual names of the files count.
   */
  releases: readonly ProductRelease[];
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
