// Settings as lines of a Java properties file, and its properties back. For targets on the JVM.
import type {
  SettingValue,
  SettingsBlock,
  Syntax,
  WritableScalar,
  WritableSetting,
} from '../snippet/setting.js';
import { isVariable, unwritable, variableText } from '../snippet/setting.js';
import { readProperties } from './property-lines.js';
import { itemsOf, scalarText } from './untyped-scalar.js';

const BOOLEANS = { true: 'true', false: 'false' };

/**
 * java.util.Properties. A list is one text with commas, and reads back as such. The file is one
 * block, `[]`.
 */
export function propertiesSyntax(): Syntax {
  return {
    renderSettings: (settings) => settings.map(renderSetting),
    readBlocks: async (text) => readFile(text),
  };
}

function renderSetting({ name, value }: WritableSetting): string {
  const items = itemsOf(value).map((item) => plainText(name, item));
  if (Array.isArray(value)) items.forEach((item) => requireItem(name, item));
  return `${escapeName(name)}=${escapeValue(items.join(','))}`;
}

function plainText(name: string, value: WritableScalar): string {
  if (isVariable(value)) return variableText(name, value);
  const text = scalarText(name, value, BOOLEANS);
  if (text.includes('${')) throw unwritable(name, text, 'the product would look up ${…}');
  return text;
}

// Products split the text at commas and trim; an empty text is a list of nothing.
function requireItem(name: string, item: string): void {
  if (item.includes(',')) throw unwritable(name, item, 'a list item cannot hold a comma');
  if (item === '') throw unwritable(name, item, 'a list item cannot be empty');
  if (/^ | $/.test(item)) {
    throw unwritable(name, item, 'a list item cannot begin or end with a blank');
  }
}

function escapeName(name: string): string {
  return escapeText(name).replace(/[ =:#!]/g, '\\$&');
}

// A blank at the end would stay, but editors take it away.
function escapeValue(value: string): string {
  return escapeText(value).replace(/^ | $/g, '\\u0020');
}

// ISO-8859-1 and UTF-8 readers agree on ASCII only.
function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
}

function readFile(text: string): SettingsBlock[] {
  const settings = readProperties(text).map(({ name, value, line }) => ({
    name,
    value: readValue(value),
    line,
  }));
  const first = settings[0];
  return first === undefined ? [] : [{ line: first.line, settings }];
}

function readValue(text: string): SettingValue {
  const variable = /^\$\{([A-Za-z_][\w.]*)\}$/.exec(text)?.[1];
  if (variable !== undefined) return { variable };
  return text.includes('${') ? { expression: text } : text;
}
