// A host's folder as files: certificate and key or stores, trust, snippets and secrets. The inverse
// is `reading/folder/host-folder.ts`.
import { TlsmithError } from '../../errors.js';
import { checkPasswordForSecretsFile } from '../../formats/keys/password.js';
import { formatAsJava } from '../../pki/names/java-name.js';
import type { HostFileKind } from '../../targets/descriptor/form.js';
import { type HostEnd, type HostFolder, secretFor } from '../../targets/host-folder.js';
import type { SecretPurpose } from '../../targets/secret.js';
import { renderFurtherFiles, renderSnippet } from '../../targets/snippet/snippet.js';
import type { SnippetValues } from '../../targets/snippet/values.js';
import type { Target } from '../../targets/target.js';
import type { EncodingPorts } from './host-files.js';
import { pemFiles, planIdentity, TRUST_FILE, type WantedFile } from './identity-files.js';
import { type InstalledFiles, installedFiles } from './installed-files.js';
import { type PlannedFile, type PlannedSecret, textFile } from './plan.js';
import { SECRETS_FILE } from '../../targets/secret.js';
import { secretsFile } from './secrets.js';

/** A file with what it is for, and with what to do with it where that does not say it. */
export interface PlannedHostFile extends PlannedFile {
  role: HostFileKind;
  use?: string | undefined;
}

/**
 * Everything that the host needs; paths are those in its folder. `peers` are those at the other end
 * of its link, for products that have to know them by name. Throws `password-unusable`, and what
 * `renderSnippet` does.
 */
export async function planHostFolder(
  host: HostFolder,
  peers: readonly HostFolder[],
  ports: EncodingPorts,
): Promise<PlannedHostFile[]> {
  const { identity, trustAnchors, ends } = host;
  const [first, ...others] = ends;
  const values = snippetValues(host, first, true);
  const snippets = [
    snippetFile(first, values),
    ...others.map((end) => furtherSnippet(end, snippetValues(host, end, false))),
  ];
  return [
    ...(await planIdentity({ ...identity, trustAnchors }, ownFiles(host), ports)),
    ...snippets,
    ...furtherFiles(first.release.target, values, peers),
    ...secretFiles(host),
  ];
}

function ownFiles(host: HostFolder): WantedFile[] {
  const { name, form } = host;
  const { 'key-store': keyStore, 'trust-store': trustStore } = form.names;
  const password = passwordOf(host, form.key === 'pkcs12' ? 'keyStore' : 'key');
  const trustPassword = passwordOf(host, 'trustStore');
  const own: WantedFile[] =
    keyStore !== undefined && password
      ? [{ role: 'key-store', path: keyStore, alias: name, password }]
      : pemFiles(name, password);
  const trust: WantedFile =
    trustStore !== undefined && trustPassword
      ? { role: 'trust-store', path: trustStore, password: trustPassword }
      : TRUST_FILE;
  return [...own, trust];
}

function passwordOf(host: HostFolder, purpose: SecretPurpose) {
  const secret = secretFor(host, purpose);
  if (secret) checkPasswordForSecretsFile(secret.text);
  return secret;
}

/**
 * What an end is told. Another end than the first logs in nowhere and seals nothing: it only uses
 * the same files.
 */
function snippetValues(host: HostFolder, end: HostEnd, isFirst: boolean): SnippetValues {
  const { endpoints, port, user, clientAuthentication, release } = end;
  const messageKey = isFirst ? secretFor(host, 'messageKey') : undefined;
  return {
    hosts: endpoints.map((endpoint) => endpoint.host),
    port: port ?? endpoints[0]?.port ?? release.target.defaultPort,
    clientAuthentication,
    ...filesOf(host),
    user,
    userPasswordVariable: user === undefined ? undefined : secretFor(host, 'user')?.variable,
    messageEncryption: messageKey && {
      keyVariable: messageKey.variable,
      installFolder: host.installFolder,
    },
  };
}

function filesOf(host: HostFolder): InstalledFiles {
  const { installFolder, form } = host;
  const variableFor = (purpose: SecretPurpose) => secretFor(host, purpose)?.variable ?? '';
  return installedFiles(form, installFolder, variableFor);
}

function snippetFile(
  { release: { target, version } }: HostEnd,
  values: SnippetValues,
): PlannedHostFile {
  const text = renderSnippet({ target, version }, values);
  return { ...textFile(target.snippetFile, text, 'snippet'), role: 'snippet' };
}

/** The snippet of another end, which the page names as something beside the first. */
function furtherSnippet(end: HostEnd, values: SnippetValues): PlannedHostFile {
  const { descriptor, configFile } = end.release.target;
  const { isWholeFile, mergeNote = '' } = descriptor;
  const use = `${isWholeFile ? 'save it as' : 'merge it into'} ${configFile}. ${mergeNote}`;
  return { ...snippetFile(end, values), role: 'further-file', use: use.replace(/[ .]+$/, '') };
}

/**
 * What a product has to know about the other ends beside TLS, such as whom a certificate stands
 * for.
 */
function furtherFiles(
  target: Target,
  values: SnippetValues,
  peers: readonly HostFolder[],
): PlannedHostFile[] {
  const [peer] = peers;
  const texts = renderFurtherFiles(target, values, {
    role: peer ? roleOf(peer.ends[0].release.target) : '',
    subjects: peers.map(({ identity }) => formatAsJava(identity.chain[0].subject)),
  });
  return target.descriptor.furtherFiles.flatMap(({ file, isInstalled, use }) => {
    const text = texts.get(file);
    if (text === undefined) return [];
    const role = isInstalled ? ('installed-further-file' as const) : ('further-file' as const);
    return [{ ...textFile(file, text, 'snippet'), role, use }];
  });
}

/**
 * By which a product knows the clients of another: the role that it has ready, or one for them
 * alone.
 */
function roleOf({ name, descriptor }: Target): string {
  return descriptor.knownAs ?? `${name.replaceAll('-', '_')}_access`;
}

function secretFiles({ secrets, form: { names } }: HostFolder): PlannedHostFile[] {
  if (secrets.length === 0) return [];
  const opened: Partial<Record<SecretPurpose, string | undefined>> = {
    key: names.key,
    keyStore: names['key-store'],
    trustStore: names['trust-store'],
  };
  const planned = secrets.map(({ purpose, variable, text }): PlannedSecret => {
    return { variable, text, opens: opened[purpose] };
  });
  return [{ ...secretsFile(SECRETS_FILE, planned), role: 'secrets' }];
}

/**
 * A host that is called as a file of its folder would write one over the other. Throws
 * `name-conflict`.
 */
export function checkFileNames(name: string, ends: readonly [Target, ...Target[]]): void {
  const names = [
    ...[SECRETS_FILE, 'ca.crt', 'keystore.p12', 'truststore.p12'],
    ...ends.map(({ snippetFile: file }) => file),
    ...ends[0].descriptor.furtherFiles.map(({ file }) => file),
    ...[`${name}.crt`, `${name}.key`],
  ].map((file) => file.toLowerCase());
  if (new Set(names).size === names.length) return;
  throw new TlsmithError(
    'name-conflict',
    `the name ${name} is taken by another file of its folder`,
  );
}
