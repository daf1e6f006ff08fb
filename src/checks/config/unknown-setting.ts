// Rule: a setting about TLS is one that the product has. A misspelt one is refused by most
// products, and passed over without a word by Beats.
import { quote } from '../../quote.js';
import type { PlacedSetting } from '../../targets/config/configured-end.js';
import type { EndView } from '../../targets/config/end-view.js';
import { namesIn } from '../../targets/config/known-settings.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, faultAt, PRODUCT, productOf } from './config-rule.js';
import { nearestSetting } from './nearest-setting.js';
import { renamed } from './renaming.js';

export const unknownSetting: ConfigRule = {
  code: 'unknown-setting',
  citation: PRODUCT,
  severity: ({ known }) => (known.unknown === 'refused' ? 'error' : 'warning'),
  rank: COMMON_RANK,
  check(view) {
    return unknownIn(view).map(({ setting, nearest }) =>
      faultAt(view, setting, {
        message: `${productOf(view)} has no setting ${quote(setting.name)} ${consequence(view)}${
          nearest === undefined ? '' : `; did you mean ${nearest}?`
        }`,
        remedy: renamed(view, setting, nearest),
      }),
    );
  },
};

function consequence({ known, end }: EndView): string {
  return known.unknown === 'refused'
    ? `in ${end.place}, and does not start with one`
    : `in ${end.place}, and passes over it without a word`;
}

function unknownIn(
  view: EndView,
): readonly { setting: PlacedSetting; nearest: string | undefined }[] {
  const { known, end, release, others } = view;
  const isAboutTls = new RegExp(known.tlsNames);
  const isOther = known.otherNames === undefined ? undefined : new RegExp(known.otherNames);
  const names = namesIn(end.target, known, release.version).filter((name) => !view.named(name));
  return others.flatMap((setting) => {
    if (!isAboutTls.test(setting.name) || isOther?.test(setting.name)) return [];
    return [{ setting, nearest: nearestSetting(setting.name, names) }];
  });
}
