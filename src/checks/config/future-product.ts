// Rule: what a config configures is there in the version that reads it.
import { quote } from '../../quote.js';
import { formatStackVersion, isWithin } from '../../targets/stack-version.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, placeOfEnd, PRODUCT } from './config-rule.js';

export const futureProduct: ConfigRule = {
  code: 'future-product',
  citation: PRODUCT,
  severity: 'error',
  rank: COMMON_RANK,
  check(view) {
    const { known, end, release } = view;
    const { from } = known;
    if (from === undefined || isWithin(release.version, { from })) return [];
    const version = formatStackVersion(release.version);
    return [
      {
        subject: end.place,
        place: placeOfEnd(view),
        message: `stack ${version} has no ${end.place} yet: it came with stack ${from}, and a config with it does not start before`,
        remedy: {
          kind: 'by-hand',
          sentence: `take ${quote(end.place)} out, or bring the product to stack ${from}`,
        },
      },
    ];
  },
};
