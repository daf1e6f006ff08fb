// Every TLS setting that a product has, also those that no snippet of ours sets: the form of
// `templates/<product>/settings.json`. For the judges of configs that people bring.
import type { Meaning, SettingRule } from '../descriptor/form.js';
import type { StackVersion, VersionRange } from '../stack-version.js';
import { isWithin } from '../stack-version.js';
import type { Target } from '../target.js';

export const SETTINGS_FILE = 'settings.json';

/** What settings are for that no snippet of ours sets. */
export const FURTHER_MEANINGS = [
  'protocols',
  'maximum-protocol',
  'ciphers',
  'ca-fingerprint',
  'trust-folder',
  'crl',
  'verify-depth',
  // a file that holds the password of the key
  'private-key-password-file',
  // a file that has to be there, and that says nothing of the link
  'further-file',
  'server-name',
  'listen-address',
] as const;
export type ConfigMeaning = Meaning | (typeof FURTHER_MEANINGS)[number];

/** What the values of these meanings come to, whatever a product calls them. */
export interface MeantValues {
  enabled: 'on' | 'off';
  /** `unverified`: one is asked for, and any will do. */
  'client-authentication': 'required' | 'optional' | 'unverified' | 'none';
  /** `certificate`: the chain, and no name. */
  verification: 'full' | 'certificate' | 'none';
}

/** `list`: each of them counts. */
export type Repetition = 'refused' | 'last' | 'list';

export interface KnownSetting extends VersionRange {
  /** Relative to the block of the end; in YAML dotted. */
  readonly name: string;
  /** None: it is known, and nothing follows from it. */
  readonly meaning?: ConfigMeaning;
  /**
   * Every text that the product takes, with what it comes to: `{"force_peer": "required"}`. None:
   * any text. Of a list each of its items.
   */
  readonly values?: Readonly<Record<string, string>>;
  /** The values hold whatever their case. */
  readonly ignoresCase?: boolean;
  /** The product looks at it where these hold, and else not even whether its file is there. */
  readonly lookedAtWhen?: readonly Condition[];
  /** How many values the product takes. */
  readonly atMost?: number;
  /** What the product does where this one stands twice, if that is not what the end does. */
  readonly repeated?: Repetition;
  /** What to write in its place in versions beyond `to`, or where it is deprecated. */
  readonly replacedBy?: string;
  /** How its value is written there where that is another: `{"force_peer": "required"}`. */
  readonly replacedValues?: Readonly<Record<string, string>>;
  /** Works, and the product says that it will go. */
  readonly deprecatedFrom?: string;
  /** Holds a secret: it has no business in the file in clear text. */
  readonly isSecret?: boolean;
  readonly source: string;
}

/** One thing that holds of a config, or does not; names are those of settings. */
export type Condition =
  | { readonly set: string }
  | { readonly unset: string }
  /** At least one of them; `ssl.*` is any that begins so. */
  | { readonly any: readonly string[] }
  | { readonly none: readonly string[] }
  /** What the setting of that meaning comes to, its default included. */
  | { readonly meaning: ConfigMeaning; readonly is: readonly string[] }
  /** The scheme of a host that is dialled; empty where it is written without one. */
  | { readonly scheme: readonly string[] };

/** What an end does where no setting of that meaning is there: the first whose conditions hold. */
export interface DefaultValue extends VersionRange {
  readonly meaning: ConfigMeaning;
  readonly value: string;
  readonly when?: readonly Condition[];
  readonly source: string;
}

/** How to mend it: one change of one setting. */
export type Change =
  | { readonly remove: string }
  | { readonly add: string; readonly value: ChangeValue }
  | { readonly replace: string; readonly value: ChangeValue };
export type ChangeValue = boolean | number | string | readonly string[];

/** What a product itself refuses, or passes over in silence, when it is started. */
export interface StartRule extends VersionRange {
  readonly code: 'excluded-settings' | 'missing-setting' | 'useless-setting';
  readonly severity: 'error' | 'warning' | 'info';
  /** All of them hold. */
  readonly when: readonly Condition[];
  /** The settings that it is told at: the first that is there. */
  readonly at: readonly string[];
  /** A sentence without its subject's file: `ssl_key is needed beside ssl_certificate`. */
  readonly message: string;
  readonly changes: readonly Change[];
  readonly source: string;
}

/** What a product does with its settings otherwise than most. */
export const TRAITS = [
  // It knows its settings in any case.
  'names-in-any-case',
  // An address that is dialled may be a port alone, of this machine.
  'ports-alone',
  // An address that is dialled has the port of its scheme, where it names none.
  'addresses-are-urls',
  // A word beside the port switches TLS on.
  'tls-beside-port',
  // Its password file has one a line, of which any will do; that of others is one password.
  'passwords-by-line',
  // What names a certificate may name a store.
  'stores-as-certificates',
  // It trusts whom any of its settings names, and not the last alone.
  'trusts-every-setting',
  // It compares the names that it is told to, and never what it dials.
  'compares-named-only',
  // It may be told to take the certificates that stand in its file of CAs, and no other.
  'pins-peers',
  // Words of a setting of OpenSSL's options switch versions of TLS off.
  'versions-by-options',
] as const;
export type Trait = (typeof TRAITS)[number];

export interface KnownEnd {
  /** Of the descriptor; the first end of a product may have none. */
  readonly end?: string;
  /** The version with which it came, where older ones have no such thing. */
  readonly from?: string;
  /** A pattern: a name like this is about TLS, and unknown where the list does not have it. */
  readonly tlsNames: string;
  /** Names that `tlsNames` fits and that are none of its business. */
  readonly otherNames?: string;
  /** What the product does with a name that it does not know. */
  readonly unknown: 'refused' | 'ignored';
  /** What it does where one setting stands twice. */
  readonly repeated: Repetition;
  readonly traits?: readonly Trait[];
  readonly settings: readonly KnownSetting[];
  readonly defaults: readonly DefaultValue[];
  readonly rules: readonly StartRule[];
}

/** The ends of a file. Whether it is right is said by a test. */
export function parseKnownEnds(text: string): KnownEnd[] {
  return (JSON.parse(text) as { ends: KnownEnd[] }).ends;
}

/**
 * Every setting of an end under that name, those of the descriptor with those that only this file
 * has; what the file says of a name goes before the descriptor.
 */
export function settingsCalled(
  { descriptor }: Target,
  known: KnownEnd,
  name: string,
): KnownSetting[] {
  const own = known.settings.filter((one) => one.name === name);
  return own.length > 0 ? own : descriptor.settings.filter((one) => one.name === name).map(knownOf);
}

/** What a snippet of ours writes means what it is written for. */
function knownOf({ name, meaning, source, from, to, fixed, optional }: SettingRule): KnownSetting {
  const values = {
    ...(fixed !== undefined && { [String(fixed)]: FIXED[meaning] ?? String(fixed) }),
    ...(optional !== undefined && { [String(optional)]: 'optional' }),
  };
  return {
    name,
    meaning,
    source,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(meaning in FIXED && fixed !== undefined && { values }),
  };
}

const FIXED: Partial<Record<Meaning, string>> = {
  enabled: 'on',
  'client-authentication': 'required',
  verification: 'full',
};

/** The names that the product has in that version, for who looks for the nearest. */
export function namesIn({ descriptor }: Target, known: KnownEnd, version: StackVersion): string[] {
  const all = [...known.settings, ...descriptor.settings];
  return [...new Set(all.filter((one) => isWithin(version, one)).map(({ name }) => name))];
}
