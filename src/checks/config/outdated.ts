// What the rules about settings of other versions share: which these are, and what stands in their
// place. For obsolete-setting.ts, future-setting.ts and deprecated-setting.ts.
import type { EndView, KnownPlacedSetting } from '../../targets/config/end-view.js';
import { isWithin } from '../../targets/stack-version.js';
import type { Remedy } from '../remedy.js';
import { writable } from './unknown-setting.js';

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

export function withSuccessor({ name, value, known }: KnownPlacedSetting): Remedy {
  const { replacedBy, replacedValues } = known;
  const written = writable(value);
  if (replacedBy === undefined || written === undefined) {
    return { kind: 'config', changes: [{ remove: name }] };
  }
  const other = replacedValues?.[String(written)] ?? written;
  return { kind: 'config', changes: [{ remove: name }, { add: replacedBy, value: other }] };
}
