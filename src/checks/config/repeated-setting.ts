// Rule: a setting stands once in its place. Some products refuse a second one, others take the last
// and pass over the first.
import type { PlacedSetting } from '../../targets/config/configured-end.js';
import type { EndView } from '../../targets/config/end-view.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, faultAt, PRODUCT, productOf } from './config-rule.js';

export const repeatedSetting: ConfigRule = {
  code: 'repeated-setting',
  citation: PRODUCT,
  severity: 'warning',
  rank: COMMON_RANK,
  check: (view) =>
    repeatedIn(view).map(({ setting, first, repetition }) =>
      faultAt(view, setting, {
        severity: repetition === 'refused' ? 'error' : 'warning',
        message: `${setting.name} stands twice in ${view.end.place}, in line ${first.line} and here: ${productOf(view)} ${CONSEQUENCES[repetition]}`,
        remedy: { kind: 'config', changes: [{ remove: setting.name }] },
      }),
    ),
};

const CONSEQUENCES = {
  refused: 'does not start so',
  last: 'takes the last and passes over the first',
} as const;

interface Repeated {
  setting: PlacedSetting;
  first: PlacedSetting;
  repetition: 'refused' | 'last';
}

/** Two that say the same in two places of one file are one person's habit; two that differ a fault. */
function repeatedIn({ settings, known }: EndView): Repeated[] {
  const firsts = new Map<string, PlacedSetting>();
  const found: Repeated[] = [];
  for (const setting of settings) {
    const repetition = setting.known.repeated ?? known.repeated;
    if (repetition === 'list') continue;
    const first = firsts.get(setting.name);
    if (!first) firsts.set(setting.name, setting);
    else if (repetition === 'refused' || !isSame(first, setting)) {
      found.push({ setting, first, repetition });
    }
  }
  return found;
}

function isSame(one: PlacedSetting, other: PlacedSetting): boolean {
  return JSON.stringify(one.value) === JSON.stringify(other.value);
}
