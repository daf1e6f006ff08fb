// The facts of a structure that no reader takes, for `inspect`: what is wrong with it, and what can
// be read all the same.
import { diagnosisOf } from '../reading/diagnosis.js';
import type { DamagedFacts } from './items.js';
import { shownText } from './text.js';

/** One or none: of what nothing can be read, the failure says all. */
export function damagedFacts(error: unknown): ({ type: 'damaged' } & DamagedFacts)[] {
  const diagnosis = diagnosisOf(error);
  if (!diagnosis?.structure || diagnosis.values.length === 0) return [];
  const { structure, faults, values } = diagnosis;
  return [
    {
      type: 'damaged',
      structure,
      faults: [...faults],
      values: values.map(({ field, offset, value }) => ({
        field,
        offset,
        value: shownText(value),
      })),
    },
  ];
}
