// Commands as lines of a unit and of a crontab, read back as systemd and cron take them apart.
import { describe, expect, it } from 'vitest';
import { cronCommand, systemdCommand, systemdPath } from '../../../src/targets/schedule/words.js';
import { cronCommandIn, splitLikeShell, wordsOfUnit } from '../../support/schedules.js';

const ODD = [
  'plain-1.2',
  '/srv/my kit',
  "it's",
  'say "hi"',
  '100%',
  '%h and %%',
  '$HOME ${HOME} $$',
  String.raw`a\b`,
  String.raw`a\\b`,
  String.raw`100\%`,
  String.raw`ends in \ `.trimEnd(),
  String.raw`'\'`,
  ';',
  '',
  '# no comment',
  '~/x',
  'é 中 😀',
  '-x',
];

describe('a command', () => {
  it('reaches systemd word by word', () => {
    expect(wordsOfUnit(systemdCommand(ODD))).toEqual(ODD);
  });

  it('reaches the shell of cron word by word', () => {
    const line = `1 2 * * * root ${cronCommand(ODD)}`;
    expect(splitLikeShell(cronCommandIn(line))).toEqual(ODD);
  });

  it.each([
    ['/srv/kit', '/srv/kit', '/srv/kit'],
    ['/srv/my kit', '"/srv/my kit"', "'/srv/my kit'"],
    ['100%', '100%%', String.raw`100\%`],
    ['$HOME', '"$$HOME"', "'$HOME'"],
    ["it's", `"it's"`, String.raw`'it'\''s'`],
    ['"x"', String.raw`"\"x\""`, `'"x"'`],
  ])('%s is written %s in a unit and %s in a crontab', (word, unit, cron) => {
    expect(systemdCommand([word])).toBe(unit);
    expect(cronCommand([word])).toBe(cron);
  });

  it.each(['a\nb', 'a\u0000b', 'a\u001bb', 'a\u0085b', 'a\u2028b'])(
    'with a control character is refused: %j',
    (word) => {
      for (const render of [systemdCommand, cronCommand]) {
        expect(() => render(['x', word])).toThrow(
          expect.objectContaining({ code: 'name-invalid' }),
        );
      }
    },
  );

  it('is refused where cron would not take it whole', () => {
    expect(cronCommand(['x'.repeat(998)])).toHaveLength(998);
    expect(() => cronCommand(['é'.repeat(499)])).toThrow(/no command of more than 998 octets/);
  });
});

it('a path of a unit holds no variable', () => {
  expect(systemdPath('/srv/$HOME/100%')).toBe('"/srv/$HOME/100%%"');
});
