// What `status` answers as a page: the verdict in a sentence, what to do next, when everything
// ends, who signed whom, and all that was found.
import type { StatusReport, StatusState } from '../../../app/status/report.js';
import { counted } from '../inspection/dates.js';
import { DAY, dayOf, distanceOf } from './dates.js';
import { entriesOf, STATES } from './entries.js';
import type { Command, Entry, Page, Step } from './page.js';
import { renderPage } from './page-markup.js';

/** One HTML text. `report` is as the use-case answers it: escaped here, once. */
export function presentStatusPage(report: StatusReport): string {
  return renderPage(pageOfStatus(report));
}

export function pageOfStatus(report: StatusReport): Page {
  const { at, until, unread } = report;
  const entries = entriesOf(report.items);
  const noun = nounFor(entries);
  return {
    title: `Status of ${noun(entries.length)}, ${dayOf(at)}`,
    command: 'tlsmith status',
    verdict: verdictOf(report, entries, noun),
    tallies: talliesOf(report, entries),
    ...{ at, until, entries, unread },
    trustNote: undefined,
    steps: stepsOf(entries),
    listing: 'entries',
    loading: [],
    notes: [],
  };
}

type Noun = (count: number) => string;

function nounFor(entries: readonly Entry[]): Noun {
  const kinds = new Set(entries.map(({ type }) => type));
  if (!kinds.has('crl')) return (count) => counted(count, 'certificate');
  if (!kinds.has('certificate')) return (count) => counted(count, 'CRL');
  return (count) => `${count} certificates and CRLs`;
}

function verdictOf(report: StatusReport, entries: readonly Entry[], noun: Noun): Page['verdict'] {
  const { at, files, ok } = report;
  if (entries.length === 0) {
    const sentence = `No certificate and no CRL in ${counted(files, 'file')}`;
    return { tone: 'plain', sentence, more: [] };
  }
  const expired = inState(entries, 'expired').length;
  const sentence = sentenceOf(report, entries, noun(entries.length));
  const tone = expired > 0 ? 'bad' : ok ? 'good' : 'warning';
  return { tone, sentence, more: firstAndLast(entries, at) };
}

/** `all`: how many there are, such as `14 certificates`. */
function sentenceOf({ at, until }: StatusReport, entries: readonly Entry[], all: string): string {
  const within = `within ${counted(Math.round((Date.parse(until) - Date.parse(at)) / DAY), 'day')}`;
  const expired = inState(entries, 'expired').length;
  const expiring = inState(entries, 'expiring').length;
  const [has, ends] = [expired === 1 ? 'has' : 'have', expiring === 1 ? 'ends' : 'end'];
  if (entries.length === 1) {
    const one = entries[0]?.type === 'crl' ? 'CRL' : 'certificate';
    const ending = expiring > 0 ? `ends ${within}` : `does not end ${within}`;
    return `The only ${one} ${expired > 0 ? 'has expired' : ending}`;
  }
  if (expired > 0) {
    const further = expiring > 0 ? `, ${expiring} more ${ends} ${within}` : '';
    return `${expired} of ${all} ${has} expired${further}`;
  }
  return expiring > 0 ? `${expiring} of ${all} ${ends} ${within}` : `None of ${all} ends ${within}`;
}

/** Which one ended last, and which one ends first. */
function firstAndLast(entries: readonly Entry[], at: string): string[] {
  const ended = inState(entries, 'expired').at(-1);
  const first = entries.find(({ state, notAfter }) => notAfter !== null && state.tone !== 'bad');
  const told = ({ name, notAfter }: Entry, words: string) =>
    `${words} is ${name}, on ${dayOf(notAfter ?? at)}, ${distanceOf(notAfter ?? at, at)}.`;
  return [
    ...(ended ? [told(ended, 'The last that expired')] : []),
    ...(first ? [told(first, ended ? 'The next to end' : 'The first to end')] : []),
  ];
}

function talliesOf({ files, unread }: StatusReport, entries: readonly Entry[]): Page['tallies'] {
  const states = (['expired', 'expiring', 'ok'] as const).map((state) => ({
    ...STATES[state],
    count: inState(entries, state).length,
  }));
  const looked = { tone: 'plain' as const, word: files === 1 ? 'file' : 'files', count: files };
  const failed = { tone: 'warning' as const, word: 'not readable', count: unread.length };
  return [...states, looked, ...(unread.length > 0 ? [failed] : [])];
}

function inState(entries: readonly Entry[], state: StatusState): readonly Entry[] {
  return entries.filter((entry) => entry.state.word === STATES[state].word);
}

/** A command that is good for several stands once. */
function stepsOf(entries: readonly Entry[]): Step[] {
  const steps = new Map<string, { command: Command; about: Entry[] }>();
  for (const entry of entries) {
    for (const command of entry.commands) {
      const step = steps.get(command.join(' '));
      if (step) step.about.push(entry);
      else steps.set(command.join(' '), { command, about: [entry] });
    }
  }
  return [...steps.values()];
}
