// An end of a config with what its files hold. For the judges of configs and links.
import type { TlsmithError } from '../../errors.js';
import type { FoundHostFolder, HostEnd } from '../host-folder.js';
import type { PlacedSetting } from './configured-end.js';
import type { EndView } from './end-view.js';
import type { ConfigMeaning } from './known-settings.js';

/** A file that a config names. */
export interface NamedFile {
  /** Where it is on this machine. */
  path: string;
  /** In a kit, or the folder of a host: beside the config, and not yet where it will live. */
  isBeside: boolean;
  meaning: ConfigMeaning;
  setting: PlacedSetting;
  /** As the config has it; undefined for one that stands in the config itself. */
  named: string | undefined;
}

/** Why a file that is named cannot be used. */
export interface FileFault {
  file: NamedFile;
  error: TlsmithError;
}

export interface ConfiguredHost {
  view: EndView;
  host: FoundHostFolder;
  end: HostEnd;
  files: readonly NamedFile[];
  faults: readonly FileFault[];
  /** What the config leaves to the product, as the end of a sentence. */
  notJudged: readonly string[];
}
