// The text that a value of a config comes to, as far as the config itself says it. For end-view.ts.
import type { SettingValue } from '../snippet/setting.js';
import { isTemplated } from './template-marks.js';

/** What only the product, or who fills in a template, can know. */
export const UNKNOWN = Symbol('unknown');
export type Resolved = string | typeof UNKNOWN;

/**
 * `${NAME:default}`, `${NAME:-default}` and the `${env.NAME|'default'}` of Elastic Agent, no
 * variable in the default. What begins with `?` or `+` is no default.
 */
const WITH_DEFAULT =
  /\$\{[A-Za-z_.][\w.]{0,200}(?::-?([^}?+${][^}${]{0,1000})|[^}${']{0,200}\|\s{0,10}'([^'}${]{0,1000})')\}/g;

/** A default may be a variable with a default of its own. */
const MOST_NESTED = 10;

/** The items of a list, one for a scalar; of a hash none. */
export function resolvedItems(value: SettingValue): Resolved[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: SettingValue) => resolvedItems(item));
  }
  if (typeof value === 'boolean' || typeof value === 'number') return [String(value)];
  if (typeof value === 'string') return value === '' ? [] : [isTemplated(value) ? UNKNOWN : value];
  if ('expression' in value) {
    const text = filled(value.expression);
    return text === undefined ? [UNKNOWN] : listIn(text);
  }
  return 'variable' in value ? [UNKNOWN] : [];
}

/** `tls://${HOST:logs.lan}:5044`: each variable has a default of its own. */
function filled(expression: string): string | undefined {
  let text = expression;
  for (let depth = 0; depth < MOST_NESTED && text.includes('${'); depth += 1) {
    text = text.replace(WITH_DEFAULT, (_all, plain?: string, quoted?: string) =>
      String(plain ?? quoted),
    );
  }
  return text.includes('${') || /\$\w/.test(text) ? undefined : text;
}

/** What a variable comes to may be a list: `["https://a:9200", "https://b:9200"]`. */
function listIn(text: string): string[] {
  const inside = /^\s*\[([^[\]]*)\]\s*$/.exec(text)?.[1];
  if (inside === undefined) return [text];
  return inside
    .split(',')
    .map((item) => item.trim().replace(/^(["'])(.*)\1$/s, '$2'))
    .filter((item) => item !== '');
}

/** The scheme of each address, also of one whose host only the product knows. */
export function schemesIn(value: SettingValue, fallback: string | undefined): Resolved[] {
  const items: readonly SettingValue[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => {
    const raw = typeof item === 'object' && 'expression' in item ? item.expression : item;
    const visible =
      typeof raw === 'string' ? schemeOf(raw.replace(/^\s*\[?\s*["']?/, '')) : undefined;
    if (visible !== undefined) return [visible];
    return resolvedItems(item).map((text) =>
      text === UNKNOWN ? (fallback ?? UNKNOWN) : (schemeOf(text) ?? fallback ?? ''),
    );
  });
}

export function schemeOf(text: string): string | undefined {
  return /^([a-z][a-z0-9+.-]{0,40}):\/\//i.exec(text.trim())?.[1]?.toLowerCase();
}
