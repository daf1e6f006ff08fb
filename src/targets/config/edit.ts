// A change of a setting as lines of the file that it stands in, so that a person can do it to the
// letter. For who says how a config is mended.
import type { WritableValue } from '../snippet/setting.js';
import { syntaxOf } from '../syntax/syntaxes.js';
import { TlsmithError } from '../../errors.js';
import type { ConfiguredEnd, PlacedSetting } from './configured-end.js';
import type { Change, ChangeValue } from './known-settings.js';

/** The line that goes, and those that come in its place; none of either where lines are added or taken out. */
export interface Edit {
  file: string;
  /** Counted from 1; where lines are only added they come before it. */
  line: number;
  /** The line as it stands there; undefined where lines are only added. */
  from: string | undefined;
  to: readonly string[];
}

/** A line of a file, counted from 1. */
export type LineOf = (file: string, line: number) => string | undefined;

/**
 * Undefined where the change is more than a line's: a value over several lines, several settings in
 * one, or what the language cannot say.
 */
export function editsFor(
  changes: readonly Change[],
  end: ConfiguredEnd,
  lineOf: LineOf,
): Edit[] | undefined {
  const removed = changes.flatMap((change) => ('remove' in change ? [change.remove] : []));
  const edits: Edit[] = [];
  let vacant: Written | undefined;
  for (const change of changes) {
    if ('remove' in change) continue;
    const name = 'add' in change ? change.add : change.replace;
    const at =
      'replace' in change
        ? writtenAt(last(end, name), end, lineOf)
        : (vacant ??=
            removed.length > 0 ? writtenAt(last(end, removed[0] ?? ''), end, lineOf) : undefined);
    const place = at ?? anchorFor(end, lineOf);
    if (!place) return undefined;
    const key = keyLike(place, name, end);
    const line = key === undefined ? undefined : rendered(end, key, change.value);
    if (line === undefined) return undefined;
    edits.push({
      file: place.file,
      line: place.line,
      from: at ? place.text : undefined,
      to: line.map((one) => `${place.indent}${one}`),
    });
  }
  const taken = new Set(edits.filter(({ from }) => from !== undefined).map(({ line }) => line));
  for (const name of removed) {
    const at = writtenAt(last(end, name), end, lineOf);
    if (!at) return undefined;
    if (!taken.has(at.line)) edits.push({ file: at.file, line: at.line, from: at.text, to: [] });
  }
  return merged(edits);
}

/** Several lines in place of one are one edit. */
function merged(edits: readonly Edit[]): Edit[] {
  const found = new Map<string, Edit>();
  for (const edit of edits) {
    const key = `${edit.file}:${edit.line}:${edit.from === undefined}`;
    const before = found.get(key);
    found.set(key, before ? { ...before, to: [...before.to, ...edit.to] } : edit);
  }
  return [...found.values()];
}

interface Written {
  file: string;
  line: number;
  text: string;
  indent: string;
  /** As the line spells it: the whole dotted name, or the end of it. */
  key: string;
  name: string;
}

function last(end: ConfiguredEnd, name: string): PlacedSetting | undefined {
  return end.settings.findLast((one) => one.name === name);
}

/** Where a line holds that setting and nothing else. */
function writtenAt(
  setting: PlacedSetting | undefined,
  end: ConfiguredEnd,
  lineOf: LineOf,
): Written | undefined {
  const text = setting && lineOf(setting.file, setting.line);
  if (!setting || text === undefined) return undefined;
  const shape = /^(\s*(?:-\s+)?)["']?([\w.*-]+)["']?(\s*=>|\s*:|\s*=|\s)(.*)$/.exec(text);
  const [, indent = '', key = '', , value = ''] = shape ?? [];
  const isIt =
    key !== '' && `${end.prefix ?? ''}${setting.name}`.toLowerCase().endsWith(key.toLowerCase());
  if (!isIt || indent.includes('-') || isUnfinished(value) || isCrowded(value, end))
    return undefined;
  return { file: setting.file, line: setting.line, text, indent, key, name: setting.name };
}

/** A list, a text or a block that goes on in the next line. */
function isUnfinished(value: string): boolean {
  const trimmed = withoutTexts(value).trim();
  const opened = (trimmed.match(/[[{]/g) ?? []).length;
  const closed = (trimmed.match(/[\]}]/g) ?? []).length;
  return trimmed === '' || opened !== closed || /^[|>][+-]?\d?$/.test(trimmed);
}

/** Several settings in one line. */
function isCrowded(value: string, { target }: ConfiguredEnd): boolean {
  const { syntax } = target.descriptor;
  const bare = withoutTexts(value);
  if (syntax === 'logstash') return bare.includes('=>') || bare.includes('}');
  return syntax === 'nginx' && /;\s*[^\s#]/.test(bare);
}

/** Texts in quotes may hold any sign: two quotes stay of each. */
function withoutTexts(value: string): string {
  return value.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '""');
}

/** A setting of the block beside which another one can be written. */
function anchorFor(end: ConfiguredEnd, lineOf: LineOf): Written | undefined {
  // What stands above the block is inherited, and what is written there holds for others too.
  const own = end.settings.filter(({ file, line }) => file === end.file && line >= end.line);
  // Of YAML one that is no deeper than the block: its indentation is that of all others.
  const flat = own.filter(({ name }) => !name.includes('.'));
  for (const setting of [...flat, ...own]) {
    const written = writtenAt(setting, end, lineOf);
    if (written) return written;
  }
  return undefined;
}

/** The name as it has to be spelt beside that one; undefined where it belongs elsewhere. */
function keyLike(
  { key, name }: Written,
  wanted: string,
  { prefix = '' }: ConfiguredEnd,
): string | undefined {
  const whole = `${prefix}${name}`;
  const above = whole.slice(0, Math.max(whole.length - key.length, 0));
  const full = `${prefix}${wanted}`;
  return full.toLowerCase().startsWith(above.toLowerCase()) ? full.slice(above.length) : undefined;
}

function rendered(
  { target }: ConfiguredEnd,
  name: string,
  value: ChangeValue,
): string[] | undefined {
  if (holdsLogin(value)) return undefined;
  try {
    return syntaxOf(target.descriptor.syntax).renderSettings([{ name, value: asWritable(value) }]);
  } catch (error) {
    if (error instanceof TlsmithError) return undefined;
    throw error;
  }
}

/** An address may hold a password, which is not repeated. */
function holdsLogin(value: ChangeValue): boolean {
  return /\/\/[^/\s]*@/.test(String(value));
}

function asWritable(value: ChangeValue): WritableValue {
  const variable =
    typeof value === 'string' ? /^\$\{([A-Za-z_]\w*)\}$/.exec(value)?.[1] : undefined;
  return variable === undefined ? (value as WritableValue) : { variable };
}

/** As one line that a person could write, wherever it belongs; undefined as in `editsFor`. */
export function settingText(
  end: ConfiguredEnd,
  name: string,
  value: ChangeValue,
): string | undefined {
  return rendered(end, `${end.prefix ?? ''}${name}`, value)?.join(' ');
}

/** The text with the edits done. */
export function editedText(text: string, edits: readonly Edit[]): string {
  const lines = text.split('\n');
  for (const { line, from, to } of edits.toSorted((a, b) => b.line - a.line)) {
    lines.splice(line - 1, from === undefined ? 0 : 1, ...to);
  }
  return lines.join('\n');
}
