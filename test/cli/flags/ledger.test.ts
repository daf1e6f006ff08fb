// Flags and words of the commands that read a ledger, and the choice that comes of them.
import { Parser } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import {
  hexDigits,
  ledgerFlag,
  ledgerFolder,
  listChoice,
  listFlags,
} from '../../../src/cli/flags/ledger.js';
import { withEnvironment } from '../../support/environment.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';

const spec = { ...ledgerFlag, ...listFlags };

async function chosen(...argv: string[]) {
  const { flags } = await Parser.parse(argv, { flags: spec, args: {}, strict: true });
  return listChoice(flags as Parameters<typeof listChoice>[0]);
}

describe('a choice', () => {
  const none = { states: undefined, name: undefined, within: undefined, profile: undefined };
  it.each<[string[], object]>([
    [[], {}],
    [['--state', 'revoked', '--state', 'probe'], { states: ['revoked', 'probe'] }],
    [['--name', '*.lan'], { name: '*.lan' }],
    [['--within', '30d'], { within: { days: 30 } }],
    [['--within', '1y'], { within: { months: 12 } }],
    [['--profile', 'client'], { profile: 'client' }],
    [['--profile', 'intermediate'], { profile: 'ca' }],
  ])('of %j', async (argv, expected) => {
    expect(await chosen(...argv)).toEqual({ ...none, ...expected });
  });

  it.each([
    [['--state', 'gone'], 'flag-value-invalid'],
    [['--state', 'valid,expired'], 'flag-value-invalid'],
    [['--within', '33%'], 'number-invalid'],
    [['--profile', 'ca'], 'flag-value-invalid'],
    [['--as', 'xml'], 'flag-value-invalid'],
  ])('of %j is refused', async (argv, code) => {
    const said = await refusalOf(() => chosen(...argv));
    expect(said.code).toBe(code);
  });
});

it.each<[string | undefined, string | undefined, string]>([
  ['typed', 'variable', 'typed'],
  [undefined, 'variable', 'variable'],
  [undefined, '', './ca'],
  [undefined, undefined, './ca'],
])('of --ca %j and TLSMITH_CA %j the CA folder is %j', async (ca, variable, folder) => {
  await withEnvironment({ TLSMITH_CA: variable }, () => {
    expect(ledgerFolder({ ca })).toBe(folder);
  });
});

describe('digits', () => {
  it.each([
    ['5f0c2a91', '5f0c2a91'],
    ['5F0C2A91B3', '5f0c2a91b3'],
    ['5F:0c:2A:91', '5f0c2a91'],
    ['AB:'.repeat(31) + 'AB', 'ab'.repeat(32)],
  ])('%j are read', (text, digits) => {
    expect(hexDigits(text)).toBe(digits);
  });

  it.each(['', '5f0c2a9', '5f:0c:2a:9', 'es01.lan', '0x5f0c2a91', '5f 0c 2a 91', 'a'.repeat(65)])(
    '%j are none',
    async (text) => {
      expect(await codeOf(() => hexDigits(text))).toBe('number-invalid');
    },
  );
});
