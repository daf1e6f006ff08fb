// Rule: a password does not stand in a config in clear text, where the product can take it from
// elsewhere.
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, faultAt } from './config-rule.js';
import { isClear, looksUpVariables, variableFor } from './renaming.js';

export const clearSecret: ConfigRule = {
  code: 'clear-secret',
  citation: 'CWE-256',
  severity: 'warning',
  rank: COMMON_RANK,
  check: (view) =>
    // Products that look up nothing leave no choice.
    (looksUpVariables(view) ? view.settings : [])
      .filter((setting) => setting.known.isSecret === true && isClear(setting))
      .map((setting) =>
        faultAt(view, setting, {
          message: `the value of ${setting.name} stands in the file in clear text`,
          remedy: {
            kind: 'config',
            changes: [{ replace: setting.name, value: `\${${variableFor(view, setting.name)}}` }],
          },
        }),
      ),
};
