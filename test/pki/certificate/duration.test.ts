// Durations: one reader for `--days`, `--within`, lists and certutil; months and years go by the calendar.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Duration,
  endOf,
  formatDuration,
  parseDuration,
} from '../../../src/pki/certificate/duration.js';
import { formatTime, planValidity } from '../../../src/pki/certificate/validity.js';
import { refusalOf } from '../../support/refusal-of.js';

describe('parseDuration', () => {
  it.each<[text: string, duration: Duration]>([
    ['1', { days: 1 }],
    ['825', { days: 825 }],
    ['90d', { days: 90 }],
    ['90D', { days: 90 }],
    ['36525', { days: 36_525 }],
    ['36525d', { days: 36_525 }],
    ['1m', { months: 1 }],
    ['18m', { months: 18 }],
    ['1200m', { months: 1200 }],
    ['1y', { months: 12 }],
    ['3Y', { months: 36 }],
    ['100y', { months: 1200 }],
  ])('reads %s', (text, duration) => {
    expect(parseDuration(text)).toEqual(duration);
    expect(parseDuration(formatDuration(duration))).toEqual(duration);
  });

  it.each([
    ...['', '0', '-1', '+1', '1.5', '1e3', '0x10', '010', ' 1', '1 ', '36526', '99999999999', '١'],
    ...['ten', 'd', 'y', '0d', '0m', '1.5y', '90 d', '1y6m', '2w', '8760h', '90days', 'P1Y', '1yy'],
    ...['36526d', '1201m', '101y', '99999y'],
  ])('refuses %j, and says what is read', async (text) => {
    const refusal = await refusalOf(() => parseDuration(text));
    expect(refusal.code).toBe('number-invalid');
    expect(refusal.sentence).toContain(`"${text}" is not a number of days, months or years`);
    expect(refusal.sentence).toMatch(/90 or 90d, 18m or 1y/);
  });
});

describe('endOf', () => {
  it.each([
    ['2027-01-15T10:00:00Z', '90d', '2027-04-15T10:00:00Z'],
    ['2027-01-15T10:00:00Z', '1m', '2027-02-15T10:00:00Z'],
    ['2027-01-31T10:00:00Z', '1m', '2027-02-28T10:00:00Z'],
    ['2028-01-31T10:00:00Z', '1m', '2028-02-29T10:00:00Z'],
    ['2027-01-31T10:00:00Z', '2m', '2027-03-31T10:00:00Z'],
    ['2027-03-31T10:00:00Z', '1m', '2027-04-30T10:00:00Z'],
    ['2027-08-31T23:59:59Z', '18m', '2029-02-28T23:59:59Z'],
    ['2027-12-31T00:00:00Z', '1m', '2028-01-31T00:00:00Z'],
    ['2028-02-29T10:00:00Z', '1y', '2029-02-28T10:00:00Z'],
    ['2028-02-29T10:00:00Z', '4y', '2032-02-29T10:00:00Z'],
    ['2096-02-29T10:00:00Z', '4y', '2100-02-28T10:00:00Z'],
    ['2027-02-28T10:00:00Z', '1y', '2028-02-28T10:00:00Z'],
    ['2028-03-01T00:00:00Z', '1y', '2029-03-01T00:00:00Z'],
    ['2027-11-20T10:00:00Z', '100y', '2127-11-20T10:00:00Z'],
  ])('%s and %s is %s', (start, text, end) => {
    expect(formatTime(endOf(new Date(start), parseDuration(text)))).toBe(end);
  });

  it('keeps the day and the time, or ends on the last day of its month', () => {
    const start = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('2200-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 1200 }), (from, months) => {
        const end = endOf(from, { months });
        const passed =
          (end.getUTCFullYear() - from.getUTCFullYear()) * 12 +
          end.getUTCMonth() -
          from.getUTCMonth();
        expect(passed).toBe(months);
        expect(end.getTime() % 86_400_000).toBe(from.getTime() % 86_400_000);
        const nextDay = new Date(end.getTime() + 86_400_000);
        if (end.getUTCDate() !== from.getUTCDate()) expect(nextDay.getUTCDate()).toBe(1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a certificate', () => {
  // Issued at 10:05, so that its notBefore is 10:00.
  it.each([
    ['2027-01-31', '1m', '2027-02-28T09:59:59Z'],
    ['2028-02-29', '1y', '2029-02-28T09:59:59Z'],
    ['2027-02-17', '365d', '2028-02-17T09:59:59Z'],
    ['2027-03-17', '1y', '2028-03-17T09:59:59Z'],
    ['2027-03-17', '365', '2028-03-16T09:59:59Z'],
  ])('made on %s for %s is valid until %s', (day, text, notAfter) => {
    const wanted = { ...parseDuration(text), isDefault: false };
    const validity = planValidity({ now: new Date(`${day}T10:05:00Z`), wanted });
    expect(formatTime(validity.notAfter)).toBe(notAfter);
  });

  it('is refused where it would end after the year 9999, whatever the unit', async () => {
    const now = new Date('9950-01-01T00:00:00Z');
    const wanted = { ...parseDuration('60y'), isDefault: false };
    const refusal = await refusalOf(() => planValidity({ now, wanted }));
    expect(refusal.sentence).toMatch(/^720m is too long: .*9999-12-31/);
  });
});
