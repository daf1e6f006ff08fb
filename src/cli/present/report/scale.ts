// The scale of a timeline: which time stands where, in percent of its width, and its marks.
import { DAY, dayOf, monthName } from './dates.js';

export interface Scale {
  /** In percent; times beyond either end count as the end. */
  placeOf: (time: number) => number;
  from: number;
  to: number;
  marks: readonly { place: number; label: string }[];
}

/** Room for what is over, at the left. */
const PAST = 0.12;
/** Beyond the last end, so that it is seen to be one. */
const BEYOND = 1.06;
const MOST_MARKS = 6;

export interface Span {
  from: number;
  to: number;
}

/**
 * Reaches behind the last end of the spans, and at least twice as far as `until`, so that what ends
 * soon does not fill it all; and back to the first that is over, or to where all began, if half of
 * the width is enough for that.
 */
export function scaleFor(spans: readonly Span[], now: number, until: number): Scale {
  const ahead = spans.reduce((most, { to }) => Math.max(most, to), 2 * until - now) - now;
  const to = now + Math.max(ahead * BEYOND, DAY);
  const began = (now - spans.reduce((first, { from }) => Math.min(first, from), now)) * BEYOND;
  const over = (now - spans.reduce((first, { to }) => Math.min(first, to), now)) * BEYOND;
  const past = began <= to - now ? began : Math.min(over, (to - now) / 2);
  const from = now - Math.max((to - now) * PAST, past);
  const placeOf = (time: number) =>
    Math.round(Math.min(Math.max((time - from) / (to - from), 0), 1) * 10_000) / 100;
  const marks = marksBetween(from, to).map(({ time, label }) => ({ place: placeOf(time), label }));
  return { placeOf, from, to, marks };
}

interface Mark {
  time: number;
  label: string;
}

function marksBetween(from: number, to: number): Mark[] {
  const days = (to - from) / DAY / MOST_MARKS;
  if (days < 28) return dayMarks(from, to, [1, 2, 7, 14, 28].find((step) => step >= days) ?? 28);
  const months = [1, 3, 6, 12].find((step) => step * 30.4 >= days);
  return calendarMarks(from, to, months ?? 12 * roundYears(days / 365));
}

/** 1, 2, 5, 10, 20, …: the next that is no smaller. */
function roundYears(years: number): number {
  const power = 10 ** Math.floor(Math.log10(years));
  return ([1, 2, 5].find((step) => step * power >= years) ?? 10) * power;
}

function dayMarks(from: number, to: number, step: number): Mark[] {
  const first = Math.ceil(from / DAY) * DAY;
  const marks: Mark[] = [];
  for (let time = first; time <= to; time += step * DAY) marks.push({ time, label: dayOf(time) });
  return marks;
}

function calendarMarks(from: number, to: number, step: number): Mark[] {
  const marks: Mark[] = [];
  const start = new Date(from);
  const first = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (let month = first; ; month += step) {
    const time = Date.UTC(Math.floor(month / 12), month % 12);
    if (!(time <= to)) return marks;
    const label = step % 12 === 0 ? String(month / 12) : monthName(month);
    if (time >= from) marks.push({ time, label });
  }
}
