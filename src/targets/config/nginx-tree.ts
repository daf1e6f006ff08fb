// A configuration of nginx as a tree of directives, code of other languages in it stepped over. For
// nginx-config.ts.
import { TlsmithError } from '../../errors.js';
import { NginxCursor } from '../syntax/nginx-cursor.js';
import type { ConfigText } from './configured-end.js';

export interface NginxDirective {
  readonly name: string;
  readonly values: readonly string[];
  readonly file: string;
  readonly line: number;
  /** Undefined for a simple directive. */
  readonly children: readonly NginxDirective[] | undefined;
}

const DEEPEST = 100;

/** The directives of the top level. Throws `input-malformed` with the line, `input-limit`. */
export function parseNginx({ path: file, text, linesAbove = 0 }: ConfigText): NginxDirective[] {
  const cursor = new NginxCursor(text.replace(/^\uFEFF/, ''));
  const open: { children: NginxDirective[] }[] = [{ children: [] }];
  for (;;) {
    const { words, end, line } = cursor.takeDirective();
    const [name = '', ...values] = words;
    const above = open.at(-1)?.children;
    if (end === '') break;
    if (end === '}') {
      if (open.length === 1) cursor.fail('a directive');
      open.pop();
    } else if (end === ';') {
      above?.push({ name, values, file, line: line + linesAbove, children: undefined });
    } else if (/_by_lua_block$|^js_code$/.test(name)) {
      cursor.skipCode();
    } else {
      if (open.length > DEEPEST) throw tooDeep();
      const children: NginxDirective[] = [];
      above?.push({ name, values, file, line: line + linesAbove, children });
      open.push({ children });
    }
  }
  if (open.length > 1) cursor.fail('}');
  return open[0]?.children ?? [];
}

function tooDeep(): TlsmithError {
  return new TlsmithError(
    'input-limit',
    `the nginx configuration is nested more than ${DEEPEST} levels deep`,
    { limit: DEEPEST },
  );
}
