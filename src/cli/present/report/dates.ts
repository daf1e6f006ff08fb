// Times of a page: to the day, and how far that is from the time of the answer.
import { counted } from '../inspection/dates.js';

export const DAY = 86_400_000;

/** `2027-02-17`; years beyond 9999 do not occur in certificates. */
export function dayOf(time: string | number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `2027-02`, of a month counted from the year 0. */
export function monthName(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** `2026-12-01 04:35 UTC`. */
export function momentOf(time: string): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `in 11 days`, `today`, `3 days ago`: whole days, rounded down. */
export function distanceOf(time: string, at: string): string {
  const distance = Date.parse(time) - Date.parse(at);
  const days = Math.floor(Math.abs(distance) / DAY);
  if (distance < 0) return days === 0 ? 'less than a day ago' : `${counted(days, 'day')} ago`;
  return days === 0 ? 'in less than a day' : `in ${counted(days, 'day')}`;
}
