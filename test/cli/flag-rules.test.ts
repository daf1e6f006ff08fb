// Rules between flags.
import { describe, expect, it } from 'vitest';
import { refuseSharedStdin, refuseStdout, refuseTogether } from '../../src/cli/flag-rules.js';
import { refusalOf } from '../support/refusal-of.js';

describe('refuseTogether', () => {
  it.each([
    ['two texts', { a: 'CANARY', b: 'CANARY' }],
    ['two switches', { a: true, b: true }],
    ['an empty text', { a: '', b: 0 }],
    ['a list', { a: ['CANARY'], b: true }],
  ])('refuses %s and repeats no value', async (_, flags) => {
    const error = await refusalOf(() => refuseTogether(flags, 'a', 'b'));
    expect(error.code).toBe('flags-conflict');
    expect(error.details).toEqual({ flags: ['--a', '--b'] });
    expect(error.sentence).toBe('--a and --b exclude each other');
  });

  it.each([[{}], [{ a: 'x' }], [{ b: true }], [{ a: 'x', b: false }], [{ a: 'x', b: undefined }]])(
    'lets %j pass',
    (flags) => {
      expect(() => refuseTogether(flags, 'a', 'b')).not.toThrow();
    },
  );
});

describe('refuseSharedStdin', () => {
  it.each([
    [{ 'password-file': '-', 'ca-password-file': '-' }],
    [{ 'password-file': '-', 'in-password-file': '-' }],
    [{ 'ca-cert': '-', 'ca-key': '-' }],
    [{ 'ca-key': '-', 'ca-password-file': '-' }],
    [{ key: '-', 'in-password-file': '-' }],
  ])('refuses %j', async (flags) => {
    const error = await refusalOf(() => refuseSharedStdin(flags));
    expect(error.code).toBe('flags-conflict');
    expect(error.details.flags).toEqual(
      Object.keys(flags)
        .map((name) => `--${name}`)
        .sort(byReader),
    );
  });

  it.each([
    [{}],
    [{ 'password-file': '-' }],
    [{ 'password-file': '-', 'ca-password-file': 'file' }],
    [{ 'password-file': '-', out: '-' }],
  ])('lets %j pass', (flags) => {
    expect(() => refuseSharedStdin(flags)).not.toThrow();
  });

  /** The order in which the rule lists them. */
  function byReader(a: string, b: string): number {
    const order = [
      '--password-file',
      '--ca-password-file',
      '--in-password-file',
      '--ca-cert',
      '--ca-key',
      '--key',
    ];
    return order.indexOf(a) - order.indexOf(b);
  }
});

describe('refuseStdout', () => {
  it('refuses - where more than one file is written', async () => {
    expect((await refusalOf(() => refuseStdout('-'))).code).toBe('stdout-unsuitable');
  });

  it.each([undefined, './-', 'x', ''])('lets %j pass', (out) => {
    expect(() => refuseStdout(out)).not.toThrow();
  });
});
