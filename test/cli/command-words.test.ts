// Which command the typed words mean, and what is said when they mean none.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  refuseEmptyWords,
  refuseSingleDashWords,
  resolveCommand,
  speaksCertutil,
} from '../../src/cli/command-words.js';
import { TlsmithError } from '../../src/errors.js';
import { refusalOf } from '../support/refusal-of.js';

const ids = ['certutil:ca', 'kit', 'help', 'ca:create', 'cert:issue', 'config:list', 'config:show'];
const topics = ['ca', 'cert', 'certutil', 'config'];
const resolve = (...argv: string[]) => resolveCommand(argv, ids, topics);
const OPTIONS = {
  ...{ out: { type: 'option', char: 'o' }, ca: { type: 'option' }, subject: { type: 'option' } },
  quiet: { type: 'boolean', char: 'q' },
};
const command = (id: string, ...rest: string[]) => ({ kind: 'command', id, rest });

describe('speaksCertutil', () => {
  it.each([
    [['certutil', 'ca', '-pem'], true],
    [['--json', '-q', 'certutil'], true],
    [['inspect', 'certutil'], false],
    [['--out', 'certutil'], false],
    [[], false],
  ])('%j: %s', (argv, expected) => {
    expect(speaksCertutil(argv)).toBe(expected);
  });
});

describe('resolveCommand', () => {
  it.each([
    [['kit'], command('kit')],
    [['kit', 'heartbeat', 'logstash'], command('kit', 'heartbeat', 'logstash')],
    [['kit', '--host', 'a'], command('kit', '--host', 'a')],
    [['kit', 'heartbeat', '--host', 'a'], command('kit', 'heartbeat', '--host', 'a')],
    [['kit', 'create'], command('kit', 'create')],
    [['ca', 'create'], command('ca:create')],
    [['ca', 'create', '--out', 'x'], command('ca:create', '--out', 'x')],
    [['cert', 'issue', 'es01', '--json'], command('cert:issue', 'es01', '--json')],
    [['cert', 'issue', '--', '-x'], command('cert:issue', '--', '-x')],
    [['help', 'ca', 'create'], command('help', 'ca', 'create')],
    [['--json', 'ca', 'create'], command('ca:create', '--json')],
    [['-q', '--no-input', 'kit', 'a'], command('kit', 'a', '-q', '--no-input')],
    [['--quiet', '--json', 'config', 'list'], command('config:list', '--quiet', '--json')],
    [['certutil', '-s', 'ca', '-pem'], command('certutil:ca', '-s', '-pem')],
    [['-q', 'certutil', '--verbose', 'ca'], command('certutil:ca', '-q', '--verbose')],
    [['ca'], { kind: 'topic', topic: 'ca' }],
    [['config', '--json'], { kind: 'topic', topic: 'config' }],
    [[], { kind: 'nothing' }],
    [['--json'], { kind: 'nothing' }],
  ])('reads %j', (argv, expected) => {
    expect(resolve(...argv)).toEqual(expected);
  });

  it.each([
    [['kti'], '"kti"; did you mean kit?'],
    [['kitt'], '"kitt"; did you mean kit?'],
    [['ca', 'creat'], '"ca creat"; did you mean ca create?'],
    [['config', 'shwo'], '"config shwo"; did you mean config show?'],
    [['CERT', 'issue'], '"CERT"'],
    [['frobnicate'], '"frobnicate"'],
    [['cert', 'frobnicate'], '"cert frobnicate"'],
    [['create', 'ca'], '"create"; did you mean ca create?'],
    [['--json', 'kitt'], '"kitt"; did you mean kit?'],
  ])('refuses %j', async (argv, words) => {
    const error = await refusalOf(() => resolve(...argv));
    expect(error.code).toBe('command-unknown');
    expect(error.sentence).toBe(`there is no command ${words}`);
  });

  it.each([['--frobnicate'], ['--frobnicate=1'], ['-x'], ['--json', '--frobnicate']])(
    'refuses a flag that belongs to no command: %j',
    async (...argv) => {
      const error = await refusalOf(() => resolve(...argv));
      expect(['flag-unknown', 'command-unknown']).toContain(error.code);
    },
  );

  it.each([
    [['frobnicate', 'CANARY']],
    [['frobnicate', '--password', 'CANARY']],
    [['cert', 'frobnicate', 'CANARY']],
    [['--json', 'frobnicate', '--token=CANARY']],
    [['frobnicate', '--', 'CANARY']],
  ])('never names the tail: %j', async (argv) => {
    const { sentence, details } = await refusalOf(() => resolve(...argv));
    expect(JSON.stringify([sentence, details])).not.toContain('CANARY');
  });

  it('shows control characters of a word escaped, and cuts it at 100 characters', async () => {
    const error = await refusalOf(() => resolve(`\u001b[31m\u202e${'x'.repeat(500)}`));
    expect(error.sentence).not.toMatch(/[\u001b\u202e]/);
    expect(error.sentence.length).toBeLessThan(200);
  });

  it.each([
    [['--out', '']],
    [['--out=']],
    [['-o', '']],
    [['--quiet', '--ca', '', 'x']],
    [['x', '--', 'y', '']],
    [['']],
  ])('refuses what is empty: %j', async (words) => {
    const { code, sentence } = await refusalOf(() => refuseEmptyWords(words, OPTIONS));
    const flag = words.some((word) => word.startsWith('--ca')) ? '--ca' : '--out';
    const isFlag = words.some((word) => /^-(o|-out|-ca)/.test(word));
    expect([code, sentence]).toEqual(
      isFlag
        ? ['flag-value-missing', `${flag} needs a value, and the one that is given is empty`]
        : ['argument-missing', 'an argument is given, and it is empty'],
    );
  });

  it('takes no value from behind the end of the flags', async () => {
    const { sentence } = await refusalOf(() => refuseEmptyWords(['--out', '--', 'x'], OPTIONS));
    expect(sentence).toBe('--out needs a value');
  });

  it.each([[['--subject', '']], [['--subject=']], [['x', '--out', 'y']], [['--', '--out']]])(
    'takes a subject without parts, and all that is not empty: %j',
    (words) => {
      expect(() => refuseEmptyWords(words, OPTIONS)).not.toThrow();
    },
  );

  it('answers or refuses, whatever is typed', () => {
    const word = fc.oneof(
      fc.constantFrom('kit', 'ca', 'create', 'cert', 'issue', '--json', '--', '-q', '--x', ''),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (argv) => {
        try {
          resolve(...argv);
        } catch (error) {
          expect(error).toBeInstanceOf(TlsmithError);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('refuseSingleDashWords', () => {
  const flags = ['json', 'host', 'key-type', 'days'];
  const refuse = (...argv: string[]) => refuseSingleDashWords(argv, async () => flags);

  it.each([
    ['-json', '--json'],
    ['-host', '--host'],
    ['-key-type', '--key-type'],
    ['-days=5', '--days'],
  ])('refuses %s and names %s', async (word, form) => {
    const error = await refusalOf(() => refuse('kit', word));
    expect(error.code).toBe('flag-unknown');
    expect(error.sentence).toContain(form);
  });

  it('does not repeat a word that is no flag: it may be a password', async () => {
    const error = await refusalOf(() => refuse('kit', '-pCANARY'));
    expect(error.code).toBe('flag-unknown');
    expect(JSON.stringify([error.sentence, error.details])).not.toContain('CANARY');
  });

  it.each([
    ['-o', './x'],
    ['-q'],
    ['--json'],
    ['--out=-'],
    ['-'],
    ['-1'],
    ['--', '-json'],
    ['a-json'],
  ])('lets %j pass', async (...argv) => {
    await expect(refuse(...argv)).resolves.toBeUndefined();
  });
});
