// One end of a link as the config of a product says it, whoever wrote that. For the readers of
// configs and their judges.
import type { ReadSetting } from '../snippet/setting.js';
import type { Target } from '../target.js';

/** A text of a config with the file that it comes from. */
export interface ConfigText {
  /** As the person named it, or as another file names it. */
  path: string;
  text: string;
  /** Lines of the file above the text: a config may stand inside another. */
  linesAbove?: number;
}

/** A setting and where it stands: what an end says may come from several files. */
export interface PlacedSetting extends ReadSetting {
  readonly file: string;
}

export interface ConfiguredEnd {
  readonly target: Target;
  /** As a person would call it: `output.logstash`, `input beats`, `[redis]`, `server logs.lan`. */
  readonly place: string;
  /** Where its block begins. */
  readonly file: string;
  readonly line: number;
  /** Names relative to the block, with what it inherits; the last of a name counts. */
  readonly settings: readonly PlacedSetting[];
  /** Stands before the names of `settings` in the file: `output.logstash.`; none: they stand alone. */
  readonly prefix?: string;
  /** Said by what no setting says, such as a word behind a port; undefined: the settings say it. */
  readonly speaksTls?: boolean;
  /** What it compares with the server's certificate, where that is none of what it dials. */
  readonly comparesName?: string;
  /** Plain text, of which nothing is said unless the other end of its link speaks TLS. */
  readonly isPlain?: boolean;
  /** It passes on whatever it gets: any server will do, or any client. */
  readonly passesOn?: boolean;
  /** It runs in a container, which has its files from elsewhere. */
  readonly isContained?: boolean;
}

/** What was seen and is not judged, with the reason: said once a file. */
export interface NotJudged {
  readonly file: string;
  readonly line?: number | undefined;
  readonly what: string;
}

/** Further files that a config takes in, by name or pattern. */
export interface Inclusion {
  readonly file: string;
  readonly line: number;
  /** As it stands there; `*`, `?` and `[…]` as in a shell. */
  readonly pattern: string;
  readonly kind: ConfigKind;
}

export const CONFIG_KINDS = [
  ...(['beats', 'beats-monitors', 'elastic-agent', 'logstash', 'pipelines'] as const),
  ...(['logstash-settings', 'nginx', 'stunnel', 'redis', 'elasticsearch', 'kibana'] as const),
  ...(['config-map', 'environment'] as const),
] as const;
export type ConfigKind = (typeof CONFIG_KINDS)[number];

/** A config in a folder that no reader can make anything of. */
export interface UnreadConfig {
  readonly file: string;
  readonly line: number | undefined;
  /** Why, as a sentence. */
  readonly sentence: string;
}

export interface ConfigReading {
  readonly ends: readonly ConfiguredEnd[];
  readonly notJudged: readonly NotJudged[];
  /** About TLS by their names, in a place where no product looks for them. */
  readonly stray: readonly PlacedSetting[];
  readonly inclusions: readonly Inclusion[];
}

export const NOTHING_READ: ConfigReading = { ends: [], notJudged: [], stray: [], inclusions: [] };

/** The readings of several places as one. */
export function joined(readings: readonly ConfigReading[]): ConfigReading {
  return {
    ends: readings.flatMap(({ ends }) => ends),
    notJudged: readings.flatMap(({ notJudged }) => notJudged),
    stray: readings.flatMap(({ stray }) => stray),
    inclusions: readings.flatMap(({ inclusions }) => inclusions),
  };
}

/** With the file, and the lines above the text counted in. */
export function placed(
  settings: readonly ReadSetting[],
  { path, linesAbove = 0 }: Pick<ConfigText, 'path' | 'linesAbove'>,
): PlacedSetting[] {
  return settings.map((one) => ({
    ...one,
    // The items of a list that is the whole document stand below no name.
    name: one.name.replace(/^\.(?=\d)/, ''),
    line: one.line + linesAbove,
    file: path,
  }));
}

/** The end of that name of a product that is known; the first where none is called so. */
export function endOf(targets: readonly Target[], name: string, end?: string): Target {
  const all = targets.filter((target) => target.name === name);
  const found = all.find(({ descriptor }) => descriptor.end === end) ?? all[0];
  if (!found) throw new RangeError(`no target ${name}`);
  return found;
}
