// Arbitrary settings for the properties of every syntax: text made of what is special somewhere, and ordinary text.
import fc from 'fast-check';
import type {
  SettingValue,
  WritableScalar,
  WritableSetting,
  WritableValue,
} from '../../../src/targets/snippet/setting.js';
import { anyString } from '../../support/any-string.js';

const SPECIAL = [
  ...[
    "'",
    '"',
    '\\',
    '$',
    '{',
    '}',
    '${',
    '}',
    '$$',
    '#',
    ' #',
    ':',
    ': ',
    ' ',
    ',',
    '[',
    ']',
    '-',
    '- ',
  ],
  ...[
    '&',
    '*',
    '!',
    '|',
    '>',
    '%',
    '@',
    '`',
    '~',
    '=>',
    '/',
    'null',
    'true',
    'on',
    '0x10',
    '1e5',
    '${A}',
    'é',
    '中',
    '😀',
  ],
];

const isHostile = (text: string) => /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF\uFFFE\uFFFF]/u.test(text);

export const writableText = fc.oneof(
  fc.array(fc.constantFrom(...SPECIAL), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !isHostile(text)),
);

const variable = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,20}$/).map((name) => ({ variable: name }));
const keyword = fc.constantFrom('full', 'certificate', 'strict').map((word) => ({ keyword: word }));
const number = fc.oneof(fc.integer({ min: 0, max: 65535 }), fc.constantFrom(1.2, 1.3, -1));

export function settingsOf(text: fc.Arbitrary<string>): fc.Arbitrary<WritableSetting[]> {
  const scalar: fc.Arbitrary<WritableScalar> = fc.oneof(
    fc.boolean(),
    number,
    text,
    variable,
    keyword,
  );
  const value: fc.Arbitrary<WritableValue> = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }));
  const name = fc.stringMatching(/^[a-z][a-z_]{1,10}$/);
  return fc.uniqueArray(fc.record({ name, value }), {
    minLength: 1,
    maxLength: 8,
    selector: (s) => s.name,
  });
}

/** What a reader has to answer for a written value: a keyword is text by then. */
export function readForm(value: WritableValue): SettingValue {
  if (Array.isArray(value)) return value.map((item: WritableScalar) => readForm(item));
  return typeof value === 'object' && 'keyword' in value ? value.keyword : (value as SettingValue);
}

/** Text of any kind, writable or not. */
export const anyText = fc.oneof(writableText, anyString());

/** For products that look up nothing. A language that cannot say an empty list gets lists of one at least. */
export function settingsWithoutVariables(
  text: fc.Arbitrary<string>,
  { leastItems = 0 } = {},
): fc.Arbitrary<WritableSetting[]> {
  const isUnwritable = (value: WritableValue): boolean =>
    Array.isArray(value)
      ? value.length < leastItems || value.some(isUnwritable)
      : typeof value === 'object' && 'variable' in value;
  return settingsOf(text)
    .map((settings) => settings.filter(({ value }) => !isUnwritable(value)))
    .filter((settings) => settings.length > 0);
}

/** What the reader of a language without types has to answer: text, and a list of one as its item. */
export function textForm(
  value: WritableValue,
  booleans: { readonly true: string; readonly false: string },
): SettingValue {
  if (Array.isArray(value)) {
    const items = value.map((item: WritableScalar) => textForm(item, booleans));
    return items.length === 1 ? (items[0] ?? '') : items;
  }
  const scalar = value as WritableScalar;
  if (typeof scalar === 'boolean') return scalar ? booleans.true : booleans.false;
  if (typeof scalar === 'number') return String(scalar);
  return readForm(scalar);
}
