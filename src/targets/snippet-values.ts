// What a snippet is made from, as the values that its settings take, and the same facts out of a config that was read. For snippet.ts.
import type { Meaning, SettingRule } from './descriptor-form.js';
import type { Endpoint } from './endpoint.js';
import { formatEndpoint, formatHost, parseEndpoint } from './endpoint.js';
import type { SettingValue, VariableReference, WritableValue } from './setting.js';
import { isVariable } from './setting.js';

/** What a client dials, in order, IPv6 without brackets; a server makes no use of `hosts`. */
interface Place {
  readonly hosts: readonly string[];
  readonly port: number;
}

/** Paths are those on the product's host; secrets are names of variables, never values. */
export interface PemFiles {
  readonly certificate: string;
  readonly privateKey: string;
  readonly trustAnchors: string;
  /** Only for an encrypted key: a password for a plain one makes Logstash fail. Measured with Netty 4.1.48 to 4.1.129. */
  readonly privateKeyPasswordVariable?: string;
}

/** PKCS#12 files: trust in a store, in a PEM file, or both, as the product reads it. */
export interface StoreFiles {
  readonly keyStore: string;
  readonly keyStorePasswordVariable: string;
  readonly trustStore?: string;
  readonly trustStorePasswordVariable?: string;
  readonly trustAnchors?: string;
}

/** One more step of authentication above TLS, for products that have it. */
export interface Login {
  readonly user?: string;
  readonly userPasswordVariable?: string;
}

export type SnippetValues = Place & Login & (PemFiles | StoreFiles);

/** The value of one setting, undefined where nothing at hand has that meaning: then the snippet goes without it. */
export function valueOf(rule: SettingRule, values: SnippetValues): WritableValue | undefined {
  if (rule.fixed !== undefined) {
    return rule.form === 'keyword' ? { keyword: String(rule.fixed) } : rule.fixed;
  }
  if (rule.meaning === 'hosts') return hostsValue(rule, values);
  if (rule.meaning === 'port') return values.port;
  const given = givenValues(values).get(rule.meaning);
  if (given === undefined) return undefined;
  return rule.form === 'string-list' ? [given] : given;
}

function hostsValue({ form }: SettingRule, { hosts, port }: Place): WritableValue {
  const endpoints = hosts.map((host) => formatEndpoint(host, port));
  if (form === 'url-list') return endpoints.map((endpoint) => `https://${endpoint}`);
  if (form === 'endpoint-list') return endpoints;
  if (form === 'endpoint') return endpoints[0] ?? '';
  return form === 'host-list' ? hosts.map(formatHost) : (hosts[0] ?? '');
}

/** Files, names and secrets by meaning. */
export function givenValues(snippet: SnippetValues): Map<Meaning, string | VariableReference> {
  const values: Partial<PemFiles & StoreFiles> & Login = snippet;
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
  ];
  for (const [meaning, path] of files)
    if (path !== undefined) given.set(meaning, forwardSlashes(path));
  if (values.user !== undefined) given.set('user', values.user);
  for (const [meaning, variable] of secrets)
    if (variable !== undefined) given.set(meaning, { variable });
  return given;
}

/** Windows takes both kinds of slashes and config languages trip over one; elsewhere a backslash is part of a file's name. */
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
}

/** The facts in settings that were read; of a setting that stands twice the last counts. */
export function factsOf(
  meanings: readonly { readonly meaning: Meaning; readonly value: SettingValue }[],
): SnippetFacts {
  const values = new Map(meanings.map(({ meaning, value }) => [meaning, value]));
  const facts: { -readonly [K in keyof SnippetFacts]: SnippetFacts[K] } = {
    endpoints: textsOf(values.get('hosts')).map(parseEndpoint),
    trustAnchors: textsOf(values.get('trust-anchors')),
  };
  const port = Number(values.get('port'));
  if (values.has('port') && Number.isInteger(port)) facts.port = port;
  const texts = [
    ['user', 'user'],
    ['certificate', 'certificate'],
    ['private-key', 'privateKey'],
    ['key-store', 'keyStore'],
    ['trust-store', 'trustStore'],
  ] as const;
  for (const [meaning, fact] of texts) {
    const [text] = textsOf(values.get(meaning));
    if (text !== undefined) facts[fact] = text;
  }
  const secrets = [
    ['private-key-password', 'privateKeyPasswordVariable'],
    ['key-store-password', 'keyStorePasswordVariable'],
    ['trust-store-password', 'trustStorePasswordVariable'],
    ['user-password', 'userPasswordVariable'],
  ] as const;
  for (const [meaning, fact] of secrets) {
    const secret = values.get(meaning);
    if (isVariable(secret)) facts[fact] = secret.variable;
  }
  return facts;
}

/** The texts of a value that products take as one text or as a list; anything else, and an empty text, has none. */
export function textsOf(value: SettingValue | undefined): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item): item is string => typeof item === 'string' && item !== '');
}
