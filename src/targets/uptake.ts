// What makes a product use files that were replaced under their names, as a line to copy and a
// sentence: for the page of a kit, and for whoever has replaced them.
import { shellWord } from '../shell-word.js';
import type { ProductName, RenewalRule, UptakeWay } from './descriptor/form.js';
import { type FrameView, renderFrame } from './snippet/frame.js';
import { isWithin } from './stack-version.js';
import type { ProductRelease, Target } from './target.js';

export interface Uptake {
  readonly by: UptakeWay;
  /**
   * A line for a shell of the product's host; none where it needs none, or where nobody knows what
   * starts the program.
   */
  readonly command: string | undefined;
  /** When the product reads its files. */
  readonly sentence: string;
}

/** Where nothing is known of a version, a restart is right. */
const UNKNOWN: Pick<RenewalRule, 'by' | 'command' | 'sentence'> = {
  by: 'restart',
  sentence: 'Whether {{title}} notices new files by itself is not known.',
};

export function uptakeOf({ target, version }: ProductRelease): Uptake {
  const { renewals, restarts } = target.descriptor;
  const rule = renewals.find((item) => isWithin(version, item)) ?? UNKNOWN;
  const restart = restarts.find(({ platform }) => platform === target.platform)?.command;
  const command = rule.by === 'restart' ? restart : rule.command;
  return {
    by: rule.by,
    command: command && fill(command, wordsOf(target)),
    sentence: fill(rule.sentence, namesOf(target)),
  };
}

type Names = Partial<Record<ProductName, string>>;

function namesOf({ name, title, program, service, configFile }: Target): Names {
  return { name, title, program, configFile, ...(service !== undefined && { service }) };
}

/** Each is one word of the host's shell. */
function wordsOf(target: Target): Names {
  const names = Object.entries(namesOf(target));
  return Object.fromEntries(names.map(([name, text]) => [name, shellWord(target.platform, text)]));
}

function fill(text: string, names: Names): string {
  return renderFrame(text, names as FrameView, 'the descriptor');
}
