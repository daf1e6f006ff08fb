// Settings as lines of a YAML config, and the settings of a YAML config back. For Beats (`$`
// escaped) and plain YAML products.
import { TlsmithError } from '../../errors.js';
import { yamlExcess, yamlFault } from '../../formats/lists/yaml-limits.js';
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

/** How a product treats `$` in a value, in whatever quotes. */
interface Dollars {
  encode(name: string, text: string): string;
  decode(text: string): SettingValue;
}

/**
 * go-ucfg: `$$` is one `$`, so `$${` is a literal `${`; a lone `$` is left alone. Source:
 * elastic/go-ucfg 0.9.1, measured.
 */
const BEATS_DOLLARS: Dollars = {
  encode: (_name, text) => text.replace(/\$\$+|\$(?=\{)/g, (run) => run + run),
  decode: (text) => {
    const whole = /^\$\{([A-Za-z_][\w.]*)\}$/.exec(text);
    if (whole?.[1] !== undefined) return { variable: whole[1] };
    return /(?<!\$)(?:\$\$)*\$\{/.test(text)
      ? { expression: text }
      : text.replaceAll('$$', () => '$');
  },
};

/** Products that substitute `${NAME}` and know no way to write it literally. */
const PLAIN_DOLLARS: Dollars = {
  encode: (name, text) => {
    if (text.includes('${')) throw unwritable(name, text, 'the product would look up ${…}');
    return text;
  },
  decode: (text) => {
    const whole = /^\$\{([A-Za-z_][\w.]*)\}$/.exec(text);
    if (whole?.[1] !== undefined) return { variable: whole[1] };
    return text.includes('${') ? { expression: text } : text;
  },
};

/** YAML as the Beats read it. */
export function beatsYamlSyntax(): Syntax {
  return syntaxWith(BEATS_DOLLARS);
}

/** YAML of products without an escape for `${`. */
export function plainYamlSyntax(): Syntax {
  return syntaxWith(PLAIN_DOLLARS);
}

function syntaxWith(dollars: Dollars): Syntax {
  return {
    renderSettings: (settings) => settings.map((setting) => renderSetting(setting, dollars)),
    readBlocks: (text, block) => readBlocks(text, block, dollars),
  };
}

function renderSetting({ name, value }: WritableSetting, dollars: Dollars): string {
  if (!isList(value)) return `${name}: ${renderScalar(name, value, dollars)}`;
  const items = value.map((item) => renderScalar(name, item, dollars));
  return `${name}: [${items.join(', ')}]`;
}

function isList(value: WritableSetting['value']): value is readonly WritableScalar[] {
  return Array.isArray(value);
}

// Single quotes: nothing but the quote itself is special inside them, so blanks, #, : and
// backslashes need no thought.
function renderScalar(name: string, value: WritableScalar, dollars: Dollars): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(name, value);
  if (isVariable(value)) return `'${variableText(name, value)}'`;
  if (typeof value === 'object') return keywordText(name, value.keyword);
  return `'${dollars.encode(name, requireWritable(name, value)).replaceAll("'", "''")}'`;
}

function keywordText(name: string, keyword: string): string {
  const isPlain =
    /^[a-z][a-z0-9_-]*$/.test(keyword) && !/^(true|false|yes|no|on|off|null|y|n)$/.test(keyword);
  if (!isPlain) throw unwritable(name, keyword, 'it is no plain word');
  return keyword;
}

/**
 * Visited nodes: aliases let a short text stand for an endless one. Each alias is searched for in
 * the whole document.
 */
const MOST_NODES = 100_000;
const MOST_ALIASES = 1_000;

async function readBlocks(
  text: string,
  block: readonly string[],
  dollars: Dollars,
): Promise<SettingsBlock[]> {
  return gather(await flatSettings(text, dollars), block.join('.'));
}

/**
 * Every scalar and every list of scalars of one document, under its dotted name. Throws as
 * `readBlocks`.
 */
export async function readYamlSettings(
  text: string,
  dollars: 'beats' | 'plain',
): Promise<ReadSetting[]> {
  const rules = dollars === 'beats' ? BEATS_DOLLARS : PLAIN_DOLLARS;
  return flatSettings(text, rules, { takesFirst: true });
}

/** `takesFirst`: what stands behind the first document is passed over, as most products do. */
async function flatSettings(
  text: string,
  dollars: Dollars,
  { takesFirst = false } = {},
): Promise<ReadSetting[]> {
  if (yamlExcess(text) !== undefined) throw tooLarge();
  const yaml = (await import('yaml')).default;
  const lines = new yaml.LineCounter();
  const document = parse(text, (source) =>
    yaml.parseDocument(source, { lineCounter: lines, uniqueKeys: false, prettyErrors: false }),
  );
  const fault = document.errors.find(({ code }) => !takesFirst || code !== 'MULTIPLE_DOCS');
  if (fault !== undefined) {
    const { line } = lines.linePos(fault.pos[0]);
    const reason = yamlFault(fault.code, fault.message);
    throw new TlsmithError('input-malformed', `line ${line} is not YAML: ${reason}`, { line });
  }
  const settings: ReadSetting[] = [];
  const resolved = new Map<unknown, unknown>();
  let visited = 0;

  function resolve(node: unknown): unknown {
    if (!yaml.isAlias(node)) return node;
    if (!resolved.has(node)) resolved.set(node, node.resolve(document));
    if (resolved.size > MOST_ALIASES) throw tooLarge();
    return resolved.get(node);
  }

  // Beats read `ssl.key: x` and `ssl: {key: x}` as the same setting, at every level, so all is
  // flattened to dotted names.
  function walk(node: unknown, name: string, line: number): void {
    if (++visited > MOST_NODES) throw tooLarge();
    const value = resolve(node);
    if (yaml.isMap(value)) {
      for (const pair of value.items) {
        const key = yaml.isScalar(pair.key) ? pair.key : undefined;
        const keyLine = key?.range ? lines.linePos(key.range[0]).line : line;
        const word = String(key?.value ?? '');
        // a merge key (`<<: *defaults`) adds the settings of another map to this one
        walk(pair.value, word === '<<' ? name : name === '' ? word : `${name}.${word}`, keyLine);
      }
    } else if (yaml.isSeq(value) && !value.items.every((item) => isLeaf(item))) {
      value.items.forEach((item, index) => walk(item, `${name}.${index}`, line));
    } else if (yaml.isSeq(value)) {
      visited += value.items.length;
      settings.push({ name, value: value.items.map((item) => scalarOf(item)), line });
    } else {
      settings.push({ name, value: scalarOf(value), line });
    }
  }
  function isLeaf(node: unknown): boolean {
    const value = resolve(node);
    return !yaml.isMap(value) && !yaml.isSeq(value);
  }
  function scalarOf(node: unknown): SettingValue {
    const scalar = resolve(node);
    const value = yaml.isScalar(scalar) ? scalar.value : undefined;
    if (typeof value === 'boolean' || typeof value === 'number') return value;
    if (typeof value !== 'string') return '';
    // YAML 1.1, which the products speak, also has these words for booleans
    const isBare = yaml.isScalar(scalar) && scalar.type === 'PLAIN';
    if (isBare && /^(yes|on)$/i.test(value)) return true;
    if (isBare && /^(no|off)$/i.test(value)) return false;
    return dollars.decode(value);
  }

  parse(text, () => walk(document.contents, '', 1));
  return settings;
}

/**
 * All settings below the dotted name of the block, their names relative to it: one block, or none.
 */
function gather(settings: readonly ReadSetting[], block: string): SettingsBlock[] {
  const prefix = block === '' ? '' : `${block}.`;
  const inside = settings
    .filter(({ name }) => name.startsWith(prefix) && name.length > prefix.length)
    .map((setting) => ({ ...setting, name: setting.name.slice(prefix.length) }));
  const first = inside[0];
  return first === undefined ? [] : [{ line: first.line, settings: inside }];
}

// The library and the walk recurse: a text of a hundred thousand brackets ends the stack, which is
// the input's fault, not ours.
function parse<T>(text: string, step: (text: string) => T): T {
  try {
    return step(text);
  } catch (fault) {
    if (fault instanceof RangeError) throw tooLarge(fault);
    throw fault;
  }
}

function tooLarge(cause?: unknown): TlsmithError {
  return new TlsmithError(
    'input-limit',
    'the YAML is nested too deeply or holds too many values',
    {},
    cause,
  );
}
