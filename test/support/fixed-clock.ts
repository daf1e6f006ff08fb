// A clock that stands still, so that dates in expectations can be written down.
import type { Clock } from '../../src/ports.js';

/** The moment at which all unit tests happen. */
export const NOW = new Date('2026-11-20T10:00:00Z');

export function fixedClock(now: Date = NOW): Clock {
  return { now: () => new Date(now) };
}

export function daysFromNow(days: number): Date {
  return new Date(NOW.getTime() + days * 86_400_000);
}
