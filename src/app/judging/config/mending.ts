// How a finding of a config is mended to the letter: the lines of its file, and the sentence that
// says so. For `doctor`.
import type { Remedy } from '../../../checks/remedy.js';
import type { ConfiguredEnd } from '../../../targets/config/configured-end.js';
import { type Edit, editsFor, settingText } from '../../../targets/config/edit.js';
import type { Change } from '../../../targets/config/known-settings.js';
import type { PlacedFinding } from './placed-finding.js';

export interface MendedFinding extends PlacedFinding {
  /** Lines of configs; none where more than a line has to change, or another thing. */
  edits: Edit[];
  /** What the edits do, or what is left to a person; undefined where a command does it. */
  advice: string | undefined;
}

export function mended(
  finding: PlacedFinding,
  ends: readonly ConfiguredEnd[],
  textOf: (file: string) => string | undefined,
): MendedFinding {
  const { remedy } = finding;
  const changes = changesIn(remedy);
  const end = changes.length > 0 ? endAt(finding, ends) : undefined;
  const edits = end ? editsFor(changes, end, textOf) : undefined;
  return { ...finding, edits: edits ?? [], advice: adviceOf(remedy, end, edits) };
}

function changesIn(remedy: Remedy): readonly Change[] {
  return 'changes' in remedy ? (remedy.changes ?? []) : [];
}

/** The block that the finding stands in. */
function endAt({ place, subject }: PlacedFinding, ends: readonly ConfiguredEnd[]) {
  const inFile = ends.filter(({ settings, file }) =>
    [file, ...settings.map((one) => one.file)].includes(place.file),
  );
  const holds = (end: ConfiguredEnd) =>
    end.settings.some(
      ({ file, line, name }) =>
        file === place.file && line === place.line && name === place.setting,
    );
  return (
    inFile.find((end) => end.place === subject && holds(end)) ??
    inFile.find(holds) ??
    inFile.find((end) => end.place === subject && end.line === place.line) ??
    inFile.find(({ line }) => line === place.line)
  );
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
