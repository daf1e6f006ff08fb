// What is done with a setting that has to be called otherwise: its value goes with it, but never a
// secret, which no answer repeats.
import type { PlacedSetting } from '../../targets/config/configured-end.js';
import type { EndView } from '../../targets/config/end-view.js';
import { type ChangeValue, settingsCalled } from '../../targets/config/known-settings.js';
import { resolvedItems, UNKNOWN } from '../../targets/config/resolved-value.js';
import type { Remedy } from '../remedy.js';

/** `value`: where it is written in another way under the new name. */
export function renamed(
  view: EndView,
  setting: PlacedSetting,
  to: string | undefined,
  value = writable(setting.value),
): Remedy {
  const { name } = setting;
  const removal = { remove: name };
  if (to === undefined || value === undefined) return { kind: 'config', changes: [removal] };
  if (!isSecret(view, name) && !isSecret(view, to)) {
    return { kind: 'config', changes: [removal, { add: to, value }] };
  }
  if (!isClear(setting)) return { kind: 'config', changes: [removal, { add: to, value }] };
  if (!looksUpVariables(view)) {
    return { kind: 'by-hand', sentence: `write ${to} in place of ${name}, with the same value` };
  }
  const variable = `\${${variableFor(view, to)}}`;
  return { kind: 'config', changes: [removal, { add: to, value: variable }] };
}

/** By what is known of it, or by its name: a misspelt one holds a secret all the same. */
export function isSecret({ end, known }: EndView, name: string): boolean {
  const all = settingsCalled(end.target, known, name);
  const isKnown = all.some((one) => one.isSecret === true || /password$/.test(one.meaning ?? ''));
  return (
    isKnown ||
    /pass|secret|key_?phrase/i.test(name.replace(/pass(?:word|phrase)_?(?:path|file)/i, ''))
  );
}

/** The default of a variable is a text like any other. */
export function isClear({ value }: PlacedSetting): boolean {
  const [text] = resolvedItems(value);
  return text !== undefined && text !== UNKNOWN;
}

const WITH_VARIABLES = ['beats-yaml', 'yaml', 'logstash'];

export function looksUpVariables({ end }: EndView): boolean {
  return WITH_VARIABLES.includes(end.target.descriptor.syntax);
}

/** `LOGSTASH_SSL_KEY_PASSPHRASE`. */
export function variableFor({ end }: EndView, name: string): string {
  return `${end.target.name}_${name}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}

/** A value as a config can be told to say it again. */
function writable(value: PlacedSetting['value']): ChangeValue | undefined {
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'string') ? value : undefined;
  }
  if (typeof value === 'object') {
    if ('variable' in value) return `\${${value.variable}}`;
    return 'expression' in value ? value.expression : undefined;
  }
  return value;
}
