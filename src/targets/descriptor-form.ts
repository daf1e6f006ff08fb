// What one product family is, as data: the form of `templates/<product>/descriptor.json`. For every file that writes or judges settings.
import type { KeyType } from '../ports.js';
import type { VersionRange } from './stack-version.js';
import type { SyntaxName } from './syntax/syntaxes.js';

export const DESCRIPTOR_FILE = 'descriptor.json';
export const FRAME_FILE = 'frame.mustache';

/** What a setting is for, whatever the product calls it. */
export const MEANINGS = [
  'enabled',
  'hosts',
  'port',
  'trust-anchors',
  'certificate',
  'private-key',
  'private-key-password',
  'key-store',
  'key-store-password',
  'trust-store',
  'trust-store-password',
  'verification',
  'client-authentication',
  'minimum-protocol',
  'user',
  'user-password',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** Meanings whose value the descriptor fixes; all others get theirs from the files and names at hand. */
export const FIXED_MEANINGS: readonly Meaning[] = [
  'enabled',
  'verification',
  'client-authentication',
  'minimum-protocol',
];

/** How a value is laid out: `host` and `endpoint` differ in the port, `url` begins with https://. */
export const FORMS = [
  'boolean',
  'number',
  'string',
  'keyword',
  'string-list',
  'host',
  'host-list',
  'endpoint',
  'endpoint-list',
  'url-list',
] as const;
export type Form = (typeof FORMS)[number];

/** One name that one meaning has in some versions. The order of the list is the order in the snippet. */
export interface SettingRule extends VersionRange {
  readonly meaning: Meaning;
  readonly name: string;
  readonly form: Form;
  readonly fixed?: boolean | number | string | readonly string[];
  readonly source: string;
}

/** What a key stands in: PKCS#8 as PEM, plain or encrypted (PBES2), or a PKCS#12 key store. */
export const KEY_CONTAINERS = ['pkcs8', 'pkcs8-encrypted', 'pkcs12'] as const;
export type KeyContainer = (typeof KEY_CONTAINERS)[number];
export const STORES = ['pem', 'pkcs12'] as const;
export type Store = (typeof STORES)[number];

/** Key types that the product reads as its own key from that container. */
export interface KeyRule extends VersionRange {
  readonly container: KeyContainer;
  readonly keyTypes: readonly KeyType[];
  readonly source: string;
}

/** Key types of issuers whose signatures on a peer's certificate the product can verify. */
export interface SignatureRule extends VersionRange {
  readonly keyTypes: readonly KeyType[];
  readonly source: string;
}

/** Stands for the name of a host's folder in an install folder: one host may hold several ends of links. */
export const FOLDER_PLACEHOLDER = '{{folder}}';

/** What a file is to the host: it decides owner, mode, which lines name it and which checks can run. */
export const HOST_FILE_KINDS = [
  'key',
  'certificate',
  'trust',
  'key-store',
  'trust-store',
  'snippet',
  'secrets',
] as const;
export type HostFileKind = (typeof HOST_FILE_KINDS)[number];

export const PLATFORMS = ['linux', 'windows'] as const;
export type Platform = (typeof PLATFORMS)[number];

export interface Product {
  /** As typed: `heartbeat`. */
  readonly name: string;
  readonly title: string;
  readonly platform: Platform;
  /** Where its files live, with forward slashes and none at the end; may hold FOLDER_PLACEHOLDER: ask `installFolderOf`. */
  readonly installFolder: string;
  /** The file that the snippet is merged into. */
  readonly configFile: string;
  /** The snippet's own name in a kit. */
  readonly snippetFile: string;
  /** The systemd unit or Windows service. */
  readonly service: string;
  /** The executable, as typed on its host. */
  readonly program: string;
}

/** Owner, group and modes of the installed files; modes are octal text such as `0640`. Linux only. */
export interface Permissions {
  readonly serviceUser: string;
  readonly owner: string;
  readonly group: string;
  readonly folderMode: string;
  readonly keyMode: string;
  readonly certificateMode: string;
}

/** One thing that a command may answer. */
export interface CheckAnswer {
  readonly answer: string;
  readonly meaning: string;
}

/** A command that validates an installation, with what each answer means. Its text may name COMMAND_NAMES. */
export interface Check extends VersionRange {
  /** On the product's own host, or on the host of a client that dials it. */
  readonly runOn: 'self' | 'client';
  readonly when: 'before-restart' | 'after-restart';
  readonly platform?: Platform;
  /** Kinds of files that the folder needs for it: a command for stores is no use where there are PEM files. Empty: none. */
  readonly with: readonly HostFileKind[];
  /** One line above the command, ending in a colon. */
  readonly purpose: string;
  readonly command: string;
  /** The command is repeated for every name that is dialled; else it gets the first of them. */
  readonly forEachHost: boolean;
  readonly answers: readonly CheckAnswer[];
  readonly note?: string;
}

/** How secrets get into the product's own keystore: commands once before, for each variable, and once after. */
export interface SecretStore {
  readonly platform: Platform;
  readonly before: readonly string[];
  readonly each: readonly string[];
  readonly after: readonly string[];
}

export interface RestartRule {
  readonly platform: Platform;
  readonly command: string;
}

/** What makes the product use files that were replaced. */
export interface RenewalRule extends VersionRange {
  readonly sentence: string;
  readonly source: string;
}

/**
 * Names that the texts above may hold as `{{name}}`; values are quoted for the host's shell where a command is meant. Files are the
 * installed ones, but for the secrets file, which is named as it lies in the folder; passwords are the names of their variables.
 */
export const COMMAND_NAMES = [
  'name',
  'title',
  'program',
  'service',
  'configFile',
  'snippetFile',
  'installFolder',
  'trustAnchors',
  'certificate',
  'privateKey',
  'keyStore',
  'keyStorePassword',
  'trustStore',
  'trustStorePassword',
  'host',
  'port',
  'endpoint',
  'url',
  'variable',
  'secretsFile',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

export interface Descriptor {
  readonly title: string;
  /** An address that may hold `{{name}}`. */
  readonly documentation: string;
  readonly role: 'client' | 'server';
  /** Protocols that a client speaks; empty for a server. */
  readonly dials: readonly string[];
  /** Protocols that a server understands; empty for a client. */
  readonly accepts: readonly string[];
  readonly syntax: SyntaxName;
  /** The place of the settings in the config: `['output', 'logstash']`. */
  readonly block: readonly string[];
  readonly defaultPort: number;
  /** Versions in which the product exists at all. */
  readonly versions: VersionRange;
  readonly settings: readonly SettingRule[];
  readonly keys: readonly KeyRule[];
  readonly signatures: readonly SignatureRule[];
  readonly products: readonly Product[];
  readonly permissions?: Permissions;
  /** What to mind while merging the snippet. */
  readonly mergeNote?: string;
  readonly checks: readonly Check[];
  readonly secretStores: readonly SecretStore[];
  readonly restarts: readonly RestartRule[];
  readonly renewals: readonly RenewalRule[];
  readonly sources: readonly string[];
}
