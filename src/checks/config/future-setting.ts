// Rule: a setting has come with the version that reads it, or before.
import type { EndView, KnownPlacedSetting } from '../../targets/config/end-view.js';
import { isWithin } from '../../targets/stack-version.js';
import type { Remedy } from '../remedy.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, faultAt, PRODUCT, productOf } from './config-rule.js';
import { isYetToCome, outdated } from './outdated.js';
import { renamed } from './renaming.js';

export const futureSetting: ConfigRule = {
  code: 'future-setting',
  citation: PRODUCT,
  severity: ({ known }) => (known.unknown === 'refused' ? 'error' : 'warning'),
  rank: COMMON_RANK,
  check: (view) =>
    outdated(view)
      .filter((one) => isYetToCome(one, view))
      .map((one) =>
        faultAt(view, one, {
          citation: one.known.source,
          message: `${productOf(view)} does not know ${one.name} yet: it came with stack ${one.known.from}`,
          remedy: olderName(one, view),
        }),
      ),
};

/** What the setting was called in that version, where it was there under another name. */
function olderName(setting: KnownPlacedSetting, view: EndView): Remedy {
  const { value, known } = setting;
  const all = [...view.known.settings, ...view.end.target.descriptor.settings];
  const { version } = view.release;
  const older = all.find(
    (one) => one.meaning !== undefined && one.meaning === known.meaning && isWithin(version, one),
  );
  const isPlain = typeof value !== 'object';
  const back =
    older && isPlain && 'values' in older
      ? backwards(older.values, known.values, String(value))
      : undefined;
  return renamed(view, setting, older?.name, back);
}

/** The older word for what a newer word comes to. */
function backwards(
  older: Readonly<Record<string, string>> | undefined,
  newer: Readonly<Record<string, string>> | undefined,
  text: string,
): string | boolean | undefined {
  const meant = newer?.[text] ?? text;
  const word = Object.entries(older ?? {}).find(([, comesTo]) => comesTo === meant)?.[0];
  if (word === 'true') return true;
  return word === 'false' ? false : word;
}
