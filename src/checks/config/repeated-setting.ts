// Rule: a setting stands once in its place. Some products refuse a second one, others take the last
// and pass over the first.
import type { PlacedSetting } from '../../targets/config/configured-end.js';
import type { EndView } from '../../targets/config/end-view.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, faultAt, PRODUCT, productOf } from './config-rule.js';

/** Of these nginx takes several, for keys of several kinds. */
const MAY_REPEAT = /^(?:ssl_certificate|ssl_certificate_key|ssl_conf_command|listen|server_name)$/;

export const repeatedSetting: ConfigRule = {
  code: 'repeated-setting',
  citation: PRODUCT,
  severity: ({ known }) => (known.repeated === 'refused' ? 'error' : 'warning'),
  rank: COMMON_RANK,
  check: (view) =>
    view.known.repeated === 'list'
      ? []
      : repeatedIn(view).map(({ setting, first }) =>
          faultAt(view, setting, {
            message: `${setting.name} stands twice in ${view.end.place}, in line ${first.line} and here: ${consequence(view)}`,
            remedy: { kind: 'config', changes: [{ remove: setting.name }] },
          }),
        ),
};

function consequence(view: EndView): string {
  return view.known.repeated === 'refused'
    ? `${productOf(view)} does not start so`
    : `${productOf(view)} takes the last and passes over the first`;
}

/** Two that say the same in two places of one file are one person's habit; two that differ a fault. */
function repeatedIn({ settings, known }: EndView) {
  const firsts = new Map<string, PlacedSetting>();
  const found: { setting: PlacedSetting; first: PlacedSetting }[] = [];
  for (const setting of settings.filter((one) => !MAY_REPEAT.test(one.name))) {
    const first = firsts.get(setting.name);
    if (!first) firsts.set(setting.name, setting);
    else if (known.repeated === 'refused' || !isSame(first, setting))
      found.push({ setting, first });
  }
  return found;
}

function isSame(one: PlacedSetting, other: PlacedSetting): boolean {
  return JSON.stringify(one.value) === JSON.stringify(other.value);
}
