// When a certificate has to be renewed: for batches, renewals and reports.
import { TlsmithError } from '../../errors.js';
import { escaped, quote } from '../../quote.js';
import { type Duration, endOf, parseDuration } from './duration.js';
import type { Validity } from './validity.js';

/** What ends sooner is due; `share`: when less than that part of its life is left, 0 to 1. */
export type Within = Duration | { readonly share: number };

/** A duration, or a share of the life in percent: `30d`, `33%`. Throws `number-invalid`. */
export function parseWithin(text: string): Within {
  const [, percent] = /^([1-9]\d?)%$/.exec(text) ?? [];
  if (percent !== undefined) return { share: Number(percent) / 100 };
  if (!text.endsWith('%')) return parseDuration(text);
  throw new TlsmithError(
    'number-invalid',
    `${quote(text)} is no share of a life: it is written 33%, and is 1% to 99%`,
    { value: escaped(text), least: 1, most: 99 },
  );
}

/**
 * Of one that lives shorter than a duration half its life counts: or it would be due on the day
 * that it is issued.
 */
export function isDue({ notBefore, notAfter }: Validity, within: Within, now: Date): boolean {
  const life = notAfter.getTime() - notBefore.getTime();
  const left = notAfter.getTime() - now.getTime();
  if ('share' in within) return left < within.share * life;
  return left < Math.min(endOf(now, within).getTime() - now.getTime(), life / 2);
}

/** Whether it ends within a duration, and is due by that only in its second half. */
export function isShortLived(
  { notBefore, notAfter }: Validity,
  within: Within,
  now: Date,
): boolean {
  if ('share' in within) return false;
  const life = notAfter.getTime() - notBefore.getTime();
  return notAfter < endOf(now, within) && endOf(now, within).getTime() - now.getTime() > life / 2;
}
