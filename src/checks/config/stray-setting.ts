// Rule: a setting about TLS stands where its product looks for it. Most that do not stand one level
// too far up.
import { quote } from '../../quote.js';
import type { PlacedSetting } from '../../targets/config/configured-end.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import { placeOf, PRODUCT } from './config-rule.js';

export const straySetting: PathRule<readonly PlacedSetting[]> = {
  code: 'stray-setting',
  citation: PRODUCT,
  severity: 'warning',
  rank: COMMON_RANK,
  check: (stray) =>
    stray.map((setting) => ({
      subject: setting.name,
      place: placeOf(setting),
      message: `${quote(setting.name)} stands where nothing reads it: it belongs below the output, or whatever it is meant for`,
      remedy: {
        kind: 'by-hand',
        sentence: `move ${quote(setting.name)} below what it is meant for, or take line ${setting.line} out`,
      },
    })),
};
