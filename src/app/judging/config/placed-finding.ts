// A finding of `doctor`: where it stands, and how it is mended. What the judges of certificates say
// of a file is placed at the setting that names the file.
import type { PathFinding } from '../../../checks/finding.js';
import type { Place, Remedy } from '../../../checks/remedy.js';
import type { ConfigMeaning } from '../../../targets/config/known-settings.js';
import type { ConfiguredHost, NamedFile } from '../../../targets/config/configured-host.js';

export interface PlacedFinding extends PathFinding {
  place: Place;
  remedy: Remedy;
}

/** The setting that names that file. */
export function placeOfFile(host: ConfiguredHost, path: string): Place | undefined {
  const file = host.files.find((one) => one.path === path);
  return file && { file: file.setting.file, line: file.setting.line, setting: file.setting.name };
}

/** The setting of the first of those meanings; else the block itself. */
export function placeOfMeaning(
  { view }: ConfiguredHost,
  ...meanings: readonly ConfigMeaning[]
): Place {
  for (const meaning of meanings) {
    const setting = view.meaning(meaning);
    if (setting) return { file: setting.file, line: setting.line, setting: setting.name };
  }
  const { file, line } = view.end;
  return { file, line, setting: undefined };
}

export function fileOf(
  { files }: ConfiguredHost,
  ...meanings: readonly ConfigMeaning[]
): NamedFile | undefined {
  for (const meaning of meanings) {
    const found = files.find((one) => one.meaning === meaning);
    if (found) return found;
  }
  return undefined;
}

/** Whose fault it is that is mended, before whom. */
export interface RemedyTerms {
  /** Whose file it is. */
  own: ConfiguredHost;
  /** Who judges it; undefined where nobody faces it. */
  other: ConfiguredHost | undefined;
  /** What the client dials. */
  hosts: readonly string[];
}
