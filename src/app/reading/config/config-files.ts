// The configs that a person names, files and folders, with all that they take in. For `doctor`.
import { dirname, isAbsolute, join } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import { pathIn } from '../../../path-in.js';
import type { Files } from '../../../ports.js';
import { quotePath } from '../../../quote.js';
import { configKindOf } from '../../../targets/config/config-kind.js';
import {
  type ConfigReading,
  type ConfigText,
  type Inclusion,
  joined,
  NOTHING_READ,
  type UnreadConfig,
} from '../../../targets/config/configured-end.js';
import { templateKindOf } from '../../../targets/config/template-marks.js';
import { ReadingWeight } from '../../../targets/config/reading-limits.js';
import type { Target } from '../../../targets/target.js';
import { inFile } from '../in-file.js';
import { matchingFiles } from './file-patterns.js';
import { CONFIG_NAME, FolderWalk, MOST_FILES, tooMany } from './folder-walk.js';
import { type FoundKind, readConfigText } from './config-text.js';

export interface ConfigFilesRequest {
  paths: readonly string[];
  /** Where the files of a host were copied to: absolute paths begin there. */
  root: string | undefined;
}

export interface ReadConfigs extends ConfigReading {
  /** Every config that was read, with what it was taken for. */
  files: readonly { path: string; kind: string }[];
  /** What each file's relative names begin at. */
  baseOf: ReadonlyMap<string, string>;
  textOf: ReadonlyMap<string, string>;
  /** Of a folder: the others are read all the same. */
  unread: readonly UnreadConfig[];
}

/** A config is small. */
const MOST_BYTES = 4 * 1024 * 1024;
const DEEPEST_FOLDER = 4;

/**
 * Throws `input-absent`, `input-unreadable`, `input-wrong-kind` for a file that is no config that
 * is known, `input-malformed` with the line for one that cannot be read.
 */
export async function readConfigFiles(
  { paths, root }: ConfigFilesRequest,
  targets: readonly Target[],
  files: Files,
): Promise<ReadConfigs> {
  if (root !== undefined) await requireRoot(root, files);
  const reader = new ConfigReader(root, targets, files);
  for (const path of paths) await reader.take(path);
  return reader.result();
}

/** Throws `input-absent`, `input-wrong-kind`. */
async function requireRoot(root: string, files: Files): Promise<void> {
  const kind = await files.kindBehind(root);
  if (kind === 'folder') return;
  throw kind === 'absent'
    ? new TlsmithError('input-absent', (it) => `${it} does not exist`, { path: root })
    : new TlsmithError('input-wrong-kind', (it) => `${it} is no folder`, {
        path: root,
        expected: 'a folder',
      });
}

class ConfigReader {
  readonly #readings: ConfigReading[] = [];
  readonly #files: { path: string; kind: string }[] = [];
  readonly #bases = new Map<string, string>();
  readonly #texts = new Map<string, string>();
  /** By real path: a file that several others take in is one. */
  readonly #seen = new Set<string>();
  readonly #unread: UnreadConfig[] = [];
  readonly #weight = new ReadingWeight();
  #asked = 0;

  constructor(
    private readonly root: string | undefined,
    private readonly targets: readonly Target[],
    private readonly files: Files,
  ) {}

  result(): ReadConfigs {
    return {
      ...joined(this.#readings),
      files: this.#files,
      baseOf: this.#bases,
      textOf: this.#texts,
      unread: this.#unread,
    };
  }

  async take(path: string): Promise<void> {
    const kind = await this.files.kindBehind(path);
    if (kind === 'folder') return this.#takeFolder(path);
    // Whoever reads a pipe waits for another to write; a shell hands such over, below /dev.
    if (kind === 'other' && !path.startsWith('/dev/')) throw noFile(path);
    const text = await this.#textOf(path);
    const found = configKindOf(path, text) ?? this.#ownKind(path);
    if (found === undefined) throw noConfig(path, text);
    await this.#sayingNothing(path, () => this.#takeText({ path, text }, found, dirname(path)));
  }

  /** Silence could be taken for praise. */
  async #sayingNothing(path: string, take: () => Promise<void>): Promise<void> {
    const before = this.#readings.length;
    await take();
    const { ends, notJudged, stray } = joined(this.#readings.slice(before));
    if (this.#unread.length > 0) return;
    const judged = ends.filter(({ isPlain }) => isPlain !== true);
    if (judged.length + notJudged.length + stray.length > 0) return;
    this.#notJudged(path, 'the whole of it: nothing in it is about TLS');
  }

  #notJudged(file: string, what: string): void {
    this.#readings.push({ ...NOTHING_READ, notJudged: [{ file, what }] });
  }

  /** Every config in it: what none is of those that are known is passed over. */
  async #takeFolder(folder: string): Promise<void> {
    const found: { path: string; text: string; kind: FoundKind }[] = [];
    const walk = new FolderWalk(this.files);
    await walk.below(folder, DEEPEST_FOLDER);
    for (const path of walk.paths) {
      const text = await walk.reading(() => this.#textOf(path));
      if (text === undefined) continue;
      const kind = configKindOf(path, text) ?? this.#ownKind(path);
      if (kind !== undefined) found.push({ path, text, kind });
    }
    // What takes others in comes first, so that these are read as parts of it.
    const order = (path: string) => Number(!/(?:^|\/)(?:nginx\.conf|pipelines\.yml)$/.test(path));
    const ordered = found.toSorted((a, b) => order(a.path) - order(b.path));
    const [failure] = walk.failures;
    if (ordered.length > 0) {
      if (failure) this.#notJudged(folder, lockedIn(walk.failures));
      return this.#sayingNothing(folder, async () => {
        for (const { path, text, kind } of ordered) {
          await this.#orUnread(path, () => this.#takeText({ path, text }, kind, dirname(path)));
        }
      });
    }
    if (failure) throw failure;
    throw new TlsmithError(
      'input-wrong-kind',
      `${quotePath(folder)} holds no config of a product that is known`,
      { path: folder, expected: 'a config, a kit, or the folder of a host' },
    );
  }

  async #orUnread(file: string, take: () => Promise<void>): Promise<void> {
    try {
      await take();
    } catch (error) {
      if (!(error instanceof TlsmithError) || error.code !== 'input-malformed') throw error;
      this.#unread.push({ file, line: error.details.line, sentence: error.sentence });
    }
  }

  async #textOf(path: string): Promise<string> {
    const text = Buffer.from(await this.files.read(path, MOST_BYTES)).toString();
    this.#texts.set(path, text);
    return text;
  }

  /** The snippet of a product that has no config of its own: a script, a command. */
  #ownKind(path: string): FoundKind | undefined {
    const name = path.replace(/^.*\//, '');
    return this.targets.some(
      ({ snippetFile, descriptor }) =>
        snippetFile === name && ['python', 'shell'].includes(descriptor.syntax),
    )
      ? 'snippet'
      : undefined;
  }

  async #takeText(config: ConfigText, kind: FoundKind, base: string): Promise<void> {
    const real = await this.files.real(config.path);
    if (this.#seen.has(real)) return;
    this.#seen.add(real);
    if (this.#seen.size > MOST_FILES) throw tooMany(config.path);
    this.#bases.set(config.path, base);
    const reading = await this.#read(config, kind, base);
    this.#readings.push(reading);
    this.#files.push({ path: config.path, kind });
    for (const inclusion of reading.inclusions) await this.#follow(inclusion, base, config.path);
  }

  async #read(config: ConfigText, kind: FoundKind, base: string): Promise<ConfigReading> {
    const include = (pattern: string) => this.#included(pattern, base, config.path);
    try {
      return await inFile(config.path, async () => {
        const reading = await readConfigText(config, kind, { targets: this.targets, include });
        this.#weight.add(reading.ends, reading.notJudged.length + reading.inclusions.length);
        return reading;
      });
    } catch (error) {
      const template = templateKindOf(config.text);
      const isMalformed = error instanceof TlsmithError && error.code === 'input-malformed';
      if (!isMalformed || template === undefined) throw error;
      const what = `the whole file: it is ${template}, and what it becomes is not known`;
      return { ...NOTHING_READ, notJudged: [{ file: config.path, what }] };
    }
  }

  /** Texts that stand in place of a directive. */
  async #included(pattern: string, base: string, from: string): Promise<ConfigText[]> {
    const texts: ConfigText[] = [];
    if ((this.#asked += 1) > MOST_FILES) throw tooMany(from);
    for (const path of await this.#matching(pattern, base)) {
      for (const one of await this.#filesAt(path, /^/)) {
        const real = await this.files.real(one);
        this.#seen.add(real);
        if (this.#seen.size > MOST_FILES) throw tooMany(one);
        this.#bases.set(one, base);
        texts.push({ path: one, text: await this.#textOf(one) });
      }
    }
    if (texts.length === 0 && !/[*?[]/.test(pattern)) this.#sayAbsent(pattern, from);
    return texts;
  }

  #sayAbsent(pattern: string, from: string): void {
    this.#notJudged(from, `what ${quotePath(pattern)} holds, which it takes in: no such file`);
  }

  /** A folder stands for all in it that is called so; what is neither holds nothing to read. */
  async #filesAt(path: string, called: RegExp): Promise<string[]> {
    const kind = await this.files.kindBehind(path);
    if (kind !== 'folder') return kind === 'file' ? [path] : [];
    const names = (await this.files.list(path)).filter((name) => called.test(name));
    const paths = names.map((name) => pathIn(path, name));
    const kinds = await Promise.all(paths.map((one) => this.files.kindBehind(one)));
    return paths.filter((_path, index) => kinds[index] === 'file').toSorted();
  }

  /** What begins at the folder of the main config, where only a part of it was named. */
  async #matching(pattern: string, base: string): Promise<string[]> {
    const found = await matchingFiles(this.#placed(pattern, base), this.files);
    if (found.length > 0 || isAbsolute(pattern)) return found;
    return matchingFiles(this.#placed(pattern, pathIn(base, '..')), this.files);
  }

  async #follow({ pattern, kind }: Inclusion, base: string, from: string): Promise<void> {
    const found = await matchingFiles(this.#placed(pattern, base), this.files);
    if (found.length === 0) this.#sayAbsent(pattern, from);
    for (const path of found) {
      for (const one of await this.#filesAt(path, CONFIG_NAME)) {
        await this.#takeText({ path: one, text: await this.#textOf(one) }, kind, base);
      }
    }
  }

  #placed(path: string, base: string): string {
    if (!isAbsolute(path)) return pathIn(base, path);
    return this.root === undefined ? path : join(this.root, path);
  }
}

function lockedIn({ length }: readonly TlsmithError[]): string {
  return length === 1
    ? 'a file or folder in it that cannot be read'
    : `${length} files and folders in it that cannot be read`;
}

function noConfig(path: string, text: string): TlsmithError {
  const template = text.includes('\0') ? 'no text in UTF-8' : templateKindOf(text);
  const found = template ?? 'no config of a product that is known';
  return new TlsmithError('input-wrong-kind', (it) => `${it} is ${found}`, {
    path,
    found,
    expected:
      'a config of a Beat, Elastic Agent, Logstash, nginx, stunnel, Redis, Elasticsearch or Kibana',
  });
}

function noFile(path: string): TlsmithError {
  return new TlsmithError('input-wrong-kind', (it) => `${it} is no file`, {
    path,
    expected: 'a config',
  });
}
