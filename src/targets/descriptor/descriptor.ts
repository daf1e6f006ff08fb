// Reads and judges `templates/<product>/descriptor.json` completely, so that nothing downstream meets a half-right one. For targets.
import type {
  Check,
  Companion,
  Descriptor,
  Permissions,
  Product,
  RenewalRule,
  RestartRule,
  SecretStore,
} from './form.js';
import {
  ANY_PROTOCOL,
  CLIENT_AUTHENTICATIONS,
  COMMAND_NAMES,
  DESCRIBED_RUNTIMES,
  FOLDER_PLACEHOLDER,
  FRAME_FILE,
  HOST_FILE_KINDS,
  PLATFORMS,
} from './form.js';
import { RANGE_KEYS, keyRule, settingRules, signatureRule, versionRange } from './rules.js';
import { requireOnlyNames } from '../snippet/frame.js';
import { JsonField } from './json-field.js';
import { SYNTAX_NAMES } from '../syntax/syntaxes.js';

export type { Descriptor } from './form.js';

/** What one end says of itself; everything else may also stand once for all ends of the folder. */
const KEYS = [
  ...['title', 'end', 'documentation', 'role', 'dials', 'accepts', 'syntax', 'block', 'frame'],
  ...[
    'companions',
    'encryptsMessages',
    'servesAndDials',
    'isWholeFile',
    'knownAs',
    'installWithin',
    'runtime',
    'sendsOnlyFirstCertificate',
    'defaultPort',
    'versions',
    'settings',
    'keys',
  ],
  ...['signatures', 'products', 'permissions', 'mergeNote', 'checks', 'secretStores', 'restarts'],
  ...['renewals', 'sources'],
];

/**
 * The descriptors that `text` holds: one, or with `ends` one an end, each with the fields of the whole where it has none of its own.
 * Throws `template-invalid` with `details` file, field (`settings[3].name`) and reason; keys that nobody reads are refused like wrong
 * values.
 */
export function parseDescriptors(text: string, file: string): Descriptor[] {
  const root = JsonField.parse(text, file).object(['ends', ...KEYS]);
  const ends = root.get('ends');
  if (!ends.isPresent) return [parseDescriptor(root)];
  const items = ends.filledList();
  const descriptors = items.map((item) => parseDescriptor(item.object(KEYS).over(root)));
  const names = descriptors.map(({ end }) => end);
  items.forEach((item, i) => {
    if (names.indexOf(names[i]) < i) item.get('end').fail('two ends have this name');
  });
  return descriptors;
}

function parseDescriptor(root: JsonField): Descriptor {
  const role = root.get('role').oneOf(['client', 'server'] as const);
  const permissions = root.get('permissions');
  const mergeNote = root.get('mergeNote');
  const frame = root.get('frame');
  const end = root.get('end');
  const companions = root.get('companions');
  const encryptsMessages = root.get('encryptsMessages');
  const servesAndDials = root.get('servesAndDials');
  const isWholeFile = root.get('isWholeFile');
  const onlyFirst = root.get('sendsOnlyFirstCertificate');
  const knownAs = root.get('knownAs');
  const runtime = root.get('runtime');
  const installWithin = root.get('installWithin');
  const descriptor: Descriptor = {
    title: root.get('title').text(),
    ...(end.isPresent ? { end: end.text(/^[a-z][a-z0-9-]*$/, 'a name') } : {}),
    documentation: template(root.get('documentation'), /^https:\/\/\S+$/, 'an https address'),
    role,
    dials: protocols(root.get('dials'), role === 'client'),
    accepts: protocols(root.get('accepts'), role === 'server'),
    syntax: root.get('syntax').oneOf(SYNTAX_NAMES),
    block: root
      .get('block')
      .list()
      .map((word) => word.text(/^[\w.-]+$/, 'a name')),
    frame: frame.isPresent ? fileName(frame) : FRAME_FILE,
    companions: companions.isPresent ? companions.list().map(companion) : [],
    encryptsMessages: encryptsMessages.isPresent && encryptsMessages.flag(),
    servesAndDials: servesAndDials.isPresent && servesAndDials.flag(),
    isWholeFile: isWholeFile.isPresent && isWholeFile.flag(),
    sendsOnlyFirstCertificate: onlyFirst.isPresent && onlyFirst.flag(),
    ...(runtime.isPresent ? { runtime: runtime.oneOf(DESCRIBED_RUNTIMES) } : {}),
    ...(knownAs.isPresent ? { knownAs: knownAs.text(/^[a-z][\w-]*$/, 'a role') } : {}),
    ...(installWithin.isPresent
      ? { installWithin: installWithin.text(PLACE, 'an absolute path with forward slashes') }
      : {}),
    defaultPort: root.get('defaultPort').integer(1, 65535),
    versions: versionRange(root.get('versions').object(['from', 'to'])),
    settings: settingRules(root.get('settings')),
    keys: root.get('keys').filledList().map(keyRule),
    signatures: root.get('signatures').filledList().map(signatureRule),
    products: root.get('products').filledList().map(product),
    ...(permissions.isPresent ? { permissions: permissionsOf(permissions) } : {}),
    ...(mergeNote.isPresent ? { mergeNote: template(mergeNote) } : {}),
    checks: root.get('checks').list().map(check),
    secretStores: root.get('secretStores').list().map(secretStore),
    restarts: root.get('restarts').list().map(restart),
    renewals: root.get('renewals').list().map(renewal),
    sources: root
      .get('sources')
      .filledList()
      .map((source) => source.text()),
  };
  requireWhole(root, descriptor);
  return descriptor;
}

/** What only several fields together can get wrong. */
function requireWhole(root: JsonField, descriptor: Descriptor): void {
  if (descriptor.syntax === 'logstash' && descriptor.block.length !== 2) {
    root.get('block').fail('in this syntax it is a section and a plugin');
  }
  const authentication = descriptor.settings.filter(
    ({ meaning }) => meaning === 'client-authentication',
  );
  if (descriptor.role === 'server' && authentication.length === 0) {
    root.get('settings').fail('a server needs client-authentication: defaults differ');
  }
  const names = descriptor.products.map(({ name }) => name);
  if (new Set(names).size < names.length) root.get('products').fail('a name occurs twice');
  for (const platform of PLATFORMS) {
    const used = descriptor.products.filter((item) => item.platform === platform);
    const hasRestart = descriptor.restarts.some((rule) => rule.platform === platform);
    if (used.some(({ service }) => service !== undefined) && !hasRestart) {
      root.get('restarts').fail(`none for ${platform}`);
    }
    if (used.length > 0 && platform === 'linux' && descriptor.permissions === undefined) {
      root.get('permissions').fail('a product on Linux needs them');
    }
  }
}

function protocols(field: JsonField, isWanted: boolean): string[] {
  if (!isWanted) return field.isPresent ? field.fail('the role has no such list') : [];
  return field
    .filledList()
    .map((word) =>
      word.raw === ANY_PROTOCOL ? ANY_PROTOCOL : word.text(/^[a-z][a-z0-9-]*$/, 'a protocol name'),
    );
}

/** A file beside the descriptor or in a host's folder, never one outside. */
function fileName(field: JsonField): string {
  return field.text(/^[A-Za-z0-9][\w.-]*$/, 'a file name');
}

/** What every host's folder may hold is taken. */
function ownFileName(field: JsonField): string {
  const name = fileName(field);
  return TAKEN_FILES.includes(name.toLowerCase()) ? field.fail('that name is taken') : name;
}

const TAKEN_FILES = ['ca.crt', 'secrets.env', 'keystore.p12', 'truststore.p12'];

function companion(field: JsonField): Companion {
  field.object(['file', 'frame', 'use', 'isInstalled', 'setting', 'forEncryption']);
  const setting = field.get('setting');
  return {
    file: ownFileName(field.get('file')),
    ...(setting.isPresent ? { setting: setting.text(/^[\w.-]+$/, 'a setting name') } : {}),
    frame: fileName(field.get('frame')),
    use: template(field.get('use')),
    isInstalled: field.get('isInstalled').flag(),
    forEncryption: field.get('forEncryption').flag(),
  };
}

// Names and places enter comments and shell lines, so they hold neither variables nor quotes.
const PLACE = /^(?:\/|[A-Z]:\/)[^"'`$\\{}]*[^"'`$\\{}/]$/;

function product(field: JsonField): Product {
  field.object([
    ...[
      'name',
      'title',
      'platform',
      'installFolder',
      'configFile',
      'snippetFile',
      'service',
      'program',
    ],
  ]);
  const form = 'an absolute path with forward slashes';
  const service = field.get('service');
  return {
    name: field.get('name').text(/^[a-z][a-z0-9-]*$/, 'a target name'),
    title: field.get('title').text(/^[^"'`$\\{}]+$/, 'a plain title'),
    platform: field.get('platform').oneOf(PLATFORMS),
    installFolder: installFolder(field.get('installFolder'), form),
    configFile: field.get('configFile').text(PLACE, form),
    snippetFile: ownFileName(field.get('snippetFile')),
    ...(service.isPresent ? { service: service.text(/^[\w@.-]+$/, 'a service name') } : {}),
    program: field.get('program').text(/^[^"'`$\\{}]+$/, 'a program'),
  };
}

/** A place in which the placeholder may stand for one whole step of the path. */
function installFolder(field: JsonField, form: string): string {
  const text = field.text();
  const steps = text.split('/').map((step) => (step === FOLDER_PLACEHOLDER ? 'folder' : step));
  if (!PLACE.test(steps.join('/'))) field.text(PLACE, form);
  return text;
}

function permissionsOf(field: JsonField): Permissions {
  field.object([...['serviceUser', 'owner', 'group', 'folderMode', 'keyMode', 'certificateMode']]);
  const account = (key: string) => field.get(key).text(/^[a-z_][a-z0-9_-]*$/, 'an account name');
  const mode = (key: string) => field.get(key).text(/^0[0-7]{3}$/, 'a mode such as 0640');
  return {
    serviceUser: account('serviceUser'),
    owner: account('owner'),
    group: account('group'),
    folderMode: mode('folderMode'),
    keyMode: mode('keyMode'),
    certificateMode: mode('certificateMode'),
  };
}

/** Text that may hold `{{names}}` of COMMAND_NAMES. */
function template(field: JsonField, pattern?: RegExp, form?: string): string {
  const text = field.text(pattern, form);
  requireOnlyNames(text, COMMAND_NAMES, `${field.file}, field ${field.path}`);
  return text;
}

function check(field: JsonField): Check {
  field.object([
    ...[
      'runOn',
      'when',
      'platform',
      'with',
      'without',
      'clientAuthentication',
      'purpose',
      'command',
      'forEachHost',
      'answers',
      'note',
      ...RANGE_KEYS,
    ],
  ]);
  const platform = field.get('platform');
  const note = field.get('note');
  const forEachHost = field.get('forEachHost');
  const demand = field.get('clientAuthentication');
  return {
    runOn: field.get('runOn').oneOf(['self', 'client'] as const),
    when: field.get('when').oneOf(['before-restart', 'after-restart'] as const),
    ...(platform.isPresent ? { platform: platform.oneOf(PLATFORMS) } : {}),
    ...(demand.isPresent ? { clientAuthentication: demand.oneOf(CLIENT_AUTHENTICATIONS) } : {}),
    with: fileKinds(field.get('with')),
    without: fileKinds(field.get('without')),
    purpose: template(field.get('purpose')),
    command: template(field.get('command')),
    forEachHost: forEachHost.isPresent && forEachHost.flag(),
    answers: field
      .get('answers')
      .filledList()
      .map((item) => {
        item.object(['answer', 'meaning']);
        return { answer: template(item.get('answer')), meaning: template(item.get('meaning')) };
      }),
    ...(note.isPresent ? { note: template(note) } : {}),
    ...versionRange(field),
  };
}

function fileKinds(field: JsonField): Check['with'] {
  return field.isPresent ? field.filledList().map((kind) => kind.oneOf(HOST_FILE_KINDS)) : [];
}

function secretStore(field: JsonField): SecretStore {
  field.object(['platform', 'before', 'each', 'after']);
  return {
    platform: field.get('platform').oneOf(PLATFORMS),
    before: field
      .get('before')
      .list()
      .map((line) => template(line)),
    each: field
      .get('each')
      .filledList()
      .map((line) => template(line)),
    after: field
      .get('after')
      .list()
      .map((line) => template(line)),
  };
}

function restart(field: JsonField): RestartRule {
  field.object(['platform', 'command']);
  return {
    platform: field.get('platform').oneOf(PLATFORMS),
    command: template(field.get('command')),
  };
}

function renewal(field: JsonField): RenewalRule {
  field.object(['sentence', 'source', ...RANGE_KEYS]);
  return {
    sentence: template(field.get('sentence')),
    ...versionRange(field),
    source: field.get('source').text(),
  };
}
