// One end of a link as the config of a product says it, whoever wrote that. For the readers of
// configs and their judges.
import type { ReadSetting } from '../snippet/setting.js';
import type { Target } from '../target.js';

/** A text of a config with the file that it comes from. */
export interface ConfigText {
  /** As the person named it, or as another file names it. */
  path: string;
  text: string;
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
}

/** What was seen and is not judged, with the reason: said once a file. */
export interface NotJudged {
  readonly file: string;
  readonly line?: number | undefined;
  readonly what: string;
}

export interface ConfigReading {
  readonly ends: readonly ConfiguredEnd[];
  readonly notJudged: readonly NotJudged[];
}

/** The readings of several places as one. */
export function joined(readings: readonly ConfigReading[]): ConfigReading {
  return {
    ends: readings.flatMap(({ ends }) => ends),
    notJudged: readings.flatMap(({ notJudged }) => notJudged),
  };
}
