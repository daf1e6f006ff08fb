// The text around values: mustache without code, in which a name that nobody provides is an error.
// For snippets and the page of a kit.
import mustache from 'mustache';
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';

export type FrameData =
  string | number | boolean | null | readonly FrameData[] | { readonly [name: string]: FrameData };

/**
 * What a template may name. `settings`, where present, are lines that `{{>settings}}` alone on its
 * line inserts, indented alike.
 */
export type FrameView = { readonly [name: string]: FrameData };

/** [type, name, start, end, inner tokens …], as mustache.parse answers. */
type Token = readonly [string, string, number, number, ...unknown[]];

/**
 * `text` with the values of `view`; nothing is escaped, for the text is no HTML and quoting belongs
 * to the syntaxes. Throws `template-invalid`, naming `file`, for a name that `view` lacks and for
 * text that is no template.
 */
export function renderFrame(text: string, view: FrameView, file = 'template'): string {
  const writer = new mustache.Writer();
  const names = new Set<string>();
  requireKnown(parse(writer, text, file), [view], file, names);
  if ('settings' in view && !names.has('settings')) {
    throw invalid(file, 'it has no place for the settings');
  }
  // Values go in through a section, never as template text, so that a value holding {{ }} stays a
  // value.
  const partials = { settings: '{{#settings}}\n{{{.}}}\n{{/settings}}\n' };
  return writer.render(text, view, partials, { escape: String });
}

/**
 * Why `text` may not stand in a descriptor: it is no template, or names something else than
 * `names`. For small texts without sections.
 */
export function faultOfNames(text: string, names: readonly string[]): string | undefined {
  const view = Object.fromEntries(names.map((name) => [name, '']));
  try {
    requireKnown(parse(new mustache.Writer(), text, ''), [view], '', new Set());
    return undefined;
  } catch (error) {
    if (error instanceof TlsmithError) return String(error.details.reason);
    throw error;
  }
}

function parse(writer: InstanceType<typeof mustache.Writer>, text: string, file: string): Token[] {
  try {
    return writer.parse(text) as unknown as Token[];
  } catch (fault) {
    throw invalid(file, fault instanceof Error ? fault.message : String(fault), fault);
  }
}

/**
 * Walks the parse tree with the values in scope, innermost last. What is inside a section that is
 * not entered is never looked up.
 */
function requireKnown(
  tokens: readonly Token[],
  scope: readonly FrameData[],
  file: string,
  seen: Set<string>,
): void {
  for (const [type, name, , , inner] of tokens) {
    if (type === 'text' || type === '!' || type === '=') continue;
    seen.add(name);
    if (type === '>') {
      const lines = lookUp('settings', scope);
      if (name !== 'settings' || lines === undefined) throw unknownName(file, name);
      continue;
    }
    const value = lookUp(name, scope);
    if (value === undefined) throw unknownName(file, name);
    if (type === '^' && isEmpty(value)) requireKnown(inner as Token[], scope, file, seen);
    if (type === '#' && !isEmpty(value)) {
      for (const item of Array.isArray(value) ? value : [value]) {
        requireKnown(inner as Token[], [...scope, item as FrameData], file, seen);
      }
    }
  }
}

function isEmpty(value: FrameData): boolean {
  return (
    value === null ||
    value === false ||
    value === '' ||
    value === 0 ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** Own properties only: `toString` is no value of ours. */
function lookUp(name: string, scope: readonly FrameData[]): FrameData | undefined {
  if (name === '.') return scope.at(-1);
  const [head = '', ...rest] = name.split('.');
  for (const level of [...scope].reverse()) {
    let value = member(level, head);
    if (value === undefined) continue;
    for (const word of rest) value = value === undefined ? undefined : member(value, word);
    return value;
  }
  return undefined;
}

function member(value: FrameData, name: string): FrameData | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as FrameView)[name] : undefined;
}

function unknownName(file: string, name: string): TlsmithError {
  return invalid(file, `it names ${quote(name)}, which nothing provides`);
}

function invalid(file: string, reason: string, cause?: unknown): TlsmithError {
  return new TlsmithError(
    'template-invalid',
    `${file} is no usable template: ${reason}`,
    { file, reason },
    cause,
  );
}
