// The files that a config names, opened as far as they are there: what is wrong with one is kept
// with the setting that names it. For the readers of a configured host.
import { TlsmithError } from '../../../errors.js';
import type { FileFault, NamedFile } from '../../../targets/config/configured-host.js';
import type { PlacedSetting } from '../../../targets/config/configured-end.js';
import type { EndView } from '../../../targets/config/end-view.js';
import type { ConfigMeaning } from '../../../targets/config/known-settings.js';
import { UNKNOWN } from '../../../targets/config/resolved-value.js';
import type { StorePorts } from '../key/store.js';
import type { InstalledFile } from '../folder/installed.js';
import { locateFile, type Locating } from './located-files.js';

export interface HostReading extends Omit<Locating, 'config'> {
  view: EndView;
}

export class NamedFiles {
  readonly all: NamedFile[] = [];
  readonly faults: FileFault[] = [];
  /** What the config leaves to the product, as the end of a sentence. */
  readonly notJudged: string[] = [];

  constructor(
    readonly reading: HostReading,
    readonly ports: StorePorts,
  ) {}

  /** What names the file; a product may take one for another. */
  textOf(meaning: ConfigMeaning): string | typeof UNKNOWN | undefined {
    const { view } = this.reading;
    const own = view.text(meaning);
    if (own !== undefined || meaning !== 'private-key') return own;
    return view.defaultOf('private-key') === 'certificate' ? view.text('certificate') : undefined;
  }

  /** The one file under that meaning; undefined where none is named, or nobody knows which. */
  async file(meaning: ConfigMeaning): Promise<InstalledFile | undefined> {
    const { view } = this.reading;
    const setting = view.meaning(meaning) ?? view.meaning('certificate');
    const text = this.textOf(meaning);
    return setting && text !== undefined ? this.open(meaning, setting, text) : undefined;
  }

  async open(
    meaning: ConfigMeaning,
    setting: PlacedSetting,
    text: string | typeof UNKNOWN,
  ): Promise<InstalledFile | undefined> {
    if (text === UNKNOWN) {
      this.notJudged.push(`the file of ${setting.name}, which a variable names`);
      return undefined;
    }
    if (isInline(text)) {
      const path = `${setting.file} (${setting.name})`;
      const inline: NamedFile = { meaning, setting, named: undefined, path, isBeside: true };
      this.all.push(inline);
      return { path, bytes: Buffer.from(text) };
    }
    const { base, root } = this.reading;
    const located = await locateFile(text, { config: setting.file, base, root }, this.ports.files);
    const file: NamedFile = { ...located, meaning, setting, named: text };
    this.all.push(file);
    const elsewhere = isOfWindows(text)
      ? 'a file of a Windows machine'
      : this.reading.view.end.isContained && 'a file of a container';
    return this.attempt(file, async () => {
      const kind = await this.ports.files.kindBehind(file.path);
      if (elsewhere && kind === 'absent') {
        this.notJudged.push(`${text}, ${elsewhere}`);
        return undefined;
      }
      // Who reads a pipe may wait for ever, and what a device holds never ends.
      if (kind === 'other') throw noFile(file.path);
      return { path: file.path, bytes: await this.ports.files.read(file.path) };
    });
  }

  /** A failure of ours to read is a fault of the config. */
  async attempt<T>(file: NamedFile, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof TlsmithError) || error.code === 'bug') throw error;
      this.faults.push({ file, error });
      return undefined;
    }
  }

  get last(): NamedFile {
    return this.all.at(-1) as NamedFile;
  }

  /** Not as it has to be, though it could be read. */
  refuse(file: NamedFile, what: string): undefined {
    const { path } = file;
    const error = new TlsmithError('input-wrong-kind', (it) => `${it} ${what}`, { path });
    this.faults.push({ file, error });
    return undefined;
  }

  /** What is locked, and nothing is wrong with. */
  leave(file: NamedFile, say: (named: string) => string): undefined {
    if (!this.faults.some((fault) => fault.file === file)) {
      this.notJudged.push(`${say(file.named ?? file.path)}: its password is not in the config`);
    }
    return undefined;
  }
}

/** What stands in the config itself; no name of a file is as long as a key, and none is repeated. */
function isInline(text: string): boolean {
  return /-----BEGIN |\n/.test(text) || /^[A-Za-z0-9+/=]{120,}$/.test(text);
}

function noFile(path: string): TlsmithError {
  return new TlsmithError('input-wrong-kind', (it) => `${it} is no file`, { path });
}

function isOfWindows(path: string): boolean {
  return /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);
}
