// Answers that can be taken, and are unwise.
import { expect, it } from 'vitest';
import { adviseDays, adviseNames, advisePassword } from '../../../src/cli/wizard/advice.js';

it.each<[days: string, isServer: boolean, advice: RegExp | undefined]>([
  ['59', true, /59 days needs somebody/],
  ['59', false, /59 days needs somebody/],
  ['60', true, undefined],
  ['825', true, undefined],
  ['826', true, /more than 825 days/],
  ['826', false, undefined],
  ['30d', false, /30 days needs somebody/],
  ['1m', false, /30 days needs somebody/],
  ['2y', true, undefined],
  ['3y', true, /more than 825 days/],
])('%s days, for a server: %s', (days, isServer, advice) => {
  expectAdvice(adviseDays(days, isServer), advice);
});

it.each<[names: string[], isServer: boolean, advice: RegExp | undefined]>([
  [[], true, /without a name/],
  [[], false, undefined],
  [['a.lan', '10.0.0.5'], true, undefined],
  [['*.lan.example'], true, /covers a\.lan\.example, not a\.b\.lan\.example/],
  [['dns:*.lan.example'], true, /stands for one label/],
  [['*.lan.example', 'a.b.lan.example'], true, /does not cover a\.b\.lan\.example/],
  [['*.lan.example', 'a.lan.example'], true, /stands for one label/],
  [['*.com'], true, /every host of a whole domain ending/],
])('the names %j, for a server: %s', (names, isServer, advice) => {
  expectAdvice(adviseNames(names, isServer), advice);
});

it.each<[length: number, advice: RegExp | undefined]>([
  [50, undefined],
  [51, /more than 50 characters/],
])('a password of %i characters', (length, advice) => {
  expectAdvice(advisePassword('x'.repeat(length)), advice);
});

function expectAdvice(found: string | undefined, wanted: RegExp | undefined) {
  if (wanted === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(wanted);
}
