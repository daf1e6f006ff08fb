// An end of a config with what its files hold. For the judges of configs and links.
import type { TlsmithError } from '../../errors.js';
import type { FoundHostFolder, HostEnd } from '../host-folder.js';
import type { PlacedSetting } from './configured-end.js';
import type { DialledEndpoint, EndView } from './end-view.js';
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

/** Who may do what with a file that is installed on this machine. */
export interface FileAccess {
  file: Pick<NamedFile, 'path' | 'meaning' | 'setting'>;
  /** Permission bits. */
  mode: number;
  /** A name, or a number where the machine has none for it. */
  owner: string;
  isOwnerTrusted: boolean;
  /**
   * Whether the product's user can read it; undefined where the machine has no such user, or that
   * user cannot read the config either: then another one runs the product.
   */
  isReadable: boolean | undefined;
  serviceUser: string | undefined;
  /** The group of that user, where neither owner nor group of the file is its own. */
  serviceGroup: string | undefined;
  /** A folder above into which that user cannot go. */
  closedFolder: string | undefined;
}

export interface ConfiguredHost {
  view: EndView;
  host: FoundHostFolder;
  end: HostEnd;
  files: readonly NamedFile[];
  faults: readonly FileFault[];
  /** Of the files that are installed here; none of a kit's, or below another root. */
  access: readonly FileAccess[];
  /** What the config leaves to the product, as the end of a sentence. */
  notJudged: readonly string[];
}

/** Two ends of which one dials the other. */
export interface ConfiguredLink {
  client: ConfiguredHost;
  server: ConfiguredHost;
  /** What the client dials on this server, as it stands in its config. */
  hosts: readonly DialledEndpoint[];
}
