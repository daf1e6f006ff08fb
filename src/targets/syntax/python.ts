// Settings as assignments of a Python module, and such assignments back. For products that are
// configured in Python.
import type {
  ReadSetting,
  SettingsBlock,
  Syntax,
  WritableScalar,
  WritableSetting,
} from '../snippet/setting.js';
import { isVariable, numberText, requireWritable, variableText } from '../snippet/setting.js';
import { PythonCursor } from './python-cursor.js';
import { pythonValue } from './python-literal.js';

/** `NAME =` or `NAME: type =`. */
const TARGET =
  /(?!(?:else|try|finally)\b)[A-Za-z_][\w\u0080-\uFFFF]*[ \t]*(?::(?:[^=\n#'"():;]|'[^'\n]*'|"[^"\n]*")+)?=(?!=)/y;

/** Assignments at the left margin. All are one block, whatever it is called. */
export function pythonSyntax(): Syntax {
  return {
    renderSettings: (settings) => settings.map(renderSetting),
    readBlocks: async (text) => blockOf(readAssignments(text)),
  };
}

function renderSetting({ name, value }: WritableSetting): string {
  if (!isList(value)) return `${name} = ${renderScalar(name, value)}`;
  return `${name} = [${value.map((item) => renderScalar(name, item)).join(', ')}]`;
}

function isList(value: WritableSetting['value']): value is readonly WritableScalar[] {
  return Array.isArray(value);
}

function renderScalar(name: string, value: WritableScalar): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberText(name, value);
  if (isVariable(value)) return `os.environ['${variableText(name, value).slice(2, -1)}']`;
  const text = requireWritable(name, typeof value === 'object' ? value.keyword : value);
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function blockOf(settings: readonly ReadSetting[]): SettingsBlock[] {
  const first = settings[0];
  return first === undefined ? [] : [{ line: first.line, settings }];
}

function readAssignments(text: string): ReadSetting[] {
  const cursor = new PythonCursor(text);
  const settings: ReadSetting[] = [];
  while (cursor.next !== '') {
    takeAssignments(cursor, settings);
    cursor.passLine();
  }
  return settings;
}

/** The assignments that begin a line: none, one, or several with semicolons between them. */
function takeAssignments(cursor: PythonCursor, settings: ReadSetting[]): void {
  do {
    const { line } = cursor;
    const name = /^[^\s:=]+/.exec(cursor.take(TARGET) ?? '')?.[0];
    if (name === undefined) return;
    settings.push({ name, value: pythonValue(takeExpression(cursor)), line });
  } while (cursor.take(/;[ \t]*/y) !== undefined);
}

function takeExpression(cursor: PythonCursor): string {
  const { at } = cursor;
  cursor.passStatement();
  const source = cursor.since(at).trim();
  return source === '' ? cursor.fail('a value') : source;
}
