// What is advised after a failure: only flags and commands that exist, and a flag for every answer that is missing.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
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
  ['a CA folder expected', { expected: 'a CA folder' }],
  ...answers.map((answer): [string, ErrorDetails] => [`the answer ${answer}`, { answer }]),
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
