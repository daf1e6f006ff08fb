// What the rules about configs share: how a setting is placed and called. For the files here.
import type { PlacedSetting } from '../../targets/config/configured-end.js';
import type { EndView } from '../../targets/config/end-view.js';
import { formatStackVersion } from '../../targets/stack-version.js';
import { isOfStack } from '../../targets/target.js';
import type { PathFault, PathRule } from '../rule.js';
import type { Place } from '../remedy.js';

export type ConfigRule = PathRule<EndView>;

/** The product's own documentation or source is what a setting is held to. */
export const PRODUCT = "the product's settings";

export function placeOf({ file, line, name }: PlacedSetting): Place {
  return { file, line, setting: name };
}

/** Where nothing stands that could be pointed at: the block that lacks it. */
export function placeOfEnd({ end: { file, line } }: EndView, setting?: string): Place {
  return { file, line, setting };
}

/** `logstash 9.5`; the version of a product that is not of the stack is not known. */
export function productOf({ release: { target, version } }: EndView): string {
  return isOfStack(target) ? `${target.name} ${formatStackVersion(version)}` : target.name;
}

/** A fault of one setting of that end. */
export function faultAt(
  view: EndView,
  setting: PlacedSetting,
  fault: Omit<PathFault, 'subject' | 'place'>,
): PathFault {
  return { subject: view.end.place, place: placeOf(setting), ...fault };
}
