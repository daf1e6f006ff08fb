// Arbitrary settings for the properties of every syntax: text made of what is special somewhere, and ordinary text.
import fc from 'fast-check';
import type {
  SettingValue,
  WritableScalar,
  WritableSetting,
  WritableValue,
} from '../../../src/targets/setting.js';

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
