// Flat settings of a YAML config taken together again by the place that they stand in. For the
// readers of YAML configs.
import type { PlacedSetting } from './configured-end.js';

export interface SettingGroup {
  /** The word below the place: of a list its index. */
  name: string;
  line: number;
  /** Names relative to the group. */
  settings: readonly PlacedSetting[];
}

/** The settings below that place, their names relative to it. */
export function within(settings: readonly PlacedSetting[], place: string): PlacedSetting[] {
  const prefix = place === '' ? '' : `${place}.`;
  return settings
    .filter(({ name }) => name.startsWith(prefix) && name.length > prefix.length)
    .map((one) => ({ ...one, name: one.name.slice(prefix.length) }));
}

/** What stands below that place, a group for each word that follows. */
export function groupsBelow(settings: readonly PlacedSetting[], place: string): SettingGroup[] {
  const groups = new Map<string, PlacedSetting[]>();
  for (const one of within(settings, place)) {
    const dot = one.name.indexOf('.');
    const word = dot < 0 ? one.name : one.name.slice(0, dot);
    const group = groups.get(word) ?? [];
    // A word alone has no settings below it: `output.file: null`.
    if (dot >= 0) group.push({ ...one, name: one.name.slice(dot + 1) });
    groups.set(word, group);
  }
  return [...groups].flatMap(([name, own]) => {
    const [first] = own;
    return first ? [{ name, line: first.line, settings: own }] : [];
  });
}

export function lastOf(
  settings: readonly PlacedSetting[],
  name: string,
): PlacedSetting | undefined {
  return settings.findLast((one) => one.name === name);
}

export function textOf(settings: readonly PlacedSetting[], name: string): string | undefined {
  const value = lastOf(settings, name)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function isFalse(settings: readonly PlacedSetting[], name: string): boolean {
  const value = lastOf(settings, name)?.value;
  return value === false || value === 'false';
}
