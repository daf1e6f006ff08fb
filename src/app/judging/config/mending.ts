// How a finding of a config is mended to the letter: the lines of its file, and the sentence that
// says so. For `doctor`.
import type { Remedy } from '../../../checks/remedy.js';
import type { ConfiguredEnd } from '../../../targets/config/configured-end.js';
import { type Edit, editsFor, type LineOf, settingText } from '../../../targets/config/edit.js';
import type { Change } from '../../../targets/config/known-settings.js';
import type { PlacedFinding } from './placed-finding.js';

export interface MendedFinding extends PlacedFinding {
  /** Lines of configs; none where more than a line has to change, or another thing. */
  edits: Edit[];
  /** What the edits do, or what is left to a person; undefined where a command does it. */
  advice: string | undefined;
}

export function mended(
  findings: readonly PlacedFinding[],
  ends: readonly ConfiguredEnd[],
  textOf: (file: string) => string | undefined,
): MendedFinding[] {
  const places = new EndPlaces(ends);
  const lineOf = linesOf(textOf);
  return findings.map((finding) => {
    const { remedy } = finding;
    const changes = changesIn(remedy);
    const end = changes.length > 0 ? places.endOf(finding) : undefined;
    const edits = end ? editsFor(changes, end, lineOf) : undefined;
    return { ...finding, edits: edits ?? [], advice: adviceOf(remedy, end, edits) };
  });
}

function changesIn(remedy: Remedy): readonly Change[] {
  return 'changes' in remedy ? (remedy.changes ?? []) : [];
}

/** Each text is cut once. */
function linesOf(textOf: (file: string) => string | undefined): LineOf {
  const cut = new Map<string, readonly string[]>();
  return (file, line) => {
    const lines = cut.get(file) ?? textOf(file)?.split('\n') ?? [];
    cut.set(file, lines);
    return lines[line - 1];
  };
}

/** The blocks by the places that they hold: there may be as many findings as settings. */
class EndPlaces {
  readonly #holding = new Map<string, ConfiguredEnd[]>();
  readonly #beginning = new Map<string, ConfiguredEnd[]>();

  constructor(ends: readonly ConfiguredEnd[]) {
    for (const end of ends) {
      for (const one of end.settings)
        add(this.#holding, placeKey(one.file, one.line, one.name), end);
      const files = new Set([end.file, ...end.settings.map(({ file }) => file)]);
      for (const file of files) add(this.#beginning, placeKey(file, end.line), end);
    }
  }

  /** The block that the finding stands in. */
  endOf({ place: { file, line, setting }, subject }: PlacedFinding): ConfiguredEnd | undefined {
    const holding = this.#holding.get(placeKey(file, line, setting)) ?? [];
    const beginning = this.#beginning.get(placeKey(file, line)) ?? [];
    return (
      holding.find(({ place }) => place === subject) ??
      holding[0] ??
      beginning.find(({ place }) => place === subject) ??
      beginning[0]
    );
  }
}

function placeKey(file: string, line: number | undefined, setting?: string): string {
  return [file, line, setting].join('\n');
}

function add(map: Map<string, ConfiguredEnd[]>, key: string, end: ConfiguredEnd): void {
  const all = map.get(key);
  if (all) all.push(end);
  else map.set(key, [end]);
}

function adviceOf(
  remedy: Remedy,
  end: ConfiguredEnd | undefined,
  edits: readonly Edit[] | undefined,
): string | undefined {
  if (remedy.kind === 'by-hand') return remedy.sentence;
  const changes = changesIn(remedy);
  if (changes.length === 0) return undefined;
  if (edits && edits.length > 0) return edits.map(editSentence).join('; ');
  return changes.map((change) => changeSentence(change, end)).join('; ');
}

function editSentence({ line, from, to }: Edit): string {
  const lines = to.map((one) => `"${one.trim()}"`).join(' and ');
  if (from === undefined) return `add ${lines} above line ${line}`;
  return to.length === 0 ? `take line ${line} out` : `write ${lines} in line ${line}`;
}

function changeSentence(change: Change, end: ConfiguredEnd | undefined): string {
  if ('remove' in change) return `take ${change.remove} out`;
  const name = 'add' in change ? change.add : change.replace;
  const text = end && settingText(end, name, change.value);
  if (text === undefined) return `give ${name} the value that is meant`;
  return 'add' in change ? `add "${text}" to ${end?.place ?? 'the block'}` : `write "${text}"`;
}
