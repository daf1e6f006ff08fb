// What the snippet in a host's folder says, read as its product would read it.
import type { Files } from '../../../ports.js';
import { readSnippet, type SnippetReading } from '../../../targets/snippet/snippet.js';
import { factsOf, type SnippetFacts } from '../../../targets/snippet/values.js';
import type { ProductRelease } from '../../../targets/target.js';
import { inFile } from '../in-file.js';

/**
 * The snippet of that product which a kit has put into the folder; undefined where its file says
 * nothing of the product.
 */
export async function readOwnSnippet(
  { target, version }: ProductRelease,
  folder: string,
  files: Files,
): Promise<SnippetReading | undefined> {
  const file = `${folder}/${target.snippetFile}`;
  const text = Buffer.from(await files.read(file)).toString();
  return inFile(file, () => readSnippet({ target, version }, text));
}

/**
 * What the snippet in the folder says; settings of other versions count too, since a kit may be
 * older than the call.
 */
export async function readFacts(
  release: ProductRelease,
  folder: string,
  files: Files,
): Promise<SnippetFacts> {
  const reading = await readOwnSnippet(release, folder, files);
  return factsOf([...(reading?.outdated ?? []), ...(reading?.meanings ?? [])]);
}
