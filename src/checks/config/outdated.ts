// What the rules about settings of other versions share: which these are, and what stands in their
// place. For obsolete-setting.ts, future-setting.ts and deprecated-setting.ts.
import type { EndView, KnownPlacedSetting } from '../../targets/config/end-view.js';
import { isWithin } from '../../targets/stack-version.js';
import type { Remedy } from '../remedy.js';
import { renamed } from './renaming.js';

export function outdated({ settings }: EndView): KnownPlacedSetting[] {
  return settings.filter(({ isCurrent }) => !isCurrent);
}

export function isYetToCome(
  { known: { from } }: KnownPlacedSetting,
  { release }: EndView,
): boolean {
  return from !== undefined && !isWithin(release.version, { from });
}

export function successor({ known: { replacedBy } }: KnownPlacedSetting): string {
  return replacedBy === undefined ? '' : `; in its place is ${replacedBy}`;
}

export function withSuccessor(view: EndView, setting: KnownPlacedSetting): Remedy {
  const { replacedBy, replacedValues } = setting.known;
  const { value } = setting;
  const isPlain = typeof value !== 'object';
  const other = isPlain ? replacedValues?.[String(value)] : undefined;
  return renamed(view, setting, replacedBy, other);
}
