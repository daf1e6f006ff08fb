// What one product family is, as data: the form of `templates/<product>/descriptor.json`. For every
// file that writes or judges settings.
import type { KeyType } from '../../ports.js';
import type { Platform } from '../../shell-word.js';
import type { VersionRange } from '../stack-version.js';
import type { SyntaxName } from '../syntax/syntaxes.js';

export const DESCRIPTOR_FILE = 'descriptor.json';
/** The frame of an end that names none of its own. */
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
  // what the server is called, for servers that choose a certificate or a site by it
  'own-names',
  // what a client demands of the server's certificate, where it does not take that from what it
  // dials; addresses where there is no name
  'peer-names',
  'peer-addresses',
  // the key with which the messages themselves are encrypted
  'message-key',
  // a name for the link, where a product keeps several apart
  'link-name',
  // what the link needs beside TLS, such as the kind of an output
  'constant',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/**
 * Meanings whose value the descriptor fixes; all others get theirs from the files and names at
 * hand.
 */
export const FIXED_MEANINGS: readonly Meaning[] = [
  'enabled',
  'verification',
  'client-authentication',
  'minimum-protocol',
  'constant',
];

/** Meanings that several settings of one product may have side by side. */
export const REPEATED_MEANINGS: readonly Meaning[] = [
  ...(['constant', 'own-names', 'peer-names', 'certificate'] as const),
];

/**
 * How a value is laid out. `name` is a host as it is, `host` has brackets around an IPv6 address,
 * `endpoint` has a port too, `url` a scheme; without `-list` it is the first one. `env-name` is
 * `env:NAME`; `secure` stands in the product's own keystore, under the name of the setting, and not
 * in its config.
 */
export const FORMS = [
  'boolean',
  'number',
  'string',
  'keyword',
  'string-list',
  'name',
  'name-list',
  'host',
  'host-list',
  'endpoint',
  'endpoint-list',
  'url',
  'url-list',
  'env-name',
  'secure',
] as const;
export type Form = (typeof FORMS)[number];

/** Whether a client may also come without a certificate; asked for by a server. */
export const CLIENT_AUTHENTICATIONS = ['required', 'optional'] as const;
export type ClientAuthentication = (typeof CLIENT_AUTHENTICATIONS)[number];

/**
 * One name that one meaning has in some versions. The order of the list is the order in the
 * snippet.
 */
export interface SettingRule extends VersionRange {
  readonly meaning: Meaning;
  readonly name: string;
  readonly form: Form;
  readonly fixed?: FixedValue;
  /**
   * Of client authentication: the value with which a client may also come without a certificate.
   * None: the product can't.
   */
  readonly optional?: FixedValue;
  /** Every value that the product takes in these versions; absent where any text is one. */
  readonly allowed?: readonly FixedValue[];
  /** Words that follow the value: `listen 443 ssl`. */
  readonly suffix?: readonly string[];
  /** Of a `url`: `rediss`. None: `https`. */
  readonly scheme?: string;
  /**
   * Characters at which the product takes a text apart: each is written with a backslash before it,
   * as the backslash is.
   */
  readonly escapes?: string;
  /**
   * Releases of these versions, for a sentence, that refuse a DNS name without a dot, or whose last
   * label is not all letters.
   */
  readonly qualifiedNamesIn?: string;
  /** The product splits what it dials at the colon. */
  readonly refusesIpv6?: boolean;
  readonly source: string;
}

export type FixedValue = boolean | number | string | readonly string[];

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
  /** Only where its key comes from there; none: from anywhere. */
  readonly container?: KeyContainer;
  readonly keyTypes: readonly KeyType[];
  readonly source: string;
}

/**
 * What reads a product's key and certificates: what it takes was measured, or read in its source.
 */
export const LOADER_NAMES = [
  ...(['netty', 'logstash-tcp', 'manticore', 'jruby-openssl'] as const),
  ...(['elasticsearch', 'beats', 'openssl'] as const),
] as const;
export type LoaderName = (typeof LOADER_NAMES)[number];

/**
 * What a client dials that speaks none of the servers' languages, as curl: any server will do to
 * look at TLS.
 */
export const ANY_PROTOCOL = '*';

/**
 * Stands for the name of a host's folder in an install folder: one host may hold several ends of
 * links.
 */
export const FOLDER_PLACEHOLDER = '{{folder}}';

/**
 * What a file is to the host: it decides owner, mode, which lines name it and which checks can run.
 */
export const HOST_FILE_KINDS = [
  'key',
  'certificate',
  'trust',
  'key-store',
  'trust-store',
  'snippet',
  'secrets',
  'further-file',
  'installed-further-file',
] as const;
export type HostFileKind = (typeof HOST_FILE_KINDS)[number];

export const PLATFORMS: readonly Platform[] = ['linux', 'windows'];

export interface Product {
  /** As typed: `heartbeat`. */
  readonly name: string;
  readonly title: string;
  readonly platform: Platform;
  /**
   * Where its files live, with forward slashes and none at the end; may hold FOLDER_PLACEHOLDER:
   * ask `installFolderOf`.
   */
  readonly installFolder: string;
  /** The file that the snippet is merged into. */
  readonly configFile: string;
  /** The snippet's own name in a kit. */
  readonly snippetFile: string;
  /** The systemd unit or Windows service; none for a program that people start. */
  readonly service?: string;
  /** The executable, as typed on its host. */
  readonly program: string;
}

/**
 * Owner, group and modes of the installed files; modes are octal text such as `0640`. Linux only.
 */
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

/**
 * A command that validates an installation, with what each answer means. Its text may name
 * COMMAND_NAMES.
 */
export interface Check extends VersionRange {
  /** On the product's own host, or on the host of a client that dials it. */
  readonly runOn: 'self' | 'client';
  readonly when: 'before-restart' | 'after-restart';
  readonly platform?: Platform;
  /** Only where the server treats clients so; none: always. */
  readonly clientAuthentication?: ClientAuthentication;
  /**
   * Kinds of files that the folder needs for it: a command for stores is no use where there are PEM
   * files. Empty: none.
   */
  readonly with: readonly HostFileKind[];
  /** Kinds of files with which another check takes its place. */
  readonly without: readonly HostFileKind[];
  /** One line above the command, ending in a colon. */
  readonly purpose: string;
  readonly command: string;
  /** The command is repeated for every name that is dialled; else it gets the first of them. */
  readonly forEachHost: boolean;
  readonly answers: readonly CheckAnswer[];
  readonly note?: string;
}

/**
 * How secrets get into the product's own keystore: commands once before, for each variable, and
 * once after.
 */
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

/**
 * How a product comes to use files that were replaced: it notices them while it runs, it is told to
 * read them, it has to start again, or nothing runs and the next start reads them.
 */
export const UPTAKE_WAYS = ['itself', 'reload', 'restart', 'next-start'] as const;
export type UptakeWay = (typeof UPTAKE_WAYS)[number];

/** What makes the product use files that were replaced. Its texts may name PRODUCT_NAMES. */
export interface RenewalRule extends VersionRange {
  readonly by: UptakeWay;
  /** Of a reload: the line that tells it. A restart is that of the platform. */
  readonly command?: string;
  /** When it reads them, whatever is done then. */
  readonly sentence: string;
  readonly source: string;
}

/** How a product is told of a CRL (PEM), and of which CAs it asks one. */
export interface CrlRule {
  /** The setting that names the file. */
  readonly name: string;
  /** Another one, which has to be on beside it. */
  readonly beside?: string;
  /** Of every CA of the chain, its root too, all in that file; else of the one that issued. */
  readonly ofEveryCa: boolean;
  readonly source: string;
}

/** Names of which the product's own data suffices. */
export const PRODUCT_NAMES = ['name', 'title', 'program', 'service', 'configFile'] as const;
export type ProductName = (typeof PRODUCT_NAMES)[number];

/**
 * Names that the texts above may hold as `{{name}}`; values are quoted for the host's shell where a
 * command is meant. Files are the installed ones, but for the secrets file, which is named as it
 * lies in the folder; passwords are the names of their variables. `curlCertificate` and
 * `curlKeyStore` are what curl's `--cert` takes, which ends a name at the colon. `entry` is the
 * name under which a secret belongs into the product's keystore.
 */
export const COMMAND_NAMES = [
  ...PRODUCT_NAMES,
  'snippetFile',
  'installFolder',
  'trustAnchors',
  'certificate',
  'privateKey',
  'curlCertificate',
  'keyStore',
  'curlKeyStore',
  'keyStorePassword',
  'trustStore',
  'trustStorePassword',
  'host',
  'port',
  'endpoint',
  'url',
  'variable',
  'entry',
  'secretsFile',
  'installedSecrets',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** A further file of the snippet, such as a role mapping. */
export interface FurtherFile {
  /** Its name in the host's folder. */
  readonly file: string;
  /** Its text, in the product's folder of templates. */
  readonly frame: string;
  /** What to do with it, for the page of a kit. */
  readonly use: string;
  /** Whether it is installed beside the certificates; else it is merged or copied by hand. */
  readonly isInstalled: boolean;
  /** The setting with which the frame names the installed file; only for encryption. */
  readonly setting?: string;
  /** Only where messages are encrypted. */
  readonly forEncryption: boolean;
}

/**
 * One end of a link: what a product is in one role and protocol. A folder of templates holds one or
 * more of them.
 */
export const DESCRIBED_RUNTIMES = ['go', 'beats', 'jdk', 'openssl', 'node', 'python'] as const;
export type Runtime = (typeof DESCRIBED_RUNTIMES)[number];

export interface Descriptor {
  readonly title: string;
  /** Tells the ends of one folder apart: `redis`. The first end of a product may have none. */
  readonly end?: string;
  /** An address that may hold `{{name}}`. */
  readonly documentation: string;
  readonly role: 'client' | 'server';
  /**
   * Protocols that a client speaks, ANY_PROTOCOL for one that only looks at TLS; empty for a
   * server.
   */
  readonly dials: readonly string[];
  /** Protocols that a server understands; empty for a client. */
  readonly accepts: readonly string[];
  readonly syntax: SyntaxName;
  /** The place of the settings in the config: `['output', 'logstash']`. */
  readonly block: readonly string[];
  /** The file with the text around the settings. */
  readonly frame: string;
  readonly furtherFiles: readonly FurtherFile[];
  /** The role that the other end has ready for it, where there is one. */
  readonly knownAs?: string;
  /** Files may live below this folder only; none: anywhere. */
  readonly installWithin?: string;
  /**
   * What verifies the other end's certificate, where it is one of those whose rules are known
   * (`checks/runtime`).
   */
  readonly runtime?: Runtime;
  /** What reads its files, where it is one whose limits are known (`checks/loading/loaders`). */
  readonly loader?: LoaderName;
  /**
   * Whether it sends its own certificate alone: then the other end has to know the intermediates.
   */
  readonly sendsOnlyFirstCertificate: boolean;
  /** Whether each end both dials and is dialled, with one certificate, as nodes of a cluster do. */
  readonly servesAndDials: boolean;
  /** Whether the frame can encrypt or decrypt the messages themselves. */
  readonly encryptsMessages: boolean;
  readonly defaultPort: number;
  /** Versions in which the product exists at all. */
  readonly versions: VersionRange;
  readonly settings: readonly SettingRule[];
  /** None: it asks no CRL. */
  readonly crl?: CrlRule;
  readonly keys: readonly KeyRule[];
  readonly signatures: readonly SignatureRule[];
  readonly products: readonly Product[];
  readonly permissions?: Permissions;
  /** Whether the snippet is a file of its own, and not a part of one that the product has. */
  readonly isWholeFile: boolean;
  /** What to mind while merging the snippet. */
  readonly mergeNote?: string;
  readonly checks: readonly Check[];
  readonly secretStores: readonly SecretStore[];
  readonly restarts: readonly RestartRule[];
  readonly renewals: readonly RenewalRule[];
  readonly sources: readonly string[];
}
