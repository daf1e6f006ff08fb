// When a certificate begins and ends: what was typed, what the issuer allows, and what is refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { parseDuration } from '../../../src/pki/certificate/duration.js';
import {
  formatTime,
  parseUntil,
  planValidity,
  type Validity,
  type WantedValidity,
} from '../../../src/pki/certificate/validity.js';
import { anyString } from '../../support/any-string.js';

const now = new Date('2026-11-20T10:00:00.789Z');

function refusalOf(action: () => unknown): TlsmithError {
  try {
    action();
  } catch (error) {
    if (error instanceof TlsmithError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function period(notBefore: string, notAfter: string): Validity {
  return { notBefore: new Date(notBefore), notAfter: new Date(notAfter) };
}

function shown(plan: Validity & { shortened: boolean }): readonly [string, string, boolean] {
  return [plan.notBefore.toISOString(), plan.notAfter.toISOString(), plan.shortened];
}

const issuer = period('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z');

describe('parseUntil', () => {
  it.each([
    ['2027-02-17', '2027-02-17T23:59:59Z'],
    ['2028-02-29', '2028-02-29T23:59:59Z'],
    ['2027-02-17T10:00:00Z', '2027-02-17T10:00:00Z'],
    ['2027-02-17t10:00:00z', '2027-02-17T10:00:00Z'],
    ['2027-02-17T10:00:00.999Z', '2027-02-17T10:00:00Z'],
    ['2027-02-17T10:00:00+05:30', '2027-02-17T04:30:00Z'],
    ['2027-02-17T23:00:00-02:00', '2027-02-18T01:00:00Z'],
    ['9999-12-31', '9999-12-31T23:59:59Z'],
    ['0050-01-01', '0050-01-01T23:59:59Z'],
  ])('%s → %s', (text, expected) => {
    expect(formatTime(parseUntil(text))).toBe(expected);
  });

  it.each([
    ['', /is not a date/],
    ['tomorrow', /is not a date/],
    ['17.02.2027', /is not a date/],
    ['2027-2-17', /is not a date/],
    ['2027-02-17 10:00:00Z', /is not a date/],
    ['2027-02-17T10:00Z', /is not a date/],
    ['+012027-02-17', /is not a date/],
    ['2027-02-17T10:00:00', /no zone/],
    ['2027-02-30', /does not exist/],
    ['2027-02-29T10:00:00Z', /does not exist/],
    ['2027-13-01', /does not exist/],
    ['2027-00-10', /does not exist/],
    ['2027-02-17T24:00:00Z', /does not exist/],
    ['2027-02-17T10:60:00Z', /does not exist/],
    ['2027-02-17T23:59:60Z', /does not exist/],
    ['2027-02-17T10:00:00+24:00', /zone that does not exist/],
    ['2027-02-17T10:00:00+05:60', /zone that does not exist/],
  ])('refuses %j', (text, reason) => {
    const refusal = refusalOf(() => parseUntil(text));
    expect(refusal.code).toBe('date-invalid');
    expect(refusal.sentence).toMatch(reason);
  });

  it('reads back every time that formatTime writes', () => {
    const time = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(time, (date) => {
        expect(parseUntil(formatTime(date)).getTime()).toBe(
          Math.floor(date.getTime() / 1000) * 1000,
        );
      }),
    );
  });
});

describe('planValidity', () => {
  it('begins five minutes ago, in whole seconds, and counts both ends of the days', () => {
    expect(shown(planValidity({ now, wanted: { days: 1, isDefault: false } }))).toEqual([
      '2026-11-20T09:55:00.000Z',
      '2026-11-21T09:54:59.000Z',
      false,
    ]);
  });

  it('begins with the issuer if that is younger', () => {
    const young = period('2026-11-20T09:59:00Z', '2027-11-20T09:58:59Z');
    expect(
      shown(planValidity({ now, wanted: { days: 1, isDefault: true }, issuer: young })),
    ).toEqual(['2026-11-20T09:59:00.000Z', '2026-11-21T09:58:59.000Z', false]);
  });

  it('takes an end as it is', () => {
    const until = new Date('2026-12-31T23:59:59Z');
    expect(planValidity({ now, wanted: { until }, issuer }).notAfter).toEqual(until);
  });

  it('shortens a default to the end of the issuer, and says so', () => {
    expect(shown(planValidity({ now, wanted: { days: 825, isDefault: true }, issuer }))).toEqual([
      '2026-11-20T09:55:00.000Z',
      '2027-01-01T00:00:00.000Z',
      true,
    ]);
  });

  it('allows an end equal to the issuer’s', () => {
    const plan = planValidity({ now, wanted: { until: issuer.notAfter }, issuer });
    expect(plan).toMatchObject({ notAfter: issuer.notAfter, shortened: false });
  });

  it.each<[string, WantedValidity]>([
    ['days', { days: 42, isDefault: false }],
    ['an end', { until: new Date('2027-01-01T23:59:59Z') }],
  ])('shortens %s that go beyond the issuer by less than a day', (_, wanted) => {
    expect(shown(planValidity({ now, wanted, issuer }))).toEqual([
      '2026-11-20T09:55:00.000Z',
      '2027-01-01T00:00:00.000Z',
      true,
    ]);
  });

  it.each<[string, WantedValidity, string]>([
    ['days', { days: 43, isDefault: false }, '2027-01-02T09:54:59Z'],
    ['an end', { until: new Date('2027-01-02T00:00:00Z') }, '2027-01-02T00:00:00Z'],
  ])(
    'refuses %s a day and more beyond the issuer and says until when is possible',
    (_, wanted, end) => {
      const refusal = refusalOf(() => planValidity({ now, wanted, issuer }));
      expect(refusal.code).toBe('outlives-issuer');
      expect(refusal.details).toEqual({ wanted: end, latest: '2027-01-01T00:00:00Z' });
      expect(refusal.sentence).toContain('until 2027-01-01T00:00:00Z');
    },
  );

  it('says that the issuer has expired before anything else', () => {
    const expired = period('2020-01-01T00:00:00Z', '2026-11-20T09:59:59Z');
    const wanted = { days: 825, isDefault: true };
    expect(refusalOf(() => planValidity({ now, wanted, issuer: expired })).code).toBe(
      'issuer-expired',
    );
  });

  it.each([
    ['now', now],
    ['the past', new Date('2026-11-20T09:59:59Z')],
    ['year 10000', new Date('+010000-01-01T00:00:00Z')],
  ])('refuses an end in %s', (_, until) => {
    expect(refusalOf(() => planValidity({ now, wanted: { until } })).code).toBe('date-invalid');
  });

  it('refuses an end before the issuer becomes valid', () => {
    const future = period('2026-12-01T00:00:00Z', '2027-12-01T00:00:00Z');
    const until = new Date('2026-11-25T00:00:00Z');
    const refusal = refusalOf(() => planValidity({ now, wanted: { until }, issuer: future }));
    expect(refusal.code).toBe('date-invalid');
  });

  it('refuses days that end after the year 9999', () => {
    const late = new Date('9999-12-01T00:00:00Z');
    const wanted = { days: 60, isDefault: false };
    expect(refusalOf(() => planValidity({ now: late, wanted })).code).toBe('number-invalid');
  });
});

describe('any text', () => {
  const text = fc.oneof(
    anyString({ maxLength: 30 }),
    fc.stringMatching(/^\d{0,6}-?\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?$/),
  );

  it.each([
    ['parseDuration', parseDuration, 'number-invalid'],
    ['parseUntil', parseUntil, 'date-invalid'],
  ] as const)('%s gives a value or %s', (_, parse, code) => {
    fc.assert(
      fc.property(text, (input) => {
        try {
          parse(input);
        } catch (error) {
          expect(error).toBeInstanceOf(TlsmithError);
          expect(error).toHaveProperty('code', code);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
