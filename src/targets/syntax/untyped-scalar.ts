// A value as text, for the config languages that know nothing but text: nginx, stunnel, Redis, Java
// properties.
import type { VariableReference, WritableScalar, WritableValue } from '../snippet/setting.js';
import { numberText, requireWritable, unwritable } from '../snippet/setting.js';

/** What a language writes for a boolean. */
export interface BooleanWords {
  readonly true: string;
  readonly false: string;
}

/**
 * The text that the product has to end up with, not yet quoted. Throws `name-invalid` for what no
 * config can hold.
 */
export function scalarText(
  name: string,
  value: Exclude<WritableScalar, VariableReference>,
  words: BooleanWords,
): string {
  if (typeof value === 'boolean') return value ? words.true : words.false;
  if (typeof value === 'number') return numberText(name, value);
  if (typeof value === 'object') return keywordText(name, value.keyword);
  return requireWritable(name, value);
}

/** The refusal of a variable, for products that look up nothing. */
export function unknownVariable(name: string, { variable }: VariableReference): Error {
  return unwritable(name, `\${${variable}}`, 'the product looks up no secrets');
}

/** A list as it is, anything else as a list of one. */
export function itemsOf(value: WritableValue): readonly WritableScalar[] {
  return Array.isArray(value) ? (value as readonly WritableScalar[]) : [value as WritableScalar];
}

// Such words need no quotes in any of these languages.
function keywordText(name: string, keyword: string): string {
  if (!/^[A-Za-z0-9][\w.:+-]*$/.test(keyword)) {
    throw unwritable(name, keyword, 'it is no plain word');
  }
  return keyword;
}
