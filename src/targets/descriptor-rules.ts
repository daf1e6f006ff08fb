// The part of a descriptor that says which settings a product has and which keys it reads, judged field by field. For descriptor.ts.
import { KEY_TYPES } from '../ports.js';
import type { KeyRule, SettingRule, SignatureRule } from './descriptor-form.js';
import { FIXED_MEANINGS, FORMS, KEY_CONTAINERS, MEANINGS } from './descriptor-form.js';
import type { JsonField } from './json-field.js';
import type { VersionRange } from './stack-version.js';
import { KNOWN_STACK_VERSIONS, isKnownVersionText, isWithin } from './stack-version.js';

const FORMS_OF_HOSTS = ['host', 'host-list', 'endpoint', 'endpoint-list', 'url-list'];

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
        (other) =>
          (other.meaning === rule.meaning || other.name === rule.name) && overlap(other, rule),
      );
    if (earlier !== undefined) {
      items[i]?.fail(`in some version it stands beside ${earlier.name} (${earlier.meaning})`);
    }
  });
  return rules;
}

function settingRule(field: JsonField): SettingRule {
  field.object(['meaning', 'name', 'form', 'fixed', 'source', ...RANGE_KEYS]);
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
    name: field.get('name').text(/^[A-Za-z_][\w.-]*$/, 'a setting name'),
    form,
    ...(isFixed ? { fixed: fixedValue(fixed, form) } : {}),
    ...versionRange(field),
    source: field.get('source').text(),
  };
}

function formsOf(meaning: SettingRule['meaning']): readonly string[] {
  if (meaning === 'hosts') return FORMS_OF_HOSTS;
  if (meaning === 'port') return ['number'];
  return meaning === 'trust-anchors' ? ['string', 'string-list'] : ['string'];
}

function fixedValue(
  field: JsonField,
  form: SettingRule['form'],
): NonNullable<SettingRule['fixed']> {
  const value = field.raw;
  if (form === 'boolean' && typeof value === 'boolean') return value;
  if (form === 'number' && typeof value === 'number') return value;
  if (form === 'string') return field.text();
  if (form === 'keyword') return field.text(/^[a-z][a-z0-9_-]*$/, 'a plain word');
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
  field.object(['keyTypes', 'source', ...RANGE_KEYS]);
  return {
    keyTypes: keyTypes(field.get('keyTypes')),
    ...versionRange(field),
    source: field.get('source').text(),
  };
}
