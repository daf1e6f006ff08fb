// The text that a value of a config comes to, as far as the config itself says it. For end-view.ts.
import type { SettingValue } from '../snippet/setting.js';
import { isTemplated } from './config-kind.js';

/** What only the product, or who fills in a template, can know. */
export const UNKNOWN = Symbol('unknown');
export type Resolved = string | typeof UNKNOWN;

/** `${NAME:default}`, `${NAME:-default}` and the like: the default may hold colons. */
const WITH_DEFAULT = /^\$\{[A-Za-z_.][\w.]*:-?([^}?+][^}]*)\}$/;

/** The items of a list, one for a scalar; of a hash none. */
export function resolvedItems(value: SettingValue): Resolved[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: SettingValue) => resolvedItems(item));
  }
  if (typeof value === 'boolean' || typeof value === 'number') return [String(value)];
  if (typeof value === 'string') return value === '' ? [] : [isTemplated(value) ? UNKNOWN : value];
  if ('expression' in value) {
    const fallback = WITH_DEFAULT.exec(value.expression)?.[1];
    return [fallback ?? withinText(value.expression) ?? UNKNOWN];
  }
  return 'variable' in value ? [UNKNOWN] : [];
}

/** `tls://${HOST:logs.lan}:5044`: each variable has a default of its own. */
function withinText(text: string): string | undefined {
  const filled = text.replace(/\$\{[A-Za-z_.][\w.]*:-?([^}?+][^}]*)\}/g, '$1');
  return filled.includes('${') || /\$\w/.test(filled) ? undefined : filled;
}
