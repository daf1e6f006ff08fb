// Configs that nobody means well: each syntax answers or refuses in our words, whatever is repeated in them.
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { SYNTAX_NAMES, syntaxOf } from '../../../src/targets/syntax/syntaxes.js';
import { refusalOf } from '../../support/refusal-of.js';

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
