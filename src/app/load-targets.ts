// All products that the program knows, read from their folders.
import type { Templates } from '../ports.js';
import { DESCRIPTOR_FILE } from '../targets/descriptor-form.js';
import { parseDescriptors } from '../targets/descriptor.js';
import { parseRefusals, type Refusal, REFUSALS_FILE } from '../targets/refusal.js';
import { type Target, type TargetFolder, targetsOf } from '../targets/target.js';

/** All that products cannot do. */
export async function loadRefusals(templates: Templates): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const folder of await templates.folders()) {
    const text = await templates.read(folder, REFUSALS_FILE);
    if (text !== undefined) refusals.push(...parseRefusals(text, `${folder}/${REFUSALS_FILE}`));
  }
  return refusals;
}

/** A folder without a descriptor holds text of our own, and is passed over. */
export async function loadTargets(templates: Templates): Promise<Target[]> {
  const products: TargetFolder[] = [];
  for (const folder of await templates.folders()) {
    const text = await templates.read(folder, DESCRIPTOR_FILE);
    if (text === undefined) continue;
    const descriptors = parseDescriptors(text, `${folder}/${DESCRIPTOR_FILE}`);
    const names = descriptors.flatMap(({ frame, companions }) => [
      frame,
      ...companions.map((companion) => companion.frame),
    ]);
    const frames: Record<string, string> = {};
    for (const name of new Set(names)) frames[name] = (await templates.read(folder, name)) ?? '';
    products.push({ folder, descriptors, frames });
  }
  return targetsOf(products);
}
