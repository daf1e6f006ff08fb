// What a snippet is made from, as the values that its settings take, and the same facts out of a
// config that was read. For snippet.ts.
import type {
  ClientAuthentication,
  CrlRule,
  FixedValue,
  Meaning,
  SettingRule,
} from '../descriptor/form.js';
import { withEscapes } from './escaped-value.js';
import type { Endpoint } from './endpoint.js';
import { formatEndpoint, formatHost, parseEndpoint } from './endpoint.js';
import type { SettingValue, VariableReference, WritableScalar, WritableValue } from './setting.js';
import { isVariable } from './setting.js';

/** What a client dials, in order, IPv6 without brackets; a server makes no use of `hosts`. */
interface Place {
  readonly hosts: readonly string[];
  readonly port: number;
}

interface Policy {
  /** None: required. */
  readonly clientAuthentication?: ClientAuthentication | undefined;
  /** How the product is told of a CRL, and the file on its host. */
  readonly crl?: (CrlRule & { readonly file: string }) | undefined;
  /** Only where the messages themselves are encrypted. */
  readonly messageEncryption?:
    | {
        readonly keyVariable: string;
        /** Where the product finds the script, without a slash at the end. */
        readonly installFolder: string;
      }
    | undefined;
}

/** Paths are those on the product's host; secrets are names of variables, never values. */
export interface PemFiles {
  readonly certificate: string;
  readonly privateKey: string;
  readonly trustAnchors: string;
  /**
   * Only for an encrypted key: a password for a plain one makes Logstash fail. Measured with Netty
   * 4.1.48 to 4.1.129.
   */
  readonly privateKeyPasswordVariable?: string | undefined;
}

/** PKCS#12 files: trust in a store, in a PEM file, or both, as the product reads it. */
export interface StoreFiles {
  readonly keyStore: string;
  readonly keyStorePasswordVariable: string;
  readonly trustStore?: string | undefined;
  readonly trustStorePasswordVariable?: string | undefined;
  readonly trustAnchors?: string | undefined;
}

/** One more step of authentication above TLS, for products that have it. */
export interface Login {
  readonly user?: string | undefined;
  readonly userPasswordVariable?: string | undefined;
}

export type SnippetValues = Place & Policy & Login & (PemFiles | StoreFiles);

/**
 * The value of one setting, undefined where nothing at hand has that meaning: then the snippet goes
 * without it.
 */
export function valueOf(rule: SettingRule, values: SnippetValues): WritableValue | undefined {
  const value = ownValueOf(rule, values);
  if (value === undefined || rule.suffix === undefined) return value;
  const first = isList(value) ? value : [value];
  return [...first, ...rule.suffix.map((keyword) => ({ keyword }))];
}

function isList(value: WritableValue): value is readonly WritableScalar[] {
  return Array.isArray(value);
}

function ownValueOf(rule: SettingRule, values: SnippetValues): WritableValue | undefined {
  const { meaning, form, fixed, optional } = rule;
  const isOptional =
    meaning === 'client-authentication' && values.clientAuthentication === 'optional';
  const written = isOptional ? optional : fixed;
  if (written !== undefined) return form === 'keyword' ? { keyword: String(written) } : written;
  if (NAMES_OF_MEANING[meaning]) return namesValue(rule, values);
  if (meaning === 'port') return values.port;
  if (meaning === 'link-name')
    return `tlsmith-${formatEndpoint(values.hosts[0] ?? '', values.port)}`;
  const given = givenValues(values).get(meaning);
  // What stands in the product's keystore stands nowhere else.
  if (given === undefined || form === 'secure') return undefined;
  if (rule.escapes !== undefined && typeof given === 'string') {
    return withEscapes(given, rule.escapes);
  }
  if (form === 'env-name' && typeof given === 'object') return `env:${given.variable}`;
  return form === 'string-list' ? [given] : given;
}

/** What of the dialled names and addresses a meaning is about. */
const NAMES_OF_MEANING: Partial<Record<Meaning, (hosts: readonly string[]) => readonly string[]>> =
  {
    hosts: (hosts) => hosts,
    'own-names': (hosts) => hosts,
    'peer-names': (hosts) => hosts.filter((host) => !isAddress(host)),
    // beside a name an address would be a second demand, or none at all, as the version of the
    // product has it
    'peer-addresses': (hosts) => (hosts.every(isAddress) ? hosts : []),
  };

/** Hosts have been checked before: what looks like an address is one. */
export function isAddress(host: string): boolean {
  return host.includes(':') || /^\d+(?:\.\d+){3}$/.test(host);
}

function namesValue(rule: SettingRule, { hosts, port }: Place): WritableValue | undefined {
  const names = NAMES_OF_MEANING[rule.meaning]?.(hosts) ?? [];
  const [layout = '', list] = rule.form.split('-');
  const texts = names.map((name) => nameText(layout, name, port, rule.scheme));
  if (rule.meaning === 'hosts') return list === undefined ? (texts[0] ?? '') : texts;
  return list === undefined || texts.length === 0 ? texts[0] : texts;
}

function nameText(layout: string, name: string, port: number, scheme = 'https'): string {
  if (layout === 'name') return name;
  if (layout === 'host') return formatHost(name);
  const endpoint = formatEndpoint(name, port);
  return layout === 'url' ? `${scheme}://${endpoint}` : endpoint;
}

type AnyFiles = { [F in keyof (PemFiles & StoreFiles)]?: string | undefined };

/** Files, names and secrets by meaning. */
export function givenValues(snippet: SnippetValues): Map<Meaning, string | VariableReference> {
  const values: AnyFiles & Login & Policy = snippet;
  const given = new Map<Meaning, string | VariableReference>();
  const files: [Meaning, string | undefined][] = [
    ['certificate', values.certificate],
    ['private-key', values.privateKey],
    ['trust-anchors', values.trustAnchors],
    ['key-store', values.keyStore],
    ['trust-store', values.trustStore],
  ];
  const secrets: [Meaning, string | undefined][] = [
    ['private-key-password', values.privateKeyPasswordVariable],
    ['key-store-password', values.keyStorePasswordVariable],
    ['trust-store-password', values.trustStorePasswordVariable],
    ['user-password', values.userPasswordVariable],
    ['message-key', values.messageEncryption?.keyVariable],
  ];
  for (const [meaning, path] of files)
    if (path !== undefined) given.set(meaning, forwardSlashes(path));
  if (values.user !== undefined) given.set('user', values.user);
  for (const [meaning, variable] of secrets)
    if (variable !== undefined) given.set(meaning, { variable });
  return given;
}

/**
 * Windows takes both kinds of slashes and config languages trip over one; elsewhere a backslash is
 * part of a file's name.
 */
function forwardSlashes(path: string): string {
  return /^(?:[A-Za-z]:|\\\\)/.test(path) ? path.replaceAll('\\', '/') : path;
}

/** What a config says, as far as it says it without variables that only the product can resolve. */
export interface SnippetFacts {
  readonly endpoints: readonly Endpoint[];
  readonly port?: number;
  readonly certificate?: string;
  readonly privateKey?: string;
  readonly trustAnchors: readonly string[];
  readonly privateKeyPasswordVariable?: string;
  readonly keyStore?: string;
  readonly keyStorePasswordVariable?: string;
  readonly trustStore?: string;
  readonly trustStorePasswordVariable?: string;
  readonly user?: string;
  readonly userPasswordVariable?: string;
  readonly messageKeyVariable?: string;
  /** Absent where the config asks for no certificate, or does not say. */
  readonly clientAuthentication?: ClientAuthentication;
}

/** One setting with its meaning and, where known, the rule of the product that it follows. */
interface ReadFact {
  readonly meaning: Meaning;
  readonly value: SettingValue;
  readonly rule?: SettingRule;
}

/** The facts in settings that were read; of a setting that stands twice the last counts. */
export function factsOf(meanings: readonly ReadFact[]): SnippetFacts {
  const values = new Map(meanings.map(({ meaning, value }) => [meaning, value]));
  const authentication = meanings.findLast(({ meaning }) => meaning === 'client-authentication');
  const demanded = authentication && demandOf(authentication);
  const port = portOf(values.get('port'));
  const endpoints = textsOf(values.get('hosts')).map(parseEndpoint);
  const facts: { -readonly [K in keyof SnippetFacts]: SnippetFacts[K] } = {
    endpoints:
      port === undefined ? endpoints : endpoints.map((endpoint) => ({ port, ...endpoint })),
    trustAnchors: textsOf(values.get('trust-anchors')),
  };
  if (port !== undefined) facts.port = port;
  if (demanded !== undefined) facts.clientAuthentication = demanded;
  for (const [meaning, fact] of TEXT_FACTS) {
    const [text] = textsOf(values.get(meaning));
    if (text !== undefined) facts[fact] = text;
  }
  for (const [meaning, fact] of SECRET_FACTS) {
    const variable = variableIn(values.get(meaning));
    if (variable !== undefined) facts[fact] = variable;
  }
  return facts;
}

const TEXT_FACTS = [
  ['user', 'user'],
  ['certificate', 'certificate'],
  ['private-key', 'privateKey'],
  ['key-store', 'keyStore'],
  ['trust-store', 'trustStore'],
] as const;

const SECRET_FACTS = [
  ['private-key-password', 'privateKeyPasswordVariable'],
  ['key-store-password', 'keyStorePasswordVariable'],
  ['trust-store-password', 'trustStorePasswordVariable'],
  ['user-password', 'userPasswordVariable'],
  ['message-key', 'messageKeyVariable'],
] as const;

/** A port may have words behind it, and some languages know only text. */
function portOf(value: SettingValue | undefined): number | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const port = typeof first === 'string' && /^\d{1,5}$/.test(first) ? Number(first) : first;
  return typeof port === 'number' && Number.isInteger(port) ? port : undefined;
}

function variableIn(value: SettingValue | undefined): string | undefined {
  if (isVariable(value)) return value.variable;
  return typeof value === 'string' ? /^env:(\w+)$/.exec(value)?.[1] : undefined;
}

function demandOf({ value, rule }: ReadFact): ClientAuthentication | undefined {
  const is = (expected: FixedValue | undefined) =>
    expected !== undefined && JSON.stringify(value) === JSON.stringify(expected);
  if (is(rule?.optional)) return 'optional';
  return is(rule?.fixed) ? 'required' : undefined;
}

/**
 * The texts of a value that products take as one text or as a list; anything else, and an empty
 * text, has none.
 */
export function textsOf(value: SettingValue | undefined): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item): item is string => typeof item === 'string' && item !== '');
}
