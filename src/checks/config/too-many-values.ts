// Rule: a setting holds no more values than the product takes. Of a list where one file is taken
// some products refuse all, and others look at the first.
import { resolvedItems } from '../../targets/config/resolved-value.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, faultAt, PRODUCT, productOf } from './config-rule.js';

export const tooManyValues: ConfigRule = {
  code: 'too-many-values',
  citation: PRODUCT,
  severity: 'error',
  rank: COMMON_RANK,
  check: (view) =>
    view.settings.flatMap((setting) => {
      const { isCurrent, known, name } = setting;
      const count = resolvedItems(setting.value).length;
      if (!isCurrent || known.atMost === undefined || count <= known.atMost) return [];
      return [
        faultAt(view, setting, {
          citation: known.source,
          message: `${name} of ${productOf(view)} takes ${known.atMost === 1 ? 'one value' : `${known.atMost} values`}, and ${count} are there`,
          remedy: {
            kind: 'by-hand',
            sentence:
              known.values === undefined
                ? `put what they hold into one file, and name that alone in ${name}`
                : `write them as one text in quotes in ${name}`,
          },
        }),
      ];
    }),
};
