// Which entries a timeline shows, and how many end in which month where it cannot show them all.
import { counted } from '../inspection/dates.js';
import { monthName } from './dates.js';
import type { Entry } from './page.js';
import { type Scale, scaleFor, type Span } from './scale.js';

export interface Timeline {
  scale: Scale;
  now: number;
  until: number;
  rows: readonly Entry[];
  /** What is not shown, in words. */
  rest: readonly string[];
  /** None where all are shown. */
  endings: readonly Endings[];
}

/** How many end in a month, or before or after all months that are told apart. */
export interface Endings {
  when: string;
  count: number;
}

const MOST_ROWS = 24;
/** Of these, such as are over: the last that ended. */
const MOST_OVER = 6;
const MONTHS = 12;

type Ending = Entry & { notAfter: string };

/** `entries`: the first to end comes first. Undefined where nothing has an end. */
export function timelineOf(
  entries: readonly Entry[],
  { at, until }: { at: string; until: string },
): Timeline | undefined {
  const ending = entries.filter((entry): entry is Ending => entry.notAfter !== null);
  if (ending.length === 0) return undefined;
  const now = Date.parse(at);
  const over = ending.filter(({ notAfter }) => Date.parse(notAfter) < now);
  const ahead = ending.slice(over.length);
  const isWhole = ending.length <= MOST_ROWS;
  const shownOver = isWhole ? over : over.slice(-Math.max(MOST_OVER, MOST_ROWS - ahead.length));
  const rows = [...shownOver, ...ahead].slice(0, MOST_ROWS);
  const unshown = {
    over: over.length - shownOver.length,
    ahead: ending.length - over.length - (rows.length - shownOver.length),
    endless: entries.length - ending.length,
  };
  return {
    scale: scaleFor(spansThatCount(rows, Date.parse(until)), now, Date.parse(until)),
    now,
    until: Date.parse(until),
    rows,
    rest: restOf(unshown),
    endings: isWhole ? [] : endingsOf(ending, now),
  };
}

/** CAs live so long that nothing else would be seen beside them: their bars go on beyond it. */
function spansThatCount(rows: readonly Ending[], until: number): Span[] {
  const spans = rows.map(({ isAuthority, notBefore, notAfter }) => ({
    ...{ isAuthority, from: Date.parse(notBefore), to: Date.parse(notAfter) },
  }));
  const others = spans.filter(({ isAuthority, to }) => !isAuthority || to < until);
  return others.length > 0 ? others : spans;
}

function restOf({ over, ahead, endless }: Record<'over' | 'ahead' | 'endless', number>): string[] {
  return [
    ...(over > 0 ? [`${over} more ended before these`] : []),
    ...(ahead > 0 ? [`${ahead} more end after these`] : []),
    ...(endless > 0 ? [`${counted(endless, 'CRL says', 'CRLs say')} no end`] : []),
  ];
}

function endingsOf(ending: readonly Ending[], now: number): Endings[] {
  const start = new Date(now);
  const first = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const counts = new Array<number>(MONTHS + 2).fill(0);
  for (const { notAfter } of ending) {
    const end = new Date(notAfter);
    const month = end.getUTCFullYear() * 12 + end.getUTCMonth() - first;
    const place = end.getTime() < now ? 0 : Math.min(month, MONTHS) + 1;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const labels = ['already over', ...monthsFrom(first), `${monthName(first + MONTHS)} or later`];
  return labels.map((when, at) => ({ when, count: counts[at] ?? 0 }));
}

function monthsFrom(first: number): string[] {
  return Array.from({ length: MONTHS }, (_, at) => monthName(first + at));
}
