// Configs that nobody means well: each syntax answers or refuses in our words, whatever is repeated in them.
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import { decodeEnvironmentFile } from '../../src/formats/environment-file.js';
import { SYNTAX_NAMES, type SyntaxName, syntaxOf } from '../../src/targets/syntax/syntaxes.js';
import { refusalOf } from '../support/refusal-of.js';

const UNITS = [
  ...['{', '(', '"', '[', '\\', '\\\n', ' ', '#', '\n', "'", '- ', '? ', ': ', 'a: ', '&a ', '*a '],
  ...[
    '!a ',
    '}',
    ']',
    ')',
    '\r',
    '${a:',
    '$(',
    '`',
    ';',
    'a=',
    'a {',
    'a => ',
    'a { b => [',
    '"""',
  ],
  ...['dict(a=', '{"a":', '[a]\n', '"\n', '\u0000', '---\n', '%{', '$((', "'''", 'r"', 'a b;\n'],
];

describe.each(SYNTAX_NAMES)('%s', (name) => {
  it('ends with an answer or a failure of ours, and never in the words of a parser for programmers', async () => {
    for (const unit of UNITS) {
      const text = unit.repeat(Math.ceil(20_000 / unit.length));
      try {
        await syntaxOf(name).readBlocks(text, ['a']);
      } catch (error) {
        expect(error).toBeInstanceOf(TlsmithError);
        const { code, sentence } = error as TlsmithError;
        expect(code).toMatch(/^input-(malformed|limit)$/);
        expect(sentence).not.toMatch(/call stack|YAML\.parse|undefined/);
      }
    }
  });
});

describe.each(['yaml', 'beats-yaml'] as const)('%s', (name) => {
  it.each([
    ['brackets', '['.repeat(200)],
    ['marks of lists', '- '.repeat(200)],
    ['closing brackets', ']'.repeat(60_000)],
    ['lines', 'a: b\n'.repeat(60_000)],
  ])('is not parsed where it holds too many %s', async (_, text) => {
    const { code } = await refusalOf(() => syntaxOf(name).readBlocks(text, []));
    expect(code).toBe('input-limit');
  });
});

const times = (count: number) => (part: string) => part.repeat(count);
const upTo = (size: number) => (part: string) => part.repeat(size / part.length);

/** What each syntax could take long over: how much of which marks, and around which beginnings and ends. */
const LONG: readonly [
  SyntaxName,
  (part: string) => string,
  readonly string[],
  (text: string) => string[],
][] = [
  [
    'shell',
    times(200_000),
    ['$(', '${', '"${', '((', '<(', "'", '"', '`', '\\', '<<a\n', '<<a ', '$(<<a ', '--a=', ';'],
    (text) => [text, `curl ${text}`],
  ],
  [
    'python',
    times(200_000),
    ['(', '[', "f'{", "f'{x:{", "'", '\\', '"""', "f'\\N{a", 'A: ', "A = '\\x", "A = ['a',"],
    (text) => [text, `A = ${text}`],
  ],
  [
    'properties',
    upTo(600_000),
    [' ', '\\', '\n', '\r', '\\\n', 'a\\\n', '\\u0041', '=', ' =', 'a\n', '#', '${'],
    (text) => [text, `a${text}b`, `a=${text}b`],
  ],
  [
    'stunnel',
    upTo(600_000),
    [' ', '\n', '\r', 'a=\n', 'a \n', '[]\n', '=', ' a', '[a]'],
    (text) => [text, `a${text}= b`, `a = ${text}b`],
  ],
  [
    'nginx',
    upTo(600_000),
    ['"', "'", '\\', ' ', '\n', '#', ';', '{', '}', '$', '${', 'a ', 'a;', 'a\n#'],
    (text) => [`a ${text}`],
  ],
  [
    'redis',
    upTo(600_000),
    [' ', '\v', '\n', '\r', '"', "'", '\\', '\\x41', 'a ', '"" ', "'a' ", '#', 'a\n'],
    (text) => [text, `a "${text}"`, `a '${text}'`, `a ${text}b`],
  ],
];

describe.each(LONG)('%s', (name, many, parts, textsOf) => {
  const block = name === 'shell' ? ['curl'] : [];
  it.each(parts)('answers or refuses megabytes of %j at once', async (part) => {
    for (const text of textsOf(many(part))) {
      await syntaxOf(name)
        .readBlocks(text, block)
        .catch((error: unknown) => {
          expect(error).toBeInstanceOf(TlsmithError);
        });
    }
  });
});

it('an environment file of a million marks is read in one pass', () => {
  for (const mark of ['"', "'", '\\', '\n', '=', '#', ' ', 'A="']) {
    const { text } = decodeEnvironmentFile(Buffer.from(mark.repeat(1_000_000)));
    expect(text).toHaveLength(mark.length * 1_000_000);
  }
});
