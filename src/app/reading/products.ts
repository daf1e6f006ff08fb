// All products that the program knows, read from their folders.
import { TlsmithError } from '../../errors.js';
import type { Templates } from '../../ports.js';
import { DESCRIPTOR_FILE } from '../../targets/descriptor/form.js';
import { parseDescriptors } from '../../targets/descriptor/descriptor.js';
import { parseRefusals, type Refusal, REFUSALS_FILE } from '../../targets/descriptor/refusal.js';
import { type Target, type TargetFolder, targetsOf } from '../../targets/target.js';

/** All that products cannot do. */
export async function loadRefusals(templates: Templates): Promise<Refusal[]> {
  const files = await readFileOfAll(templates, REFUSALS_FILE);
  for (const { path, text } of files.filter(({ isShipped }) => !isShipped)) {
    (await loadJudge()).judgeRefusals(text, path);
  }
  return files.flatMap(({ text }) => parseRefusals(text));
}

/**
 * What ships is judged by a test. What somebody else has written is judged here, with a library
 * that nobody else has to load.
 */
const loadJudge = () => import('../../targets/descriptor/judge.js');

export interface TemplateText {
  readonly folder: string;
  readonly isShipped: boolean;
  /** For sentences. */
  readonly path: string;
  readonly text: string;
}

/** The file of that name in every folder that has one, in order. */
export async function readFileOfAll(templates: Templates, file: string): Promise<TemplateText[]> {
  const folders = await templates.folders();
  const texts = await Promise.all(folders.map(({ name }) => templates.read(name, file)));
  return folders.flatMap(({ name, isShipped }, i) => {
    const text = texts[i];
    return text === undefined ? [] : [{ folder: name, isShipped, path: `${name}/${file}`, text }];
  });
}

/** Every product. A folder without a descriptor holds text of our own, and is passed over. */
export async function loadTargets(templates: Templates): Promise<Target[]> {
  const files = await readFileOfAll(templates, DESCRIPTOR_FILE);
  return targetsOf(await Promise.all(files.map((file) => loadFolder(file, templates))));
}

async function loadFolder(
  { folder, isShipped, path, text }: TemplateText,
  templates: Templates,
): Promise<TargetFolder> {
  if (!isShipped) (await loadJudge()).judgeDescriptors(text, path);
  const descriptors = parseDescriptors(text);
  const names = descriptors.flatMap(({ frame, furtherFiles }) => [
    frame,
    ...furtherFiles.map((further) => further.frame),
  ]);
  const frames = await Promise.all(
    [...new Set(names)].map(async (name): Promise<[string, string]> => [
      name,
      await readFrame(folder, name, templates),
    ]),
  );
  return { folder, descriptors, frames: Object.fromEntries(frames) };
}

/** One text of a folder that must have it. Throws `template-invalid`. */
export async function readFrame(
  folder: string,
  name: string,
  templates: Templates,
): Promise<string> {
  const text = await templates.read(folder, name);
  if (text !== undefined) return text;
  const file = `${folder}/${name}`;
  throw new TlsmithError('template-invalid', `${file}: it is missing`, { file, reason: 'missing' });
}
