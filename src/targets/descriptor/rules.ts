// The part of a descriptor that says which settings a product has and which keys it reads, judged field by field. For descriptor.ts.
import { KEY_TYPES } from '../../ports.js';
import type { FixedValue, KeyRule, SettingRule, SignatureRule } from './form.js';
import { FIXED_MEANINGS, FORMS, KEY_CONTAINERS, MEANINGS, REPEATED_MEANINGS } from './form.js';
import type { JsonField } from './json-field.js';
import type { VersionRange } from '../stack-version.js';
import { KNOWN_STACK_VERSIONS, isKnownVersionText, isWithin } from '../stack-version.js';

const FORMS_OF_NAMES = ['name', 'name-list', 'host', 'host-list'];
const FORMS_OF_HOSTS = [...FORMS_OF_NAMES, 'endpoint', 'endpoint-list', 'url', 'url-list'];

/** The keys that `versionRange` reads. */
export const RANGE_KEYS = ['from', 'to'];

/** `from` and `to` of an object whose keys have been checked. */
export function versionRange(field: JsonField): VersionRange {
  const range: { from?: string; to?: string } = {};
  for (const end of ['from', 'to'] as const) {
    const value = field.get(end);
    if (!value.isPresent) continue;
    const text = value.text();
    if (!isKnownVersionText(text)) value.fail('it is no known version such as 8.12');
    range[end] = text;
  }
  if (!KNOWN_STACK_VERSIONS.some((version) => isWithin(version, range))) {
    field.fail('the first version is later than the last');
  }
  return range;
}

function overlap(a: VersionRange, b: VersionRange): boolean {
  return KNOWN_STACK_VERSIONS.some((version) => isWithin(version, a) && isWithin(version, b));
}

export function settingRules(field: JsonField): SettingRule[] {
  const items = field.filledList();
  const rules = items.map(settingRule);
  rules.forEach((rule, i) => {
    const earlier = rules
      .slice(0, i)
      .find(
        (other) => (isSameMeaning(other, rule) || other.name === rule.name) && overlap(other, rule),
      );
    if (earlier !== undefined) {
      items[i]?.fail(`in some version it stands beside ${earlier.name} (${earlier.meaning})`);
    }
  });
  return rules;
}

function isSameMeaning(a: SettingRule, b: SettingRule): boolean {
  return a.meaning === b.meaning && !REPEATED_MEANINGS.includes(a.meaning);
}

function settingRule(field: JsonField): SettingRule {
  field.object([
    ...['meaning', 'name', 'form', 'fixed', 'optional', 'allowed', 'suffix', 'scheme'],
    ...['refusesIpv6', 'escapes', 'qualifiedNamesIn', 'source', ...RANGE_KEYS],
  ]);
  const meaning = field.get('meaning').oneOf(MEANINGS);
  const form = field.get('form').oneOf(FORMS);
  const fixed = field.get('fixed');
  const isFixed = FIXED_MEANINGS.includes(meaning);
  if (isFixed !== fixed.isPresent) {
    fixed.fail(
      isFixed ? 'this meaning needs it' : 'this meaning takes its value from the files at hand',
    );
  }
  if (!isFixed && !formsOf(meaning).includes(form))
    field.get('form').fail(`${meaning} has no such form`);
  return {
    meaning,
    name: field.get('name').text(/^-{0,2}[A-Za-z_][\w.-]*$/, 'a setting name'),
    form,
    ...(isFixed ? { fixed: fixedValue(fixed, form) } : {}),
    ...fixedAlternatives(field, meaning, form),
    ...layout(field, form),
    ...versionRange(field),
    source: field.get('source').text(),
  };
}

/** Other values than the one that is written: an own one must be among those that the product takes. */
function fixedAlternatives(
  field: JsonField,
  meaning: SettingRule['meaning'],
  form: SettingRule['form'],
): Pick<SettingRule, 'optional' | 'allowed'> {
  const optional = field.get('optional');
  const allowed = field.get('allowed');
  if (optional.isPresent && meaning !== 'client-authentication') {
    optional.fail('only client-authentication has it');
  }
  const values = allowed.isPresent
    ? allowed.filledList().map((item) => fixedValue(item, form))
    : undefined;
  for (const own of [field.get('fixed'), optional]) {
    if (!own.isPresent || values === undefined) continue;
    const text = JSON.stringify(fixedValue(own, form));
    if (!values.some((value) => JSON.stringify(value) === text)) own.fail('it is not allowed');
  }
  return {
    ...(optional.isPresent ? { optional: fixedValue(optional, form) } : {}),
    ...(values === undefined ? {} : { allowed: values }),
  };
}

function layout(
  field: JsonField,
  form: SettingRule['form'],
): Pick<SettingRule, 'suffix' | 'scheme' | 'refusesIpv6' | 'escapes' | 'qualifiedNamesIn'> {
  const suffix = field.get('suffix');
  const scheme = field.get('scheme');
  const refusesIpv6 = field.get('refusesIpv6');
  const escapes = field.get('escapes');
  if (escapes.isPresent && form !== 'string') escapes.fail('only a string has them');
  const qualified = field.get('qualifiedNamesIn');
  if (scheme.isPresent && !form.startsWith('url')) scheme.fail('only a url has one');
  return {
    ...(suffix.isPresent
      ? { suffix: suffix.filledList().map((word) => word.text(/^[a-z0-9_]+$/, 'a plain word')) }
      : {}),
    ...(scheme.isPresent ? { scheme: scheme.text(/^[a-z][a-z0-9+.-]*$/, 'a scheme') } : {}),
    ...(refusesIpv6.isPresent ? { refusesIpv6: refusesIpv6.flag() } : {}),
    ...(escapes.isPresent
      ? { escapes: escapes.text(/^[:;,=@ ]+$/, 'characters that take a text apart') }
      : {}),
    ...(qualified.isPresent ? { qualifiedNamesIn: qualified.text() } : {}),
  };
}

function formsOf(meaning: SettingRule['meaning']): readonly string[] {
  if (meaning === 'hosts') return FORMS_OF_HOSTS;
  if (['own-names', 'peer-names', 'peer-addresses'].includes(meaning)) return FORMS_OF_NAMES;
  if (meaning === 'port') return ['number'];
  if (meaning === 'trust-anchors') return ['string', 'string-list'];
  return meaning.endsWith('-password') ? ['string', 'env-name', 'secure'] : ['string'];
}

function fixedValue(field: JsonField, form: SettingRule['form']): FixedValue {
  const value = field.raw;
  if (form === 'boolean' && typeof value === 'boolean') return value;
  if (form === 'number' && typeof value === 'number') return value;
  if (form === 'string') return field.text();
  if (form === 'keyword') return field.text(/^[A-Za-z][A-Za-z0-9._-]*$/, 'a plain word');
  if (form === 'string-list') return field.filledList().map((item) => item.text());
  return field.fail('it does not fit the form');
}

function keyTypes(field: JsonField): KeyRule['keyTypes'] {
  return field.filledList().map((item) => item.oneOf(KEY_TYPES));
}

export function keyRule(field: JsonField): KeyRule {
  field.object(['container', 'keyTypes', 'source', ...RANGE_KEYS]);
  return {
    container: field.get('container').oneOf(KEY_CONTAINERS),
    keyTypes: keyTypes(field.get('keyTypes')),
    ...versionRange(field),
    source: field.get('source').text(),
  };
}

export function signatureRule(field: JsonField): SignatureRule {
  field.object(['container', 'keyTypes', 'source', ...RANGE_KEYS]);
  const container = field.get('container');
  return {
    ...(container.isPresent ? { container: container.oneOf(KEY_CONTAINERS) } : {}),
    keyTypes: keyTypes(field.get('keyTypes')),
    ...versionRange(field),
    source: field.get('source').text(),
  };
}
