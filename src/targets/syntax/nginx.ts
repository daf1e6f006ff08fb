// Settings as directives of nginx, and the directives of its contexts back. For nginx targets.
import { TlsmithError } from '../../errors.js';
import type {
  ReadSetting,
  SettingValue,
  SettingsBlock,
  Syntax,
  WritableScalar,
  WritableSetting,
} from '../snippet/setting.js';
import { isVariable, unwritable } from '../snippet/setting.js';
import { NginxCursor } from './nginx-cursor.js';
import { itemsOf, scalarText, unknownVariable } from './untyped-scalar.js';

const BOOLEANS = { true: 'on', false: 'off' };
/**
 * Bytes of a quoted word: it is read into a buffer of 4096 with the closing quote and what follows.
 * Measured, nginx 1.22.
 */
const LONGEST_WORD = 4094;
const DEEPEST = 100;

/**
 * A list is the arguments of one directive; one argument reads back as text. `block` is how the
 * path of open contexts has to end, `[]` the top level.
 */
export function nginxSyntax(): Syntax {
  return {
    renderSettings: (settings) => settings.map(renderSetting),
    readBlocks: async (text, block) => readContexts(text, block),
  };
}

function renderSetting({ name, value }: WritableSetting): string {
  return `${[name, ...itemsOf(value).map((item) => renderArgument(name, item))].join(' ')};`;
}

function renderArgument(name: string, value: WritableScalar): string {
  if (isVariable(value)) throw unknownVariable(name, value);
  const text = scalarText(name, value, BOOLEANS);
  if (text.includes('$')) throw unwritable(name, text, 'nginx would look up a variable at the $');
  const word = text.replace(/["\\]/g, '\\$&');
  if (Buffer.byteLength(word) > LONGEST_WORD) {
    throw unwritable(name, text, `nginx reads words of at most ${LONGEST_WORD} bytes`);
  }
  return /^[\w./:@%+,=~*-]+$/.test(word) ? word : `"${word}"`;
}

interface Context extends SettingsBlock {
  readonly name: string;
  readonly settings: ReadSetting[];
}

function readContexts(text: string, block: readonly string[]): SettingsBlock[] {
  const cursor = new NginxCursor(text);
  const top: Context = { name: '', line: 1, settings: [] };
  const open = [top];
  const found: Context[] = [];
  for (;;) {
    const { words, end, line } = cursor.takeDirective();
    const [name = '', ...values] = words;
    if (end === '') break;
    if (end === ';') open.at(-1)?.settings.push({ name, value: readValue(values), line });
    else if (end === '}') closeContext(cursor, open);
    else {
      const context = openContext(open, name, line);
      if (isAt(open, block)) found.push(context);
    }
  }
  if (open.length > 1) cursor.fail('}');
  return (block.length === 0 ? topBlock(top) : found).map(({ line, settings }) => ({
    line,
    settings,
  }));
}

function openContext(open: Context[], name: string, line: number): Context {
  if (open.length > DEEPEST) {
    throw new TlsmithError(
      'input-limit',
      `the nginx configuration is nested more than ${DEEPEST} levels deep`,
      { limit: DEEPEST },
    );
  }
  const context = { name, line, settings: [] };
  open.push(context);
  return context;
}

function closeContext(cursor: NginxCursor, open: Context[]): void {
  if (open.length === 1) cursor.fail('a directive');
  open.pop();
}

function isAt(open: readonly Context[], block: readonly string[]): boolean {
  return block.length > 0 && block.every((name, i) => open.at(i - block.length)?.name === name);
}

function topBlock({ name, settings }: Context): Context[] {
  const first = settings[0];
  return first === undefined ? [] : [{ name, line: first.line, settings }];
}

function readValue(values: readonly string[]): SettingValue {
  const [first] = values;
  return values.length === 1 && first !== undefined ? readText(first) : values.map(readText);
}

/**
 * Only nginx can tell which directives take variables; where one could stand, the text is not what
 * it seems.
 */
function readText(text: string): SettingValue {
  return /\$[\w{]/.test(text) ? { expression: text } : text;
}
