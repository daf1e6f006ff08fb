// The order in which findings are told.
import { expect, it } from 'vitest';
import type { PathFinding, Severity } from '../../src/checks/finding.js';
import { ranked } from '../../src/checks/path/rank.js';

const finding = (code: string, severity: Severity = 'error'): PathFinding => ({
  ...{ code, severity, subject: 'CN=host', message: code, citation: 'RFC 5280, 6' },
});

it.each([
  [
    'the limit of the search before what it may have missed',
    ['no-path', 'expired', 'search-limit'],
    ['search-limit', 'expired', 'no-path'],
  ],
  [
    'the most specific first',
    ['no-path', 'key-size', 'revoked'],
    ['revoked', 'key-size', 'no-path'],
  ],
])('%s', (_, codes, expected) => {
  expect(ranked(codes.map((code) => finding(code))).map(({ code }) => code)).toEqual(expected);
});

it('what is wrong before what is odd', () => {
  const all = [finding('expires-soon', 'warning'), finding('no-path')];
  expect(ranked(all).map(({ code }) => code)).toEqual(['no-path', 'expires-soon']);
});
