// The setting that a mistyped one most likely meant. Long sections have much in common, and say
// nothing of what stands after them.
import { nearestName } from '../../nearest-name.js';

/** Of `names`, none of which stands in the config already. */
export function nearestSetting(typed: string, names: readonly string[]): string | undefined {
  const last = lastPartOf(typed);
  const section = typed.slice(0, typed.length - last.length);
  const beside = names.flatMap((name) =>
    name.startsWith(section) && name.length > section.length ? [name.slice(section.length)] : [],
  );
  const meant = nearestName(last, beside) ?? abbreviatedBy(last, beside);
  if (meant !== undefined) return section + meant;
  // The last part is right, and what stands before it is not.
  return nearestName(
    typed,
    names.filter((name) => lastPartOf(name) === last),
  );
}

/** `cert` is what `certificate` was called long ago, and still is elsewhere. */
function abbreviatedBy(typed: string, names: readonly string[]): string | undefined {
  if (typed.length < 4) return undefined;
  const longer = names.filter((name) => name.startsWith(typed));
  return longer.toSorted((a, b) => a.length - b.length)[0];
}

function lastPartOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
