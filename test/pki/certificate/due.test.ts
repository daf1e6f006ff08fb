// What is due: by a duration, of which half a life is the most, or by the share of a life that is left.
import { describe, expect, it } from 'vitest';
import { isDue, parseWithin, type Within } from '../../../src/pki/certificate/due.js';
import { refusalOf } from '../../support/refusal-of.js';

describe('parseWithin', () => {
  it.each<[text: string, within: Within]>([
    ['30d', { days: 30 }],
    ['30', { days: 30 }],
    ['2m', { months: 2 }],
    ['1y', { months: 12 }],
    ['1%', { share: 0.01 }],
    ['33%', { share: 0.33 }],
    ['99%', { share: 0.99 }],
  ])('reads %s', (text, within) => {
    expect(parseWithin(text)).toEqual(within);
  });

  it.each(['0%', '100%', '33.3%', '-1%', '+5%', '05%', ' 33%', '%', '1e1%', '33%%', '٣%'])(
    'refuses the share %j, and says how one is written',
    async (text) => {
      const refusal = await refusalOf(() => parseWithin(text));
      expect([refusal.code, refusal.details]).toEqual([
        'number-invalid',
        { value: text, least: 1, most: 99 },
      ]);
      expect(refusal.sentence).toContain('it is written 33%, and is 1% to 99%');
    },
  );

  it.each(['', '30 d', '33 %', '2w', 'soon', '33% '])('refuses %j', async (text) => {
    expect((await refusalOf(() => parseWithin(text))).code).toBe('number-invalid');
  });
});

describe('isDue', () => {
  const NOON = 'T12:00:00Z';
  it.each<[string, string, within: string, now: string, due: boolean]>([
    ['2027-01-01', '2029-04-05', '30d', `2029-03-06${NOON}`, false],
    ['2027-01-01', '2029-04-05', '30d', '2029-03-06T12:00:01Z', true],
    ['2027-01-01', '2029-04-05', '30d', `2029-04-05${NOON}`, true],
    ['2027-01-01', '2029-04-05', '30d', `2030-01-01${NOON}`, true],
    ['2027-01-01', '2029-04-05', '1m', `2029-03-05${NOON}`, false],
    ['2027-01-01', '2029-04-05', '1m', `2029-03-06${NOON}`, true],
    // Of a life of ten days half is left.
    ['2027-01-01', '2027-01-11', '30d', `2027-01-01${NOON}`, false],
    ['2027-01-01', '2027-01-11', '30d', `2027-01-06${NOON}`, false],
    ['2027-01-01', '2027-01-11', '30d', '2027-01-06T12:00:01Z', true],
    ['2027-01-01', '2027-04-11', '33%', `2027-03-08${NOON}`, false],
    ['2027-01-01', '2027-04-11', '33%', '2027-03-09T12:00:01Z', true],
    ['2027-01-01', '2027-04-11', '99%', '2027-01-02T12:00:01Z', true],
    ['2027-01-01', '2027-04-11', '1%', `2027-04-10${NOON}`, false],
    ['2027-01-01', '2027-04-11', '1%', `2027-05-01${NOON}`, true],
    // Not valid yet: nothing of its life is over.
    ['2027-02-01', '2027-04-11', '33%', `2027-01-01${NOON}`, false],
  ])('from %s until %s, within %s, at %s: %s', (from, until, within, now, due) => {
    const validity = {
      notBefore: new Date(`${from}${NOON}`),
      notAfter: new Date(`${until}${NOON}`),
    };
    expect(isDue(validity, parseWithin(within), new Date(now))).toBe(due);
  });
});
