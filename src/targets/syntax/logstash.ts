// Settings as lines of a Logstash pipeline, and the settings of a pipeline's plugins back. For
// Logstash targets.
import { TlsmithError } from '../../errors.js';
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
import { PipelineCursor } from './pipeline-cursor.js';

/**
 * What Logstash looks up in its keystore and environment. Source: ConfigVariableExpander of
 * elastic/logstash v9.5.2.
 */
const VARIABLE = /\$\{[a-zA-Z_.][a-zA-Z0-9_.]*(?::[^}]*)?\}/;
const ONLY_VARIABLE = /^\$\{([a-zA-Z_.][a-zA-Z0-9_.]*)\}$/;
const DEEPEST = 100;

/** The pipeline language with its default `config.support_escapes: false`. */
export function logstashSyntax(): Syntax {
  return {
    renderSettings: (settings) => settings.map(renderSetting),
    readBlocks: (text, [section, plugin]) =>
      Promise.resolve(
        readPluginBlocks(text).filter(
          (block) => block.section === section && block.plugin === plugin,
        ),
      ),
  };
}

function renderSetting({ name, value }: WritableSetting): string {
  if (!Array.isArray(value)) return `${name} => ${renderScalar(name, value as WritableScalar)}`;
  const items = value.map((item: WritableScalar) => renderScalar(name, item));
  return `${name} => [${items.join(', ')}]`;
}

function renderScalar(name: string, value: WritableScalar): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(name, value);
  if (isVariable(value)) return `"${variableText(name, value)}"`;
  return renderText(name, typeof value === 'object' ? value.keyword : value);
}

// The language has no escapes, so some texts cannot be written at all: better refused here than
// read differently there.
function renderText(name: string, text: string): string {
  requireWritable(name, text);
  if (VARIABLE.test(text))
    throw unwritable(name, text, 'Logstash would look up the variable in it');
  if (text.endsWith('\\')) throw unwritable(name, text, 'it ends in a backslash');
  if (!text.includes('"')) return `"${text}"`;
  if (text.includes("'")) throw unwritable(name, text, 'it holds both kinds of quotes');
  return `'${text}'`;
}

/** One plugin of one section, wherever conditions put it. */
export interface PluginBlock extends SettingsBlock {
  readonly section: string;
  readonly plugin: string;
}

/**
 * All plugins of a pipeline, in order. Throws `input-malformed` with the line, or `input-limit`.
 */
export function readPluginBlocks(text: string): PluginBlock[] {
  const cursor = new PipelineCursor(text);
  const blocks: PluginBlock[] = [];
  while (cursor.skipBlanks().next !== '') {
    const section =
      cursor.take(/(?:input|filter|output)\b/y) ?? cursor.fail('input, filter or output');
    readBody(cursor, section, blocks, 0);
  }
  return blocks;
}

/** `{ plugin { … } if … { … } }`: a section, or what a condition guards. */
function readBody(
  cursor: PipelineCursor,
  section: string,
  blocks: PluginBlock[],
  depth: number,
): void {
  requireDepth(depth);
  cursor.skipBlanks().expect('{');
  while (cursor.skipBlanks().next !== '}') {
    const { line } = cursor;
    const plugin = takeName(cursor, 'a plugin or }');
    if (plugin === 'if' || plugin === 'else') {
      skipCondition(cursor);
      readBody(cursor, section, blocks, depth + 1);
    } else {
      blocks.push({ section, plugin, line, settings: readSettings(cursor, depth) });
    }
  }
  cursor.expect('}');
}

/**
 * Everything up to the opening brace; braces inside strings, field references and regular
 * expressions do not count.
 */
function skipCondition(cursor: PipelineCursor): void {
  while (cursor.skipBlanks().next !== '{') {
    if (cursor.next === '') cursor.fail('{');
    if (cursor.next === '"' || cursor.next === "'") cursor.takeString();
    else takeOperand(cursor);
  }
}

/**
 * A regular expression, a field reference (not an array, which has strings and numbers to skip one
 * by one), or anything else.
 */
function takeOperand(cursor: PipelineCursor): string | undefined {
  if (cursor.next === '/') return cursor.take(/\/(?:\\.|[^/\\])*\//y) ?? cursor.fail('a closing /');
  return cursor.take(/\[[^\s"'\d\][][^\][]*\]/y) ?? cursor.take(/[^\s"'/{#[]+|./y);
}

/** `{ name => value … }` of a plugin or a hash. */
function readSettings(cursor: PipelineCursor, depth: number): ReadSetting[] {
  requireDepth(depth);
  cursor.skipBlanks().expect('{');
  const settings: ReadSetting[] = [];
  while (cursor.skipBlanks().next !== '}') {
    const { line } = cursor;
    const name = takeName(cursor, 'a setting or }');
    cursor.skipBlanks().expect('=>');
    settings.push({ name, value: readValue(cursor, depth + 1), line });
  }
  cursor.expect('}');
  return settings;
}

function readValue(cursor: PipelineCursor, depth: number): SettingValue {
  requireDepth(depth);
  const { next } = cursor.skipBlanks();
  if (next === '"' || next === "'") return decodeText(cursor.takeString());
  if (next === '[') return readArray(cursor, depth);
  if (next === '{') return { entries: readSettings(cursor, depth) };
  const number = cursor.take(/-?\d+(?:\.\d*)?/y);
  if (number !== undefined) return Number(number);
  const word = cursor.take(/[A-Za-z_][A-Za-z0-9_-]*/y) ?? cursor.fail('a value');
  if (word === 'true' || word === 'false') return word === 'true';
  return cursor.skipBlanks().next === '{'
    ? { plugin: word, entries: readSettings(cursor, depth) }
    : word;
}

function readArray(cursor: PipelineCursor, depth: number): SettingValue[] {
  cursor.expect('[');
  const items: SettingValue[] = [];
  if (cursor.skipBlanks().next !== ']') {
    items.push(readValue(cursor, depth + 1));
    while (cursor.skipBlanks().next === ',') {
      cursor.expect(',');
      items.push(readValue(cursor, depth + 1));
    }
  }
  cursor.expect(']');
  return items;
}

function takeName(cursor: PipelineCursor, expected: string): string {
  if (cursor.next === '"' || cursor.next === "'") return cursor.takeString();
  return cursor.take(/[A-Za-z0-9_.-]+/y) ?? cursor.fail(expected);
}

function decodeText(text: string): SettingValue {
  const variable = ONLY_VARIABLE.exec(text)?.[1];
  if (variable !== undefined) return { variable };
  return VARIABLE.test(text) ? { expression: text } : text;
}

function requireDepth(depth: number): void {
  if (depth <= DEEPEST) return;
  throw new TlsmithError('input-limit', `the pipeline is nested more than ${DEEPEST} levels deep`, {
    limit: DEEPEST,
  });
}
