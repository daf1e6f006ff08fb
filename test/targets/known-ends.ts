// The shipped files about every TLS setting, each end with the target that it belongs to, for the tests of this room.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KnownEnd, KnownSetting } from '../../src/targets/config/known-settings.js';
import {
  SETTINGS_FILE,
  namesIn,
  parseKnownEnds,
  settingsCalled,
} from '../../src/targets/config/known-settings.js';
import type { StackVersion } from '../../src/targets/stack-version.js';
import { KNOWN_STACK_VERSIONS, isWithin } from '../../src/targets/stack-version.js';
import type { ProductRelease, Target } from '../../src/targets/target.js';
import { existsIn } from '../../src/targets/target.js';
import { shippedFolders, shippedTargets, templateText } from './shipped.js';

/** One end that a file speaks of. */
export class KnownCase {
  readonly #called = new Map<string, KnownSetting[]>();
  readonly #names = new Map<StackVersion, string[]>();

  constructor(
    readonly label: string,
    readonly target: Target,
    readonly end: KnownEnd,
  ) {}

  /** The settings of that name in that version. */
  called(name: string, version: StackVersion): KnownSetting[] {
    const all = this.#called.get(name) ?? settingsCalled(this.target, this.end, name);
    this.#called.set(name, all);
    return all.filter((one) => isWithin(version, one));
  }

  /** Every name that fits, which is one or begins as `ssl.*` does. */
  namesIn(pattern: string, version: StackVersion): string[] {
    const start = pattern.replace(/\*$/, '');
    return this.#namesOf(version).filter((name) =>
      start === pattern ? name === pattern : name.startsWith(start),
    );
  }

  #namesOf(version: StackVersion): string[] {
    const known = this.#names.get(version);
    if (known) return known;
    const names = namesIn(this.target, this.end, version);
    const own = names.filter((name) => this.called(name, version).length > 0);
    this.#names.set(version, own);
    return own;
  }

  namesEver(): string[] {
    const all = KNOWN_STACK_VERSIONS.flatMap((version) => this.namesIn('*', version));
    return [...new Set(all)];
  }
}

export function shippedKnownEnds(folder: string): KnownEnd[] {
  return parseKnownEnds(templateText(folder, SETTINGS_FILE));
}

export function foldersWithoutSettings(): string[] {
  const path = (folder: string) =>
    fileURLToPath(new URL(`../../templates/${folder}/${SETTINGS_FILE}`, import.meta.url));
  return shippedFolders()
    .map(({ folder }) => folder)
    .filter((folder) => !existsSync(path(folder)))
    .sort();
}

export function knownCases(): KnownCase[] {
  const missing = foldersWithoutSettings();
  const folders = shippedFolders().filter(({ folder }) => !missing.includes(folder));
  return folders.flatMap(({ folder }) =>
    shippedKnownEnds(folder).flatMap((end) => {
      const target = shippedTargets().find(
        (one) => one.folder === folder && one.descriptor.end === end.end,
      );
      const label = end.end === undefined ? folder : `${folder} ${end.end}`;
      return target === undefined ? [] : [new KnownCase(label, target, end)];
    }),
  );
}

/** The product in every version that it exists in. */
export function releasesOf({ target }: KnownCase): ProductRelease[] {
  return KNOWN_STACK_VERSIONS.map((version) => ({ target, version })).filter(existsIn);
}
