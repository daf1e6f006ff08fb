// The form of the files in a folder of templates, for those that somebody else has written: loaded
// only where there are some.
import * as v from 'valibot';
import { KEY_TYPES } from '../../ports.js';
import { quote } from '../../quote.js';
import { faultOfNames } from '../snippet/frame.js';
import { SYNTAX_NAMES } from '../syntax/syntaxes.js';
import { KNOWN_STACK_VERSIONS, isKnownVersionText, isWithin } from '../stack-version.js';
import type { WrittenEnd } from './descriptor.js';
import {
  ANY_PROTOCOL,
  CLIENT_AUTHENTICATIONS,
  COMMAND_NAMES,
  DESCRIBED_RUNTIMES,
  FOLDER_PLACEHOLDER,
  FORMS,
  HOST_FILE_KINDS,
  KEY_CONTAINERS,
  LOADER_NAMES,
  MEANINGS,
  PLATFORMS,
  PRODUCT_NAMES,
  UPTAKE_WAYS,
} from './form.js';
import type { WrittenRefusal } from './refusal.js';

/** The first fault of a value: the keys and indices that lead to it, and what is wrong there. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

export type Schema<T> = v.GenericSchema<unknown, T>;

/** A misspelt key comes before all others: what it was to say is missing, too. */
export function formFault<T>(schema: Schema<T>, value: unknown): Fault | undefined {
  const { issues = [] } = v.safeParse(schema, value);
  const issue = issues.find(isUnknownKey) ?? issues[0];
  return (
    issue && { path: issue.path?.map(({ key }) => key as string) ?? [], reason: issue.message }
  );
}

const isUnknownKey = ({ expected }: v.BaseIssue<unknown>) => expected === 'never';

/** An object with no other keys than these. */
function object<const T extends v.ObjectEntries>(entries: T) {
  return v.pipe(
    v.custom<object>(
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      'it is no object',
    ),
    v.strictObject(entries, (issue) =>
      isUnknownKey(issue) ? 'the key is unknown here' : 'it is missing',
    ),
  );
}

function list<T>(item: Schema<T>) {
  return v.array(item, 'it is no list');
}

function filledList<T>(item: Schema<T>) {
  return v.pipe(list(item), v.minLength(1, 'the list is empty'));
}

/** At least one character, and one line only. */
const text = v.pipe(
  v.string('it is no text'),
  v.nonEmpty('it is no text'),
  v.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'it holds a control character'),
);

function textLike(pattern: RegExp, form: string) {
  return v.pipe(
    text,
    v.regex(pattern, ({ input }) => `${quote(input)} is not ${form}`),
  );
}

/** Text that may hold these as `{{names}}`. */
function templateOf(names: readonly string[]) {
  return v.pipe(
    text,
    v.rawCheck(({ dataset, addIssue }) => {
      const message = dataset.typed && faultOfNames(dataset.value, names);
      if (message) addIssue({ message });
    }),
  );
}

const template = templateOf(COMMAND_NAMES);
const productTemplate = templateOf(PRODUCT_NAMES);

function oneOf<const T extends string>(words: readonly T[]) {
  return v.picklist(words, ({ input }) =>
    typeof input === 'string' ? `${quote(input)} is none of ${words.join(', ')}` : 'it is no text',
  );
}

const flag = v.boolean('it is neither true nor false');
const port = v.pipe(
  v.number('it is no whole number from 1 to 65535'),
  v.check(
    (value) => Number.isInteger(value) && value >= 1 && value <= 65535,
    'it is no whole number from 1 to 65535',
  ),
);
const platform = oneOf(PLATFORMS);
const targetName = textLike(/^[a-z][a-z0-9-]*$/, 'a target name');
const settingName = textLike(/^-{0,2}[A-Za-z_][\w.-]*$/, 'a setting name');
const fileName = textLike(/^[A-Za-z0-9][\w.-]*$/, 'a file name');

/** A file in a host's folder: what every such folder may hold is taken. */
const TAKEN_FILES = ['ca.crt', 'secrets.env', 'keystore.p12', 'truststore.p12'];
const ownFileName = v.pipe(
  fileName,
  v.check((name) => !TAKEN_FILES.includes(name.toLowerCase()), 'that name is taken'),
);

// Names and places enter comments and shell lines, so they hold neither variables nor quotes.
const PLACE = /^(?:\/|[A-Z]:\/)[^"'`$\\{}]*[^"'`$\\{}/]$/;
const PLAIN = /^[^"'`$\\{}]+$/;
const PLACE_FORM = 'an absolute path with forward slashes';
const place = textLike(PLACE, PLACE_FORM);

/** A place in which the placeholder may stand for one whole step of the path. */
const installFolder = v.pipe(
  text,
  v.check(
    (path) => {
      const steps = path.split('/').map((step) => (step === FOLDER_PLACEHOLDER ? 'folder' : step));
      return PLACE.test(steps.join('/'));
    },
    ({ input }) => `${quote(input)} is not ${PLACE_FORM}`,
  ),
);

const version = v.pipe(text, v.check(isKnownVersionText, 'it is no known version such as 8.12'));
const RANGE = { from: v.exactOptional(version), to: v.exactOptional(version) };

/** An object of these keys and `from` and `to`. */
function ranged<const T extends v.ObjectEntries>(entries: T) {
  return v.pipe(
    object({ ...entries, ...RANGE }),
    v.check(
      (range) => KNOWN_STACK_VERSIONS.some((known) => isWithin(known, range)),
      'the first version is later than the last',
    ),
  );
}

const fixedValue = v.union(
  [v.boolean(), v.number(), text, filledList(text)],
  'it does not fit the form',
);

const setting = ranged({
  meaning: oneOf(MEANINGS),
  name: settingName,
  form: oneOf(FORMS),
  fixed: v.exactOptional(fixedValue),
  optional: v.exactOptional(fixedValue),
  allowed: v.exactOptional(filledList(fixedValue)),
  suffix: v.exactOptional(filledList(textLike(/^[a-z0-9_]+$/, 'a plain word'))),
  scheme: v.exactOptional(textLike(/^[a-z][a-z0-9+.-]*$/, 'a scheme')),
  refusesIpv6: v.exactOptional(flag),
  escapes: v.exactOptional(textLike(/^[:;,=@ ]+$/, 'characters that take a text apart')),
  qualifiedNamesIn: v.exactOptional(text),
  source: text,
});

const keyTypes = filledList(oneOf(KEY_TYPES));
const key = ranged({ container: oneOf(KEY_CONTAINERS), keyTypes, source: text });
const signature = ranged({
  container: v.exactOptional(oneOf(KEY_CONTAINERS)),
  keyTypes,
  source: text,
});

const furtherFile = object({
  file: ownFileName,
  frame: fileName,
  use: template,
  isInstalled: flag,
  setting: v.exactOptional(textLike(/^[\w.-]+$/, 'a setting name')),
  forEncryption: flag,
});

const product = object({
  name: targetName,
  title: textLike(PLAIN, 'a plain title'),
  platform,
  installFolder,
  configFile: place,
  snippetFile: ownFileName,
  service: v.exactOptional(textLike(/^[\w@.-]+$/, 'a service name')),
  program: textLike(PLAIN, 'a program'),
});

const account = textLike(/^[a-z_][a-z0-9_-]*$/, 'an account name');
const mode = textLike(/^0[0-7]{3}$/, 'a mode such as 0640');
const permissions = object({
  serviceUser: account,
  owner: account,
  group: account,
  folderMode: mode,
  keyMode: mode,
  certificateMode: mode,
});

const fileKinds = v.exactOptional(filledList(oneOf(HOST_FILE_KINDS)));
const check = ranged({
  runOn: oneOf(['self', 'client']),
  when: oneOf(['before-restart', 'after-restart']),
  platform: v.exactOptional(platform),
  clientAuthentication: v.exactOptional(oneOf(CLIENT_AUTHENTICATIONS)),
  with: fileKinds,
  without: fileKinds,
  purpose: template,
  command: template,
  forEachHost: v.exactOptional(flag),
  answers: filledList(object({ answer: template, meaning: template })),
  note: v.exactOptional(template),
});

const protocols = v.exactOptional(
  filledList(
    v.union([v.literal(ANY_PROTOCOL), textLike(/^[a-z][a-z0-9-]*$/, '')], 'it is no protocol name'),
  ),
);

/** One end of a link, alone in its file or with the fields of the whole. */
export const END: Schema<WrittenEnd> = object({
  title: text,
  end: v.exactOptional(textLike(/^[a-z][a-z0-9-]*$/, 'a name')),
  documentation: v.pipe(template, v.regex(/^https:\/\/\S+$/, 'it is not an https address')),
  role: oneOf(['client', 'server']),
  dials: protocols,
  accepts: protocols,
  syntax: oneOf(SYNTAX_NAMES),
  block: list(textLike(/^[\w.-]+$/, 'a name')),
  frame: v.exactOptional(fileName),
  furtherFiles: v.exactOptional(list(furtherFile)),
  encryptsMessages: v.exactOptional(flag),
  servesAndDials: v.exactOptional(flag),
  isWholeFile: v.exactOptional(flag),
  sendsOnlyFirstCertificate: v.exactOptional(flag),
  runtime: v.exactOptional(oneOf(DESCRIBED_RUNTIMES)),
  loader: v.exactOptional(oneOf(LOADER_NAMES)),
  knownAs: v.exactOptional(textLike(/^[a-z][\w-]*$/, 'a role')),
  installWithin: v.exactOptional(place),
  defaultPort: port,
  versions: ranged({}),
  settings: filledList(setting),
  crl: v.exactOptional(
    object({
      name: settingName,
      beside: v.exactOptional(settingName),
      ofEveryCa: flag,
      source: text,
    }),
  ),
  keys: filledList(key),
  signatures: filledList(signature),
  products: filledList(product),
  permissions: v.exactOptional(permissions),
  mergeNote: v.exactOptional(template),
  checks: list(check),
  secretStores: list(
    object({ platform, before: list(template), each: filledList(template), after: list(template) }),
  ),
  restarts: list(object({ platform, command: template })),
  renewals: list(
    ranged({
      by: oneOf(UPTAKE_WAYS),
      command: v.exactOptional(productTemplate),
      sentence: productTemplate,
      source: text,
    }),
  ),
  sources: filledList(text),
});

/** A descriptor with several ends, as far as it can be judged before they are put together. */
export const ENDS: Schema<readonly object[]> = filledList(v.looseObject({}, 'it is no object'));

export const REFUSALS: Schema<readonly WrittenRefusal[]> = filledList(
  ranged({
    product: targetName,
    servers: v.exactOptional(filledList(targetName)),
    sentence: text,
    instead: filledList(text),
    source: text,
  }),
);
