// The files that configs name, with the settings that name them and the passwords that open them:
// by the readers of `doctor`. For `status`.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import type { Templates } from '../../ports.js';
import type { ConfiguredHost, NamedFile } from '../../targets/config/configured-host.js';
import type { ConfigMeaning } from '../../targets/config/known-settings.js';
import { NEWEST_STACK_VERSION } from '../../targets/stack-version.js';
import {
  type KnownProducts,
  loadKnownProducts,
  readConfiguredHosts,
} from '../reading/config/configured-hosts.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import type { StorePorts } from '../reading/key/store.js';
import type { NamingSetting } from './report.js';

export interface ConfiguredFile {
  path: string;
  setting: NamingSetting;
  passwords: readonly PasswordSource[];
  /** Why it cannot be read, where it is to be here. */
  fault: TlsmithError | undefined;
}

/** What may hold something that ends; a password, a key or a list of ciphers does not. */
const HOLDING: readonly ConfigMeaning[] = [
  ...(['certificate', 'trust-anchors', 'key-store', 'trust-store', 'crl'] as const),
];

export class Configs {
  #products: Promise<KnownProducts> | undefined;

  constructor(
    private readonly root: string | undefined,
    /** Nobody is asked for a password. */
    private readonly ports: StorePorts & { templates: Templates },
  ) {}

  /**
   * None for what is no config of a product that is known. Throws `input-malformed`, `input-limit`
   * for one that cannot be read.
   */
  async filesNamedBy(path: string): Promise<ConfiguredFile[]> {
    this.#products ??= loadKnownProducts(this.ports.templates);
    const request = { paths: [path], root: this.root };
    try {
      const read = await readConfiguredHosts(
        request,
        () => NEWEST_STACK_VERSION,
        this.ports,
        await this.#products,
      );
      return [...read.hosts, ...read.plain].flatMap((host) => filesOf(host, path));
    } catch (error) {
      if (error instanceof TlsmithError && NO_CONFIG.includes(error.code)) return [];
      throw error;
    }
  }
}

const NO_CONFIG = ['input-wrong-kind', 'input-too-large', 'input-absent', 'input-unreadable'];

function filesOf({ files, faults, host }: ConfiguredHost, config: string): ConfiguredFile[] {
  const passwords = host.secrets.flatMap(({ purpose, text }) =>
    text && ['keyStore', 'trustStore'].includes(purpose) ? [{ text }] : [],
  );
  return files
    .filter(({ meaning }) => HOLDING.includes(meaning))
    .map((file) => ({
      path: file.named === undefined ? file.setting.file : asFound(file, config),
      setting: settingOf(file),
      passwords,
      fault: faults.find((one) => one.file === file)?.error,
    }));
}

/** Below the folder of the config, as the walk calls it. */
function asFound({ path }: NamedFile, config: string): string {
  return dirname(config) === '.' && !config.startsWith('./') ? path.replace(/^\.\//, '') : path;
}

function settingOf({ setting: { file, line, name } }: NamedFile): NamingSetting {
  return { file, line, setting: name };
}
