// Rule: what still works and will go is said, before it does.
import type { EndView } from '../../targets/config/end-view.js';
import { isWithin } from '../../targets/stack-version.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, faultAt, PRODUCT, productOf } from './config-rule.js';
import { successor, withSuccessor } from './outdated.js';

export const deprecatedSetting: ConfigRule = {
  code: 'deprecated-setting',
  citation: PRODUCT,
  severity: 'info',
  rank: COMMON_RANK,
  check: (view) =>
    view.settings
      .filter(({ isCurrent, known }) => isCurrent && isDeprecated(known.deprecatedFrom, view))
      .map((one) =>
        faultAt(view, one, {
          citation: one.known.source,
          message: `${one.name} still works in ${productOf(view)}, and will go${successor(one)}`,
          remedy: withSuccessor(view, one),
        }),
      ),
};

function isDeprecated(from: string | undefined, { release }: EndView): boolean {
  return from !== undefined && isWithin(release.version, { from });
}
