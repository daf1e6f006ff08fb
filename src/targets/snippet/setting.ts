// Settings as values, between the meanings of a product and the text of a syntax. For the renderers
// and readers of `syntax/`.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';

/** A secret or place that the product looks up by itself: `${NAME}`. */
export interface VariableReference {
  readonly variable: string;
}

/**
 * Text with variables inside that only the product can resolve, as it stands in the file. Read,
 * never written.
 */
export interface Expression {
  readonly expression: string;
}

/** A hash, or a plugin given as a value (a codec). Read, never written. */
export interface NestedSettings {
  readonly plugin?: string;
  readonly entries: readonly ReadSetting[];
}

/**
 * A word of the product's own, such as `full`, that a syntax may write without quotes. Written;
 * reads back as text.
 */
export interface Keyword {
  readonly keyword: string;
}

export type WritableScalar = boolean | number | string | VariableReference | Keyword;
export type WritableValue = WritableScalar | readonly WritableScalar[];
export interface WritableSetting {
  readonly name: string;
  readonly value: WritableValue;
}

export type SettingValue =
  | boolean
  | number
  | string
  | VariableReference
  | Expression
  | NestedSettings
  | readonly SettingValue[];

export interface ReadSetting {
  readonly name: string;
  readonly value: SettingValue;
  /** Counted from 1. */
  readonly line: number;
}

/** The settings of one place in a config, such as one `beats { … }` of a pipeline. */
export interface SettingsBlock {
  readonly line: number;
  readonly settings: readonly ReadSetting[];
}

/**
 * How one kind of config file is written and read. `block` names the place:
 * `['output', 'logstash']`.
 */
export interface Syntax {
  /**
   * One line a setting, without indentation. Throws `name-invalid` for what the syntax cannot
   * express.
   */
  renderSettings(settings: readonly WritableSetting[]): string[];
  /** Every place of that name. Throws `input-malformed` or `input-limit`. */
  readBlocks(text: string, block: readonly string[]): Promise<SettingsBlock[]>;
}

/**
 * Line breaks of any kind and what YAML readers refuse: such a value could start a line of its own.
 */
const UNWRITABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF\uFFFE\uFFFF]/u;

/** Refuses (`name-invalid`) text that no config syntax can hold. */
export function requireWritable(name: string, text: string): string {
  if (UNWRITABLE.test(text)) throw unwritable(name, text, 'it holds a control character');
  return text;
}

/** The refusal of a value of setting `name`. */
export function unwritable(name: string, text: string, reason: string): TlsmithError {
  return new TlsmithError(
    'name-invalid',
    `${quote(text)} cannot be written as the value of ${name}: ${reason}`,
    { setting: name, value: quote(text) },
  );
}

/** `${NAME}`, for names that systemd, shells, Logstash and Beats all read as one. */
export function variableText(name: string, { variable }: VariableReference): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) {
    throw unwritable(name, variable, 'a variable name has letters, digits and _ only');
  }
  return `\${${variable}}`;
}

/** A number in plain decimal notation: neither language has exponents. */
export function numberText(name: string, value: number): string {
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw unwritable(name, text, 'it is no plain decimal number');
  return text;
}

export function isVariable(value: unknown): value is VariableReference {
  return typeof value === 'object' && value !== null && 'variable' in value;
}
