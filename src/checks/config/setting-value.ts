// Rule: a setting has one of the values that the product takes.
import { nearestName } from '../../nearest-name.js';
import { quote } from '../../quote.js';
import { type EndView, type KnownPlacedSetting, meantBy } from '../../targets/config/end-view.js';
import type { KnownSetting } from '../../targets/config/known-settings.js';
import { resolvedItems, UNKNOWN } from '../../targets/config/resolved-value.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, faultAt, PRODUCT, productOf } from './config-rule.js';

/** A list of fifty ciphers helps nobody. */
const MOST_NAMED = 8;

export const settingValue: ConfigRule = {
  code: 'setting-value',
  citation: PRODUCT,
  severity: 'error',
  rank: COMMON_RANK,
  check: (view) =>
    view.settings
      .filter(({ isCurrent, known }) => isCurrent && known.values !== undefined)
      .flatMap((setting) =>
        wrongIn(setting).map((text) =>
          faultAt(view, setting, {
            citation: setting.known.source,
            message: `${quote(text)} is no value of ${setting.name}: ${productOf(view)} takes ${allowed(setting)}`,
            remedy: {
              kind: 'config',
              changes: [{ replace: setting.name, value: likely(setting, text, view) }],
            },
          }),
        ),
      ),
};

function wrongIn({ value, known }: KnownPlacedSetting): string[] {
  if (Array.isArray(value) && value.length === 0) return [''];
  return resolvedItems(value)
    .filter((text) => text !== UNKNOWN)
    .flatMap((text) => (isList(known) ? text.split(/\s+/) : [text]))
    .filter((text) => meantBy(known, text) === undefined);
}

/** Redis has all versions in one text. */
function isList({ meaning }: KnownSetting): boolean {
  return meaning === 'protocols' || meaning === 'minimum-protocol';
}

function allowed({ known: { values = {} } }: KnownPlacedSetting): string {
  const words = Object.keys(values);
  const more = words.length - MOST_NAMED;
  return `${words.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The word that was meant, or the strictest that the product has. */
function likely(
  { known: { values = {} }, value }: KnownPlacedSetting,
  text: string,
  { end }: EndView,
): string | boolean | readonly string[] {
  const words = Object.keys(values);
  const STRICT = ['required', 'full', 'on', 'TLSv1.2'];
  const strict = words.find((word) => STRICT.includes(values[word] ?? ''));
  const word = nearestName(text, words) ?? strict ?? words[0] ?? '';
  if (typeof value === 'string' && value !== text) {
    return value
      .split(/\s+/)
      .map((one) => (one === text ? word : one))
      .join(' ');
  }
  if (Array.isArray(value)) {
    const items = resolvedItems(value).filter((item): item is string => item !== UNKNOWN);
    return [...new Set(items.map((item) => (item === text ? word : item)))];
  }
  const isPlain =
    end.target.descriptor.syntax === 'logstash' || /yaml$/.test(end.target.descriptor.syntax);
  if (isPlain && (word === 'true' || word === 'false')) return word === 'true';
  return word;
}
