// Rule: a setting has not been taken away before the version that reads it.
import type { KnownPlacedSetting } from '../../targets/config/end-view.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, faultAt, PRODUCT, productOf } from './config-rule.js';
import { isYetToCome, outdated, successor, withSuccessor } from './outdated.js';

export const obsoleteSetting: ConfigRule = {
  code: 'obsolete-setting',
  citation: PRODUCT,
  severity: ({ known }) => (known.unknown === 'refused' ? 'error' : 'warning'),
  rank: COMMON_RANK,
  check: (view) =>
    outdated(view)
      .filter((one) => !isYetToCome(one, view))
      .map((one) =>
        faultAt(view, one, {
          citation: one.known.source,
          message: `${one.name} is gone from ${productOf(view)}${lastSeen(one)}${successor(one)}`,
          remedy: withSuccessor(view, one),
        }),
      ),
};

function lastSeen({ known: { to } }: KnownPlacedSetting): string {
  return to === undefined ? '' : `: it was read up to stack ${to}`;
}
