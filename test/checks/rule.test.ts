// How findings are made from rules, and the order in which they are told.
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../src/checks/finding.js';
import {
  findingsBy,
  inOrder,
  type PathFault,
  type PathRule,
  rankedFindingsBy,
  type Rule,
} from '../../src/checks/rule.js';

const rule = (changes: Partial<PathRule<string>> = {}): PathRule<string> => ({
  code: 'some-code',
  citation: 'RFC 5280, 6',
  severity: 'error',
  rank: 1,
  check: (judged): PathFault[] => [{ subject: 'CN=host', message: `it is ${judged}` }],
  ...changes,
});

describe('a finding', () => {
  it('has what its rule says and what the fault says', () => {
    expect(findingsBy([rule({ breaksMust: true })], 'odd')).toEqual([
      {
        ...{ code: 'some-code', severity: 'error', breaksMust: true, citation: 'RFC 5280, 6' },
        ...{ subject: 'CN=host', message: 'it is odd' },
      },
    ]);
  });

  it('is made for each fault, in the order of the rules', () => {
    const two = rule({
      code: 'two',
      check: () => ['a', 'b'].map((message) => ({ subject: '', message })),
    });
    const told = findingsBy([two, rule()], 'c').map(({ code, message }) => `${code} ${message}`);
    expect(told).toEqual(['two a', 'two b', 'some-code it is c']);
  });

  it('is as severe as the judged value and the terms make it', () => {
    const byTerms: Rule<string, { isRoot: boolean }> = {
      ...rule(),
      severity: (judged, { isRoot }) => (isRoot ? 'info' : judged === 'odd' ? 'warning' : 'error'),
    };
    const severity = (judged: string, isRoot: boolean) =>
      findingsBy([byTerms], judged, { isRoot }).map((one) => one.severity);
    expect([severity('odd', true), severity('odd', false), severity('wrong', false)]).toEqual([
      ['info'],
      ['warning'],
      ['error'],
    ]);
  });

  it('may be of a fault that weighs less, or stands in another section', () => {
    const lighter = { severity: 'warning', breaksMust: true, citation: 'RFC 5280, 4' } as const;
    const check = () => [{ subject: '', message: '', ...lighter }];
    expect(findingsBy([rule({ check })], '')).toMatchObject([lighter]);
  });
});

describe('findings of several lists', () => {
  type Told = [code: string, rank: number, severity?: Severity];
  const told = (...rules: Told[]) =>
    inOrder(
      rules.flatMap(([code, rank, severity = 'error']) =>
        rankedFindingsBy([rule({ code, rank, severity })], ''),
      ),
    );
  const codes = (...rules: Told[]) => told(...rules).map(({ code }) => code);

  it('are told by rank, those of one rank as they were found', () => {
    expect(codes(['c', 9], ['a', 1], ['b', 5], ['b2', 5])).toEqual(['a', 'b', 'b2', 'c']);
  });

  it('what is wrong before what is odd', () => {
    expect(codes(['note', 1, 'info'], ['odd', 1, 'warning'], ['wrong', 9])).toEqual([
      'wrong',
      'odd',
      'note',
    ]);
  });

  it('lose their rank, which no answer shows', () => {
    expect(told(['a', 1])).toEqual(findingsBy([rule({ code: 'a' })], ''));
  });
});
