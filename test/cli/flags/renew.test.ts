// The flags of `cert renew`: the words of a hook, and what may be said together.
import { Parser } from '@oclif/core';
import * as Flags from '@oclif/core/flags';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/cli/flags/hook.js';
import { type Act, actOf, renewFlags } from '../../../src/cli/flags/renew.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';

describe('the words of a hook', () => {
  it.each<[text: string, words: string[]]>([
    ['reload', ['reload']],
    ['systemctl reload nginx', ['systemctl', 'reload', 'nginx']],
    ['  systemctl \t reload   nginx ', ['systemctl', 'reload', 'nginx']],
    ['"/opt/my tools/run" now', ['/opt/my tools/run', 'now']],
    ["'/opt/my tools/run' now", ['/opt/my tools/run', 'now']],
    ['/opt/my\\ tools/run', ['/opt/my tools/run']],
    ['sh -c "echo $HOME | cat; true"', ['sh', '-c', 'echo $HOME | cat; true']],
    ['sh -c \'a "b" \\n\'', ['sh', '-c', 'a "b" \\n']],
    ['run "a \\"b\\" \\\\ \\n"', ['run', 'a "b" \\ \\n']],
    ["run ''", ['run', '']],
    ['run "" x', ['run', '', 'x']],
    ['run a"b c"d\'e f\'', ['run', 'ab cde f']],
    ['run \\$HOME \\;', ['run', '$HOME', ';']],
    ['run a\\', ['run', 'a\\']],
    ['run --flag=ä {}'.replace(' {}', ''), ['run', '--flag=ä']],
  ])('%s', (text, words) => {
    expect(parseCommand(text)).toEqual(words);
  });

  it.each([
    ...['run | cat', 'run && x', 'run; x', 'run > file', 'run < file', '(run)', 'run $HOME'],
    ...[
      'run `id`',
      'run *',
      'run file?',
      'run [ab]',
      'run {a,b}',
      'run ~',
      'run # x',
      '!run',
      'run &',
    ],
  ])('%s needs a shell, and there is none', async (text) => {
    const { code, sentence } = await refusalOf(() => parseCommand(text));
    expect(code).toBe('flag-value-invalid');
    expect(sentence).toMatch(/outside quotes, and no shell runs it: put it into a script/);
  });

  it.each([
    ['', /names no program/],
    ['  ', /names no program/],
    ['"" x', /names no program/],
    ['run "x', /has no closing "/],
    ["run 'x", /has no closing '/],
  ])('%j is no command', async (text, sentence) => {
    expect((await refusalOf(() => parseCommand(text))).sentence).toMatch(sentence);
  });
});

describe('what is said together', () => {
  const spec = {
    ...renewFlags,
    ...{ out: Flags.string(), ca: Flags.string(), 'ca-key': Flags.string() },
    ...{ 'ca-p12': Flags.string(), 'ca-cert': Flags.string() },
  };
  const actFor = async (...argv: string[]) =>
    actOf((await Parser.parse(argv, { flags: spec, args: {}, strict: true })).flags as never);

  it.each<[argv: string, act: Act]>([
    ['', 'renew'],
    ['--keep-key --within 30d --hook x --out y', 'renew'],
    ['--signed a --signed b --hook x --ca-cert y', 'renew'],
    ['--rollback --hook x --ca y', 'rollback'],
    ['--request --within 33% --keep-key', 'request'],
  ])('%s', async (argv, act) => {
    expect(await actFor(...argv.split(' ').filter(Boolean))).toBe(act);
  });

  it.each([
    '--new-key --keep-key',
    ...['--within 30d', '--new-key', '--keep-key', '--request', '--signed x', '--out x'].map(
      (other) => `--rollback ${other}`,
    ),
    ...['--signed x', '--hook x', '--out x'].map((other) => `--request ${other}`),
    ...['--within 30d', '--keep-key', '--out x', '--ca x', '--ca-key x', '--ca-p12 x'].map(
      (other) => `--signed x ${other}`,
    ),
  ])('not %s', async (argv) => {
    expect(await codeOf(() => actFor(...argv.split(' ')))).toBe('flags-conflict');
  });
});
