// All products that the program knows, read from their folders.
import { TlsmithError } from '../../errors.js';
import type { Templates } from '../../ports.js';
import { DESCRIPTOR_FILE } from '../../targets/descriptor/form.js';
import { parseDescriptors } from '../../targets/descriptor/descriptor.js';
import { parseRefusals, type Refusal, REFUSALS_FILE } from '../../targets/descriptor/refusal.js';
import { type Target, type TargetFolder, targetsOf } from '../../targets/target.js';

/** All that products cannot do. */
export async function loadRefusals(templates: Templates): Promise<Refusal[]> {
  const files = await readAll(templates, REFUSALS_FILE);
  return files.flatMap(({ folder, text }) => parseRefusals(text, `${folder}/${REFUSALS_FILE}`));
}

/** The file of that name in every folder that has one, in order. */
async function readAll(
  templates: Templates,
  file: string,
): Promise<{ folder: string; text: string }[]> {
  const folders = await templates.folders();
  const texts = await Promise.all(folders.map((folder) => templates.read(folder, file)));
  return folders.flatMap((folder, i) => {
    const text = texts[i];
    return text === undefined ? [] : [{ folder, text }];
  });
}

/**
 * Every product, or with `names` at least these: judging all descriptors takes a third of a kit's time. If one of them is unknown, all
 * are answered, for the sentence that says so. A folder without a descriptor holds text of our own, and is passed over.
 */
export async function loadTargets(
  templates: Templates,
  names: readonly string[] = [],
): Promise<Target[]> {
  const files = await readAll(templates, DESCRIPTOR_FILE);
  const load = async (some: typeof files) =>
    targetsOf(await Promise.all(some.map((file) => loadFolder(file, templates))));
  const mentioning = files.filter(({ text }) => names.some((name) => text.includes(`"${name}"`)));
  const found = await load(mentioning);
  const isComplete = names.every((name) => found.some((target) => target.name === name));
  return names.length > 0 && isComplete ? found : load(files);
}

async function loadFolder(
  { folder, text }: { folder: string; text: string },
  templates: Templates,
): Promise<TargetFolder> {
  const descriptors = parseDescriptors(text, `${folder}/${DESCRIPTOR_FILE}`);
  const names = descriptors.flatMap(({ frame, companions }) => [
    frame,
    ...companions.map((companion) => companion.frame),
  ]);
  const frames = await Promise.all(
    [...new Set(names)].map(async (name): Promise<[string, string]> => [
      name,
      await readFrame(folder, name, templates),
    ]),
  );
  return { folder, descriptors, frames: Object.fromEntries(frames) };
}

async function readFrame(folder: string, name: string, templates: Templates): Promise<string> {
  const text = await templates.read(folder, name);
  if (text !== undefined) return text;
  const file = `${folder}/${name}`;
  throw new TlsmithError('template-invalid', `${file}: it is missing`, { file, reason: 'missing' });
}
