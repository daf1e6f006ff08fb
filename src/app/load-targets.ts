// All products that the program knows, read from their folders.
import type { Templates } from '../ports.js';
import { DESCRIPTOR_FILE, FRAME_FILE } from '../targets/descriptor-form.js';
import { parseDescriptor } from '../targets/descriptor.js';
import { type Target, targetsOf } from '../targets/target.js';

/** A folder without a descriptor holds text of our own, and is passed over. */
export async function loadTargets(templates: Templates): Promise<Target[]> {
  const products = [];
  for (const folder of await templates.folders()) {
    const text = await templates.read(folder, DESCRIPTOR_FILE);
    if (text === undefined) continue;
    const descriptor = parseDescriptor(text, `${folder}/${DESCRIPTOR_FILE}`);
    const frame = (await templates.read(folder, FRAME_FILE)) ?? '';
    products.push({ folder, descriptor, frame });
  }
  return targetsOf(products);
}
