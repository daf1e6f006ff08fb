// Settings as the options of one command, and the options of such commands back. For products that
// are a command line.
import type {
  ReadSetting,
  SettingValue,
  SettingsBlock,
  Syntax,
  WritableScalar,
  WritableSetting,
} from '../snippet/setting.js';
import {
  isVariable,
  numberText,
  requireWritable,
  unwritable,
  variableText,
} from '../snippet/setting.js';
import type { ShellWord } from './shell-words.js';
import { readCommands } from './shell-words.js';

const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
/** `--name=value` is one word of two parts. */
const OPTION_WITH_VALUE = /^--[A-Za-z\d][\w.-]*=/;
const VARIABLE = /^(")?\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))\1$/;

/** Options of a POSIX shell's command; `block` is the command's first words. */
export function shellSyntax(): Syntax {
  return {
    renderSettings: (settings) => {
      const options = settings.flatMap(renderSetting);
      return options.map((option, i) => (i < options.length - 1 ? `${option} \\` : option));
    },
    readBlocks: async (text, block) =>
      readCommands(text).flatMap((words) => optionsOf(words, block)),
  };
}

/** An option that is off is not written. */
function renderSetting({ name, value }: WritableSetting): string[] {
  return [value].flat().flatMap((item: WritableScalar) => {
    if (item === false) return [];
    return item === true ? [name] : [`${name} ${renderScalar(name, item)}`];
  });
}

// Texts are quoted even where they need not be: so no value passes for an option.
function renderScalar(name: string, value: Exclude<WritableScalar, boolean>): string {
  if (typeof value === 'number') return bareNumber(name, value);
  if (isVariable(value)) return `"${variableText(name, value)}"`;
  if (typeof value === 'object') return keywordText(name, value.keyword);
  return `'${requireWritable(name, value).replaceAll("'", `'\\''`)}'`;
}

function bareNumber(name: string, value: number): string {
  const text = numberText(name, value);
  if (text.startsWith('-')) throw unwritable(name, text, 'it would pass for an option');
  return text;
}

function keywordText(name: string, keyword: string): string {
  if (/^[A-Za-z][\w.-]*$/.test(keyword)) return keyword;
  throw unwritable(name, keyword, 'it is no plain word');
}

/** One block, or none where this is another command. */
function optionsOf(words: readonly ShellWord[], block: readonly string[]): SettingsBlock[] {
  const from = words.findIndex(({ source }) => !ASSIGNMENT.test(source));
  const command = words[from];
  if (command === undefined) return [];
  if (block.some((word, i) => words[from + i]?.text !== word)) return [];
  return [{ line: command.line, settings: readOptions(words.slice(from + block.length)) }];
}

/**
 * A word behind an option is its value; an option without one is on; one that stands several times
 * has a list.
 */
function readOptions(words: readonly ShellWord[]): ReadSetting[] {
  const found = new Map<string, { line: number; values: SettingValue[] }>();
  let waiting: SettingValue[] | undefined;
  const end = words.findIndex(({ source }) => source === '--');
  for (const word of end < 0 ? words : words.slice(0, end)) {
    if (!isOption(word)) {
      waiting?.push(valueOf(word));
      waiting = undefined;
      continue;
    }
    waiting?.push(true);
    const { name, value } = splitOption(word);
    const option = found.get(name) ?? { line: word.line, values: [] };
    found.set(name, option);
    waiting = value === undefined ? option.values : undefined;
    if (value !== undefined) option.values.push(value);
  }
  waiting?.push(true);
  return [...found].map(([name, { line, values }]) => {
    const [first = true, ...others] = values;
    return { name, value: others.length === 0 ? first : values, line };
  });
}

/** A lone `-` is a file: the standard input. */
function isOption({ source }: ShellWord): boolean {
  return source.startsWith('-') && source !== '-';
}

function splitOption(word: ShellWord): { name: string; value?: SettingValue } {
  const length = OPTION_WITH_VALUE.exec(word.source)?.[0].length;
  if (length === undefined) return { name: word.text };
  const value = { ...word, text: word.text.slice(length), source: word.source.slice(length) };
  return { name: word.text.slice(0, length - 1), value: valueOf(value) };
}

function valueOf({ text, source, hasExpansion }: ShellWord): SettingValue {
  const [, , braced, plain] = VARIABLE.exec(source) ?? [];
  const variable = braced ?? plain;
  if (variable !== undefined) return { variable };
  if (hasExpansion) return { expression: source };
  // `1.0` and `007` are texts to some commands, so only what a number is written as becomes one
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(source) && String(Number(source)) === source;
  return isNumber ? Number(source) : text;
}
