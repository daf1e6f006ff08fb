// Durations as people write them, `90`, `90d`, `18m`, `1y`, and where they end: for every flag and
// list field that takes one.
import { TlsmithError } from '../../errors.js';
import { escaped, quote } from '../../quote.js';

/** Days of 86,400 seconds, or months of the calendar; a year is twelve of them. */
export type Duration = { readonly days: number } | { readonly months: number };

const MOST_YEARS = 100;
const MOST_DAYS = 36_525;
export const DAY = 86_400_000;

/**
 * A bare number is days. The letter may be upper case, as certutil writes it (`3Y`). Throws
 * `number-invalid`.
 */
export function parseDuration(text: string): Duration {
  const [, digits = '0', unit = 'd'] = /^([1-9]\d{0,4})([dmy])?$/i.exec(text) ?? [];
  const count = Number(digits);
  if (unit.toLowerCase() === 'd') {
    if (count >= 1 && count <= MOST_DAYS) return { days: count };
  } else {
    const months = unit.toLowerCase() === 'y' ? count * 12 : count;
    if (months <= MOST_YEARS * 12) return { months };
  }
  throw new TlsmithError(
    'number-invalid',
    `${quote(text)} is not a number of days, months or years: it is written 90 or 90d, 18m or 1y, and is 1 to ${MOST_DAYS} days, ${MOST_YEARS * 12} months or ${MOST_YEARS} years`,
    { value: escaped(text), least: 1, most: MOST_DAYS },
  );
}

/** As it is read: `90d`, `18m`. */
export function formatDuration(duration: Duration): string {
  return 'days' in duration ? `${duration.days}d` : `${duration.months}m`;
}

/**
 * When it has passed. Months are the calendar's, in UTC: the same day and time of day of a later
 * month, and the last day of it where it has no such day (31 January and 29 February with `1m` and
 * `1y`).
 */
export function endOf(start: Date, duration: Duration): Date {
  if ('days' in duration) return new Date(start.getTime() + duration.days * DAY);
  const month = start.getUTCMonth() + duration.months;
  const end = new Date(start);
  end.setUTCFullYear(start.getUTCFullYear(), month, 1);
  // Day 0 of the month after it is its last.
  const last = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(start.getUTCDate(), last));
  return end;
}
