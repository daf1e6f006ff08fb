// The parser of certutil's flags: every flag of the table in every spelling, and mistakes that name no value.
import { describe, expect, it } from 'vitest';
import { parseCertutil } from '../../../src/cli/certutil/parse-flags.js';
import { flagsOf, MODES } from '../../../src/cli/certutil/flag-table.js';
import { refusalOf } from '../../support/refusal-of.js';

const SECRET = 'Canary7f3a91c2e85d46';

describe.each(MODES)('%s', (mode) => {
  const flags = flagsOf(mode);

  it('[flag-spelling] knows each flag with one dash and two, with its value behind a blank or =', async () => {
    for (const { name, takes } of flags) {
      for (const dashes of ['-', '--']) {
        const flag = `${dashes}${name}`;
        if (takes !== 'value') expect(parseCertutil(mode, [flag])).toEqual({ [name]: true });
        if (takes === 'none') continue;
        expect(parseCertutil(mode, [flag, 'x y'])).toEqual({ [name]: 'x y' });
        expect(parseCertutil(mode, [`${flag}=a=b`])).toEqual({ [name]: 'a=b' });
        if (takes === 'optional') {
          expect(parseCertutil(mode, [`${flag}=`])).toEqual({ [name]: '' });
          continue;
        }
        for (const words of [[`${flag}=`], [flag, '']]) {
          const { code, sentence } = await refusalOf(() => parseCertutil(mode, words));
          expect([code, sentence]).toEqual([
            'flag-value-missing',
            `--${name} needs a value, and the one that is given is empty`,
          ]);
        }
      }
    }
  });

  it('[flag-twice] takes no flag with a value twice but lists, which add up', async () => {
    for (const { name, takes, isList } of flags.filter((flag) => flag.takes !== 'none')) {
      const argv = [`--${name}=a`, `--${name}=${SECRET}`];
      if (isList) {
        expect(parseCertutil(mode, argv)).toEqual({ [name]: `a,${SECRET}` });
        continue;
      }
      const { code, sentence } = await refusalOf(() => parseCertutil(mode, argv));
      expect([takes, code]).toEqual([takes, 'flags-conflict']);
      expect(sentence).not.toContain(SECRET);
    }
  });

  it('has each name once, with a text for the help', () => {
    expect(new Set(flags.map(({ name }) => name)).size).toBe(flags.length);
    for (const { description } of flags) expect(description).toMatch(/\S{2}/);
  });
});

describe('an optional value', () => {
  it.each([
    [['--pass'], true],
    [['--pass', '--pem'], true],
    [['--pass', ''], ''],
    [['--pass='], ''],
    [['--pass', 'a$b!'], 'a$b!'],
    [['-pass', '-'], '-'],
    [['--pem', '--pass=--pem'], '--pem'],
  ])('[flag-pass] %j', (argv, expected) => {
    expect(parseCertutil('cert', argv).pass).toBe(expected);
  });

  it('[flag-ca-pass] is the same for the CA', () => {
    expect(parseCertutil('cert', ['--ca-pass', '--ca', 'x'])).toEqual({ 'ca-pass': true, ca: 'x' });
    expect(parseCertutil('cert', ['-ca-pass=x'])).toEqual({ 'ca-pass': 'x' });
  });
});

describe('what joptsimple takes too', () => {
  it.each([
    [['--mult'], { multiple: true }],
    [['--self'], { 'self-signed': true }],
    [['-k', '2048'], undefined],
    [['--keys', '2048'], { keysize: '2048' }],
    // Whole names come before beginnings.
    [['--ca', 'x'], { ca: 'x' }],
    [['--i', 'x'], undefined],
    [['-sv'], { silent: true, verbose: true }],
    [['-q', '-s'], { quiet: true, silent: true }],
    [['--pem', '--'], { pem: true }],
  ])('[flag-spelling] %j', async (argv, expected) => {
    if (expected) expect(parseCertutil('cert', argv)).toEqual(expected);
    else expect((await refusalOf(() => parseCertutil('cert', argv))).code).toBe('flag-unknown');
  });

  it.each([[['-E', 'path.conf=/etc']], [['-Epath.conf=/etc']], [['--setting', 'path.conf=/etc']]])(
    '[flag-setting] %j',
    (argv) => {
      expect(parseCertutil('ca', argv)).toEqual({ setting: 'path.conf=/etc' });
    },
  );
});

describe('mistakes name no value', () => {
  it.each([
    ['[flag-unknown]', ['--passwort', SECRET], 'flag-unknown', /no flag "--passwort"/],
    ['[flag-unknown]', [`--passwort=${SECRET}`], 'flag-unknown', /no flag "--passwort"/],
    ['[flag-unknown]', [`-p${SECRET}`], 'flag-unknown', /does not know one of these/],
    ['[flag-unknown]', ['--keysise', SECRET], 'flag-unknown', /did you mean --keysize/],
    ['[flag-arguments]', ['--pem', 'x', SECRET], 'argument-unexpected', /flags only/],
    ['[flag-arguments]', ['--', SECRET], 'argument-unexpected', /flags only/],
    ['a switch', [`--pem=${SECRET}`], 'flag-value-invalid', /--pem takes no value/],
    ['a global switch', [`--json=${SECRET}`], 'flag-value-invalid', /--json takes no value/],
    ['no value', ['--out', '--pem'], 'flag-value-missing', /--out needs a value/],
    ['no value at the end', ['--out'], 'flag-value-missing', /--out needs a value/],
  ])('%s %j', async (_, argv, code, says) => {
    const error = await refusalOf(() => parseCertutil('cert', argv));
    expect(error.code).toBe(code);
    expect(error.sentence).toMatch(says);
    expect(JSON.stringify([error.sentence, error.details])).not.toContain(SECRET);
  });
});
