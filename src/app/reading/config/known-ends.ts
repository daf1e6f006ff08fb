// What each end of each product knows of TLS, read from the folders of templates. For `doctor`.
import { readFileOfAll } from '../products.js';
import type { Templates } from '../../../ports.js';
import {
  type KnownEnd,
  parseKnownEnds,
  SETTINGS_FILE,
} from '../../../targets/config/known-settings.js';
import type { Target } from '../../../targets/target.js';

export type KnownEnds = (target: Target) => KnownEnd;

/** Of a product without such a file what its snippets set is known, and nothing is unknown. */
const NOTHING_KNOWN: KnownEnd = {
  tlsNames: '(?!)',
  unknown: 'ignored',
  repeated: 'list',
  settings: [],
  defaults: [],
  rules: [],
};

export async function loadKnownEnds(templates: Templates): Promise<KnownEnds> {
  const files = await readFileOfAll(templates, SETTINGS_FILE);
  const ends = new Map(files.map(({ folder, text }) => [folder, parseKnownEnds(text)]));
  return ({ folder, descriptor }) =>
    ends.get(folder)?.find(({ end }) => end === descriptor.end) ?? NOTHING_KNOWN;
}
