// Settings as options of stunnel, and the options of its sections back. For stunnel targets.
import type {
  ReadSetting,
  SettingsBlock,
  Syntax,
  WritableScalar,
  WritableSetting,
} from '../snippet/setting.js';
import { isVariable, unwritable } from '../snippet/setting.js';
import { malformedLine } from './malformed-line.js';
import { numberedLines, trimmed, type NumberedLine } from './numbered-lines.js';
import { itemsOf, scalarText, unknownVariable } from './untyped-scalar.js';

const BOOLEANS = { true: 'yes', false: 'no' };
const LINES = { blanks: ' \t\v\f', comments: '#;' };
/**
 * stunnel 5.68 takes what is beyond 16383 bytes for a line of its own; the rest is room for the
 * name. Measured.
 */
const LONGEST_VALUE = 16_000;

/**
 * A list is repeated lines. `block` is the name of a section, or `[]` for the options before the
 * first one.
 */
export function stunnelSyntax(): Syntax {
  return {
    renderSettings: (settings) => settings.flatMap(renderSetting),
    readBlocks: async (text, [section]) =>
      readStunnelSections(text)
        .filter((block) => block.section === section)
        .map(({ line, settings }) => ({ line, settings })),
  };
}

function renderSetting({ name, value }: WritableSetting): string[] {
  const items = itemsOf(value);
  if (items.length === 0) throw unwritable(name, '', 'an empty list would be no line at all');
  return items.map((item) => `${name} = ${renderScalar(name, item)}`);
}

// The language has no quotes: a value is everything between the blanks around it.
function renderScalar(name: string, value: WritableScalar): string {
  if (isVariable(value)) throw unknownVariable(name, value);
  const text = scalarText(name, value, BOOLEANS);
  if (text === '') throw unwritable(name, text, 'it is empty');
  if (/^ | $/.test(text)) throw unwritable(name, text, 'it begins or ends with a blank');
  if (Buffer.byteLength(text) > LONGEST_VALUE) {
    throw unwritable(name, text, `stunnel reads values of at most ${LONGEST_VALUE} bytes`);
  }
  return text;
}

export interface StunnelSection extends SettingsBlock {
  /** Undefined before the first section. */
  readonly section: string | undefined;
}

/** In order, the options before the first section too. Throws `input-malformed`. */
export function readStunnelSections(text: string): StunnelSection[] {
  const top = { section: undefined, line: 1, lines: [] as NumberedLine[] };
  const sections: { section: string | undefined; line: number; lines: NumberedLine[] }[] = [top];
  // stunnel passes over a byte order mark and drops every carriage return, wherever it stands
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r', '');
  for (const numbered of numberedLines(source, LINES)) {
    const section = sectionOf(numbered);
    if (section === undefined) sections.at(-1)?.lines.push(numbered);
    else sections.push({ section, line: numbered.line, lines: [] });
  }
  return sections
    .filter(({ section, lines }) => section !== undefined || lines.length > 0)
    .map(({ section, line, lines }) => ({
      section,
      line: section === undefined ? (lines[0]?.line ?? line) : line,
      settings: gather(lines),
    }));
}

function sectionOf({ text }: NumberedLine): string | undefined {
  return text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : undefined;
}

/**
 * A name that stands more than once, in whatever case, is one list, at the line where it stood
 * first.
 */
function gather(lines: readonly NumberedLine[]): ReadSetting[] {
  const gathered = new Map<string, { name: string; line: number; values: string[] }>();
  for (const numbered of lines) {
    const { name, value } = readOption(numbered);
    const key = name.toLowerCase();
    const earlier = gathered.get(key);
    if (earlier === undefined) gathered.set(key, { name, line: numbered.line, values: [value] });
    else earlier.values.push(value);
  }
  return [...gathered.values()].map(({ name, line, values: [first = '', ...others] }) => ({
    name,
    value: others.length === 0 ? first : [first, ...others],
    line,
  }));
}

function readOption({ text, line }: NumberedLine): { name: string; value: string } {
  const equals = text.indexOf('=');
  const name = trimmed(text.slice(0, Math.max(equals, 0)), LINES.blanks);
  if (name === '') throw malformedLine(line, 'a stunnel configuration', 'name = value');
  return { name, value: trimmed(text.slice(equals + 1), LINES.blanks) };
}
