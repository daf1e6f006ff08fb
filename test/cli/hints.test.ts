// What is advised after a failure: only flags and commands that exist, and a flag for every answer that is missing.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { callOf } from '../../src/cli/call.js';
import { hintFor } from '../../src/cli/hints.js';
import { ERROR_CODES, type ErrorDetails, TlsmithError } from '../../src/errors.js';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

function filesBelow(folder: string): string[] {
  return readdirSync(`${source}${folder}`, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
}

interface CommandClass {
  baseFlags?: Record<string, unknown>;
  flags?: Record<string, unknown>;
}

const commandFiles = filesBelow('commands');
const commandNames = commandFiles.map((name) => name.slice(0, -'.ts'.length).split('/').join(' '));
const commands = await Promise.all(
  commandFiles.map(async (name) => {
    const module = (await import(`../../src/commands/${name}`)) as { default: CommandClass };
    return module.default;
  }),
);
const flags = new Set([
  'help',
  'version',
  ...commands.flatMap(({ baseFlags, flags: own }) => Object.keys({ ...baseFlags, ...own })),
]);

/** Every `answer: '…'` of a use-case or command: what somebody has to say. */
const answers = [
  ...new Set(
    ['app', 'commands'].flatMap((folder) =>
      filesBelow(folder).flatMap((name) =>
        [
          ...readFileSync(`${source}${folder}/${name}`, 'utf8').matchAll(/answer: '([a-z-]+)'/g),
        ].map(([, answer]) => answer as string),
      ),
    ),
  ),
];

const detailsOf: [string, ErrorDetails][] = [
  ['no details', {}],
  ['a password of a key', { opens: 'key' } as ErrorDetails],
  ['a CA folder expected', { expected: 'a CA folder' }],
  ...answers.map((answer): [string, ErrorDetails] => [`the answer ${answer}`, { answer }]),
];
/** With another value a thing can be written elsewhere, shortened, or found; of two it is said what they do. */
const SAID_AGAIN = [
  'force',
  'help',
  'archive',
  'ca',
  'ca-cert',
  'cert',
  'days',
  'key',
  'out',
  'sign-with',
  'until',
];
const hints = ERROR_CODES.flatMap((code) =>
  detailsOf.flatMap(([, details]) => hintFor(new TlsmithError(code, 'x', details)) ?? []),
);

describe('a hint', () => {
  it('exists for many failures', () => {
    expect(new Set(hints).size).toBeGreaterThan(10);
  });

  it.each([...new Set(hints)])('names only flags that exist: %s', (hint) => {
    const named = [...hint.matchAll(/--([a-z][a-z-]*)/g)].map(([, name]) => name as string);
    expect(named.filter((name) => !flags.has(name))).toEqual([]);
  });

  it.each([...new Set(hints)])('names only commands that exist: %s', (hint) => {
    const named = [...hint.matchAll(/\btlsmith ([a-z]+(?: [a-z]+)?)/g)].map(
      ([, words]) => words as string,
    );
    const isKnown = (words: string) =>
      commandNames.some((name) => words === name || words.startsWith(`${name} `));
    expect(named.filter((words) => !isKnown(words))).toEqual([]);
  });

  it.each([...new Set(hints)])('is one line: %s', (hint) => {
    expect(hint).not.toMatch(/[\r\n]/);
  });

  const namedIn = (hint: string) =>
    [...hint.matchAll(/--([a-z][a-z-]*)/g)].map(([, name]) => name as string);

  it.each(commandNames.map((name, at) => ({ name, command: commands[at] as CommandClass })))(
    'of $name names only flags that it takes, and none that was said',
    ({ command }) => {
      const own = { ...command.baseFlags, ...command.flags } as Record<
        string,
        { multiple?: boolean }
      >;
      const words = Object.keys(own).map((name) => `--${name}`);
      for (const code of ERROR_CODES) {
        for (const [, details] of detailsOf) {
          const error = new TlsmithError(code, 'x', details);
          const named = namedIn(hintFor(error, callOf([], own)) ?? '');
          const foreign = named.filter((name) => !['help', ...Object.keys(own)].includes(name));
          expect(foreign).toEqual([]);
          const single = namedIn(hintFor(error, callOf(words, own)) ?? '').filter(
            (name) => !SAID_AGAIN.includes(name) && !own[name]?.multiple,
          );
          expect(single).toEqual([]);
        }
      }
    },
  );

  it.each([
    ['an alias, where none was said', 'alias', [], /--alias NAME/],
    ['an alias, where one was said', 'alias', ['--alias', 'x'], undefined],
    ['an alias, where one was said with =', 'alias', ['--alias=x'], undefined],
    ['an alias behind the end of the flags', 'alias', ['--', '--alias'], /--alias NAME/],
    [
      'a password, where a file was said',
      'input-password',
      ['--in-password-file', 'f'],
      /^give it with --in-password-env VAR$/,
    ],
    ['another file that came back', 'signed', ['--signed', 'f'], /--signed FILE/],
  ] as const)('advises %s', (_, answer, words, expected) => {
    const flagsOfIt = {
      ...{ alias: {}, signed: { multiple: true } },
      ...{ 'in-password-file': {}, 'in-password-env': {} },
    };
    const error = new TlsmithError('input-needed', 'x', { answer });
    const hint = hintFor(error, callOf(words, flagsOfIt));
    if (expected === undefined) expect(hint).toBeUndefined();
    else expect(hint).toMatch(expected);
  });

  it('advises the password of a key where the store is open', () => {
    const error = new TlsmithError('password-wrong', 'x', { opens: 'key', alias: 'a' });
    const call = callOf([], { 'in-key-password-file': {} });
    expect(hintFor(error, call)).toBe('give that of the key with --in-key-password-file FILE');
    expect(hintFor(new TlsmithError('password-wrong', 'x'), call)).toBeUndefined();
    expect(hintFor(error, callOf([], {}))).toBeUndefined();
  });

  it('advises another CA to probe with, where that is what was said', () => {
    const error = new TlsmithError('input-absent', 'x', { expected: 'a CA folder' });
    const own = { ca: {}, 'sign-with': {} };
    expect(hintFor(error, callOf(['--sign-with', 'x'], own))).toMatch(/--sign-with DIR/);
    expect(hintFor(error, callOf([], own))).toMatch(/--ca DIR/);
  });

  it('knows a flag by its letter', () => {
    const own = { out: { char: 'o' }, force: {} };
    expect(callOf(['-o', 'x', '-of', '--force=1'], own).given).toEqual(new Set(['out', 'force']));
  });

  it.each(answers)('names the flag for the missing answer %s', (answer) => {
    expect(hintFor(new TlsmithError('input-needed', 'x', { answer }))).toMatch(/--[a-z]/);
  });

  it.each([
    ['output-exists', /--force/],
    ['ca-in-the-way', /--force does not help/],
    ['loopback-unusable', /--no-handshake/],
    ['password-missing', /--in-password-file/],
    ['command-unknown', /--help/],
    ['target-unknown', /config list/],
  ] as const)('for %s says %s', (code, expected) => {
    expect(hintFor(new TlsmithError(code, 'x'))).toMatch(expected);
  });
});
