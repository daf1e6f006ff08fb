// Settings as directives of redis.conf, and its directives back. For Redis targets.
import type {
  ReadSetting,
  SettingsBlock,
  Syntax,
  WritableScalar,
  WritableSetting,
} from '../snippet/setting.js';
import { isVariable, unwritable } from '../snippet/setting.js';
import { malformedLine } from './malformed-line.js';
import { numberedLines, type NumberedLine } from './numbered-lines.js';
import { redisWord, redisWords } from './redis-words.js';
import { itemsOf, scalarText, unknownVariable } from './untyped-scalar.js';

const BOOLEANS = { true: 'yes', false: 'no' };
const LINES = { blanks: ' \t\r', comments: '#' };

/**
 * A list is several arguments of one directive; one argument reads back as text. The file is one
 * block, `[]`.
 */
export function redisSyntax(): Syntax {
  return {
    renderSettings: (settings) => settings.map(renderSetting),
    readBlocks: async (text) => readFile(text),
  };
}

function renderSetting({ name, value }: WritableSetting): string {
  const items = itemsOf(value);
  if (items.length === 0) throw unwritable(name, '', 'a directive has one argument at least');
  return [name, ...items.map((item) => redisWord(plainText(name, item)))].join(' ');
}

function plainText(name: string, value: WritableScalar): string {
  if (isVariable(value)) throw unknownVariable(name, value);
  return scalarText(name, value, BOOLEANS);
}

/** Every directive, in order. Throws `input-malformed`. */
export function readRedisSettings(text: string): ReadSetting[] {
  return numberedLines(text, LINES).map(readDirective);
}

function readFile(text: string): SettingsBlock[] {
  const settings = readRedisSettings(text);
  const first = settings[0];
  return first === undefined ? [] : [{ line: first.line, settings }];
}

function readDirective({ text, line }: NumberedLine): ReadSetting {
  const words = redisWords(text);
  if (words === undefined) {
    throw malformedLine(line, 'a Redis configuration', 'a closing quote before a blank');
  }
  const [name = '', ...values] = words;
  const [first = ''] = values;
  // Redis knows its directives in any case
  return { name: name.toLowerCase(), value: values.length === 1 ? first : values, line };
}
