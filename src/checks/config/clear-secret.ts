// Rule: a password does not stand in a config in clear text, where the product can take it from
// elsewhere.
import type { EndView, KnownPlacedSetting } from '../../targets/config/end-view.js';
import { resolvedItems, UNKNOWN } from '../../targets/config/resolved-value.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, faultAt, productOf } from './config-rule.js';

const WITH_VARIABLES = ['beats-yaml', 'yaml', 'logstash'];

export const clearSecret: ConfigRule = {
  code: 'clear-secret',
  citation: 'CWE-256',
  severity: 'warning',
  rank: COMMON_RANK,
  check: (view) =>
    view.settings
      .filter((setting) => isClear(setting, view))
      .map((setting) =>
        faultAt(view, setting, {
          message: `the value of ${setting.name} stands in the file in clear text`,
          remedy: {
            kind: 'config',
            changes: [{ replace: setting.name, value: `\${${variableFor(setting, view)}}` }],
          },
        }),
      ),
};

/** Products that look up nothing leave no choice. */
function isClear({ known, value }: KnownPlacedSetting, { end }: EndView): boolean {
  if (known.isSecret !== true) return false;
  if (!WITH_VARIABLES.includes(end.target.descriptor.syntax)) return false;
  // The default of a variable is a text like any other.
  const [text] = resolvedItems(value);
  return text !== undefined && text !== UNKNOWN;
}

function variableFor({ name }: KnownPlacedSetting, view: EndView): string {
  const word = `${productOf(view).replace(/ .*$/, '')}_${name}`;
  return word.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}
