// One host's folder of a kit: certificate, key, trust anchor, snippet and secrets, ready to be planned.
import { TlsmithError } from '../errors.js';
import { checkPasswordForSecretsFile } from '../formats/password.js';
import type { GeneralName } from '../pki/general-name.js';
import type { Issuer } from '../pki/issuer.js';
import type { EndEntityProfile } from '../pki/profile.js';
import type { Validity } from '../pki/validity.js';
import type { Crypto, Files, KeyType, Random } from '../ports.js';
import type { HandoverFile } from '../targets/handover.js';
import { renderSnippet } from '../targets/snippet.js';
import type { StackVersion } from '../targets/stack-version.js';
import type { Target } from '../targets/target.js';
import { defaultSubject } from './certificate-name.js';
import { type HostIdentity, hostFiles, type KeyPassword } from './host-files.js';
import { issueEndEntity } from './issue-end-entity.js';
import { loadNewPassword, type NewPasswordSource } from './load-password.js';
import { type FileKind, type PlannedFile, textFile } from './plan.js';
import { secretsFile, secretVariable } from './secrets-file.js';

export interface KitHost {
  target: Target;
  /** Folder, file stem and common name. */
  name: string;
  names: readonly GeneralName[];
  profile: EndEntityProfile;
  installFolder: string;
}

/** What all hosts of a kit have in common. */
export interface KitTerms {
  version: StackVersion;
  keyType: KeyType;
  /** What the client dials. */
  hosts: readonly GeneralName[];
  port: number;
  issuer: Issuer;
  validity: Validity;
  password: NewPasswordSource | undefined;
  now: Date;
}

export interface KitFolder extends KitHost {
  identity: HostIdentity;
  /** Paths begin with the folder. */
  files: readonly PlannedFile[];
  secretVariables: readonly string[];
}

export type KitFolderPorts = { crypto: Crypto; random: Random; files: Files };

export async function makeKitFolder(
  host: KitHost,
  terms: KitTerms,
  ports: KitFolderPorts,
): Promise<KitFolder> {
  const keys = await ports.crypto.generateKeyPair(terms.keyType);
  const identity = await issueEndEntity(
    {
      profile: host.profile,
      subject: defaultSubject(host.name),
      subjectAltNames: host.names,
      validity: terms.validity,
    },
    keys,
    terms.issuer,
    terms.now,
    ports,
  );
  const password = terms.password && (await passwordFor(terms.password, ports));
  const variable = secretVariable(host.name, 'KEY');
  const files = [
    ...(await hostFiles(host.name, identity, password, ports)),
    textFile(
      host.target.snippetFile,
      snippetOf(host, terms, password ? variable : undefined),
      'snippet',
    ),
    ...(password ? [secretsFile('secrets.env', { [variable]: password.text })] : []),
  ];
  return {
    ...host,
    identity,
    files: files.map((file) => ({ ...file, path: `${host.name}/${file.path}` })),
    secretVariables: password ? [variable] : [],
  };
}

/** A folder with the name of a snippet or of `ca.crt` in it would write one file over another. */
export function checkFileNames(host: KitHost): void {
  const taken = ['secrets.env', host.target.snippetFile, 'ca.crt'];
  const own = [`${host.name}.crt`, `${host.name}.key`];
  if (!own.some((name) => taken.includes(name.toLowerCase()))) return;
  throw new TlsmithError(
    'name-conflict',
    `the name ${host.name} is taken by another file of its folder`,
  );
}

async function passwordFor(source: NewPasswordSource, ports: KitFolderPorts): Promise<KeyPassword> {
  const text = await loadNewPassword(source, ports);
  checkPasswordForSecretsFile(text);
  return { text, isGenerated: source === 'generate' };
}

function snippetOf(host: KitHost, terms: KitTerms, passwordVariable: string | undefined): string {
  const { installFolder, name } = host;
  return renderSnippet(host.target, terms.version, {
    hosts: terms.hosts.map(({ value }) => value),
    port: terms.port,
    certificate: `${installFolder}/${name}.crt`,
    privateKey: `${installFolder}/${name}.key`,
    trustAnchors: `${installFolder}/ca.crt`,
    ...(passwordVariable !== undefined && { privateKeyPasswordVariable: passwordVariable }),
  });
}

const HANDOVER_KINDS: Partial<Record<FileKind, HandoverFile['kind']>> = {
  'private-key': 'key',
  snippet: 'snippet',
  secrets: 'secrets',
};

/** The folder's files as the hand-over page lists them. */
export function handoverFiles(folder: KitFolder): HandoverFile[] {
  return folder.files.map(({ path, kind }) => {
    const name = path.slice(folder.name.length + 1);
    if (name === 'ca.crt') return { name, kind: 'trust' };
    return { name, kind: HANDOVER_KINDS[kind] ?? 'certificate' };
  });
}
