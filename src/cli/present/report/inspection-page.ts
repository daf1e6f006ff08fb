// What `inspect` answers as a page: what each file holds, with all the facts and findings, and of
// the certificates among them when they end and who issued whom.
import type { InspectedItem } from '../../../app/inspect/items.js';
import { blockOf } from '../inspection/blocks.js';
import { counted } from '../inspection/dates.js';
import { type InspectionDocument, type Place, placesOf } from '../inspection/inspection.js';
import { shortRow } from '../inspection/short.js';
import { SOON_DAYS } from '../inspection/state.js';
import { DAY, dayOf, distanceOf, momentOf } from './dates.js';
import { inspectedEntries, stateFor } from './inspected-entries.js';
import type { ItemBlock, Loading, Page, State, Tone } from './page.js';
import { renderPage } from './page-markup.js';

/** One HTML text. `document` is as it stands in JSON: escaped here, once. */
export function presentInspectionPage(document: InspectionDocument): string {
  return renderPage(pageOfInspection(document));
}

export function pageOfInspection(document: InspectionDocument): Page {
  const { at, items, skipped, loading = [], errors = [] } = document;
  const places = placesOf(items);
  const blocks = items.map((item, index) => ({
    anchor: `item-${index + 1}`,
    ...(places[index] as Place),
    ...itemFacts(item, at),
  }));
  const entries = inspectedEntries(items, at);
  return {
    title: `${titleOf(document)}, ${dayOf(at)}`,
    command: 'tlsmith inspect',
    verdict: verdictOf(document, blocks),
    // One thing says its own state.
    tallies: blocks.length + errors.length > 1 ? talliesOf(blocks, errors.length) : [],
    at,
    until: new Date(Date.parse(at) + SOON_DAYS * DAY).toISOString(),
    entries,
    trustNote: 'By names and key identifiers; no signature was verified for this.',
    steps: [],
    listing: { items: blocks },
    loading: loading.map(loadingOf),
    unread: errors.map(({ file, message, hint }) => ({
      path: file,
      message: hint === undefined ? message : `${message} (${hint})`,
    })),
    notes: skipped.map(({ file, label }) => `${file}: a PEM block "${label}" is not described`),
  };
}

function itemFacts(item: InspectedItem, at: string): Omit<ItemBlock, 'anchor' | keyof Place> {
  const dates = (time: string) => `${momentOf(time)}, ${distanceOf(time, at)}`;
  const { kind, rows } = blockOf(item, dates);
  const [, , , whose = '', key = '', end = ''] = shortRow(item, { word: '' }, dates);
  return { kind, state: stateFor(item, at), rows, whose, key, end };
}

function filesOf({ items, errors = [] }: InspectionDocument): Set<string> {
  return new Set([...items, ...errors].map(({ file }) => file));
}

function titleOf(document: InspectionDocument): string {
  const [first, ...others] = filesOf(document);
  if (first === undefined) return 'Nothing';
  return others.length > 0 ? `${others.length + 1} files` : first;
}

function verdictOf(document: InspectionDocument, blocks: readonly ItemBlock[]): Page['verdict'] {
  const { errors = [] } = document;
  const tones = blocks.map(({ state }) => state.tone);
  const tone = errors.length > 0 ? 'bad' : worstOf(tones);
  const more = [...findingsTold(document), ...loadingTold(document), ...unreadTold(errors.length)];
  return { tone, sentence: sentenceOf(document, blocks), more };
}

function sentenceOf(document: InspectionDocument, blocks: readonly ItemBlock[]): string {
  const failed = filesOf({ ...document, items: [] }).size;
  const unread = `${counted(failed, 'file')} could not be read`;
  if (blocks.length === 0) return failed > 0 ? `Nothing was found: ${unread}` : 'Nothing was found';
  return `${readSentence(document, blocks)}${failed > 0 ? `; ${unread}` : ''}`;
}

/** Of what could be read. */
function readSentence(document: InspectionDocument, blocks: readonly ItemBlock[]): string {
  const [first, ...others] = blocks;
  if (first && others.length === 0) {
    const { file, kind, state } = first;
    return `${file} is a ${kind}${state.word === '' ? '' : `: ${state.word}`}`;
  }
  const files = filesOf({ ...document, errors: [] }).size;
  const all = `${blocks.length} things in ${counted(files, 'file')}`;
  const wrong = blocks.filter(({ state }) => ['bad', 'warning'].includes(state.tone)).length;
  if (wrong === 0) return `${all}, all in order`;
  return `${wrong} of ${all} ${wrong === 1 ? 'needs' : 'need'} attention`;
}

const TONES: readonly Tone[] = ['bad', 'warning', 'good', 'plain'];

function worstOf(tones: readonly Tone[]): Tone {
  return TONES.find((tone) => tones.includes(tone)) ?? 'plain';
}

/** Those that are more than advice, also of the certificates in stores. */
function findingsTold({ items, errors = [] }: InspectionDocument): string[] {
  if (items.length === 0) return [];
  const all = items.flatMap((item) => {
    const inside = 'entries' in item ? item.entries.flatMap((entry) => entry.certificates) : [];
    return [item, ...inside].flatMap((one) => ('findings' in one ? one.findings : []));
  });
  const count = (wanted: string) => all.filter(({ severity }) => severity === wanted).length;
  const [wrong, warnings] = [count('error'), count('warning')];
  const told = [
    ...(wrong > 0 ? [counted(wrong, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  if (told.length > 0) return [`Findings: ${told.join(' and ')}.`];
  return [`No rule is broken${errors.length > 0 ? ' in what could be read' : ''}.`];
}

function loadingTold({ loading = [] }: InspectionDocument): string[] {
  if (loading.length === 0) return [];
  const refused = loading.filter(({ loads }) => loads === false).length;
  return [refused > 0 ? `${refused} would not load.` : 'All would load.'];
}

function unreadTold(count: number): string[] {
  return count > 0 ? [`${counted(count, 'failure')} of reading, told below.`] : [];
}

function talliesOf(blocks: readonly ItemBlock[], failures: number): Page['tallies'] {
  const states = new Map<string, State & { count: number }>();
  for (const { state, kind } of blocks) {
    const word = state.word || kind;
    const tally = states.get(word);
    if (tally) tally.count += 1;
    else states.set(word, { tone: state.tone, word, count: 1 });
  }
  const failed = { tone: 'bad' as const, word: 'not readable', count: failures };
  return [
    ...[...states.values()].sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone)),
    ...(failures > 0 ? [failed] : []),
  ];
}

function loadingOf(verdict: NonNullable<InspectionDocument['loading']>[number]): Loading {
  const { file, target, stack, loads, findings } = verdict;
  const state: State =
    loads === null
      ? { tone: 'warning', word: 'may load' }
      : loads
        ? { tone: 'good', word: 'loads' }
        : { tone: 'bad', word: 'does not load' };
  const reasons = findings.map(({ message }) => message);
  return { file, product: `${target} (stack ${stack})`, state, reasons };
}
