// The places that a person names: a file, or a folder with all below it and all that the configs in
// it name. For `status`.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import type { ProgressReporter, Templates } from '../../ports.js';
import { purposeOf, SECRETS_FILE } from '../../targets/secret.js';
import { mayBeConfig } from '../reading/config/folder-walk.js';
import { JOURNAL_FILE, sayUnfinished } from '../reading/folder/journal.js';
import { readSecretsFile } from '../reading/folder/secrets.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import type { StorePorts } from '../reading/key/store.js';
import { type ConfiguredFile, Configs } from './configs.js';
import type { Survey } from './survey.js';
import { inFolder, Tree, type TreeFolder } from './tree.js';

export interface PlaceTerms {
  root: string | undefined;
  /** Tried on every store. */
  passwords: readonly PasswordSource[];
}

export class Places {
  /** How many were looked at. */
  files = 0;
  #found = 0;
  #waiting = 0;
  readonly #configs: Configs;
  /** By real path: each is asked once whether a run was cut off in it. */
  readonly #asked = new Set<string>();

  constructor(
    private readonly survey: Survey,
    private readonly terms: PlaceTerms,
    /** Nobody is asked for a password, and nothing is said of odd files. */
    private readonly ports: StorePorts & { templates: Templates },
    private readonly reporter: ProgressReporter,
  ) {
    this.#configs = new Configs(terms.root, ports);
  }

  /** Throws `input-limit`. */
  async take(path: string): Promise<void> {
    const kind = await this.#kindOf(path);
    if (kind === 'folder') await this.#takeFolder(path);
    else if (kind !== undefined) await this.#takeFile(path);
  }

  #kindOf(path: string): Promise<'folder' | 'file' | undefined> {
    return this.survey.attempt({ path, isNamed: true }, async () => {
      const kind = path === '-' ? 'file' : await this.ports.files.kindBehind(path);
      if (kind === 'absent') throw absent(path);
      return kind === 'folder' ? kind : 'file';
    });
  }

  /** What is a config need hold nothing itself. */
  async #takeFile(path: string): Promise<void> {
    this.files += 1;
    const folder = dirname(path);
    if (path !== '-') await this.#sayUnfinished(folder);
    const isConfig = mayBeConfig(folder, path) && (await this.#takeConfig(path, true));
    const passwords = await this.#passwordsFor(folder);
    await this.survey.look({ path, isNamed: !isConfig, passwords });
  }

  async #takeFolder(top: string): Promise<void> {
    const failures: TlsmithError[] = [];
    const tree = new Tree(this.ports.files, (failure) => failures.push(failure));
    for await (const folder of tree.below(top)) await this.#takeFilesOf(folder);
    this.#waiting = 0;
    this.#tell();
    for (const failure of failures) {
      const { path = top } = failure.details;
      await this.survey.fail({ path, isNamed: path === top }, failure);
    }
  }

  async #takeFilesOf({ path: folder, files, waiting }: TreeFolder): Promise<void> {
    this.#found += files.length;
    this.#waiting = waiting;
    this.#tell();
    if (files.includes(JOURNAL_FILE)) await this.#sayUnfinished(folder);
    for (const name of files.filter((one) => mayBeConfig(folder, one))) {
      await this.#takeConfig(inFolder(folder, name));
    }
    const passwords = files.includes(SECRETS_FILE)
      ? await this.#passwordsFor(folder)
      : this.terms.passwords;
    for (const name of files) {
      await this.survey.look({ path: inFolder(folder, name), passwords });
      this.files += 1;
      this.#tell();
    }
  }

  /** A folder that waits stands for a file at least: only at the end are all looked at. */
  #tell(): void {
    const total = Math.max(this.#found, this.files) + this.#waiting;
    this.reporter.progress(this.files, total, 'files looked at');
  }

  /** Whether it is a config: one that names files, or one that cannot be read. */
  async #takeConfig(path: string, isNamed = false): Promise<boolean> {
    const named = await this.survey.attempt({ path, isNamed }, () =>
      this.#configs.filesNamedBy(path),
    );
    for (const file of named ?? []) {
      await this.survey.attempt(file, () => this.#takeNamed(file));
    }
    return named?.length !== 0;
  }

  /** What is not there, and need not be, such as a file of a container, is no fault. */
  async #takeNamed({ path, setting, passwords, fault }: ConfiguredFile): Promise<void> {
    if (fault && NOT_THERE.includes(fault.code)) return this.survey.fail({ path, setting }, fault);
    if ((await this.ports.files.kindBehind(path)) !== 'file') return;
    await this.#sayUnfinished(dirname(path));
    await this.survey.look({ path, setting, passwords: [...passwords, ...this.terms.passwords] });
  }

  async #sayUnfinished(folder: string): Promise<void> {
    const { files } = this.ports;
    const real = await files.real(folder);
    if (this.#asked.has(real)) return;
    this.#asked.add(real);
    await sayUnfinished(folder, { files, reporter: this.reporter });
  }

  /** What stands in `secrets.env` beside it, as far as it can be read. */
  async #passwordsFor(folder: string): Promise<readonly PasswordSource[]> {
    try {
      const values = await readSecretsFile(folder, this.ports.files);
      const ofStores = [...values].filter(([name]) => STORES.includes(purposeOf(name) ?? ''));
      return [...ofStores.map(([, text]) => ({ text })), ...this.terms.passwords];
    } catch (error) {
      if (!(error instanceof TlsmithError)) throw error;
      return this.terms.passwords;
    }
  }
}

const NOT_THERE = ['input-absent', 'input-unreadable'];
const STORES: readonly string[] = ['keyStore', 'trustStore'];

function absent(path: string): TlsmithError {
  return new TlsmithError('input-absent', (it) => `${it} does not exist`, { path });
}
