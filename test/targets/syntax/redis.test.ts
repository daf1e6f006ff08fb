// Redis directives written and read: quotes, bytes, repeated names; and read(render(x)) = x.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { redisSyntax } from '../../../src/targets/syntax/redis.js';
import { codeOf } from '../../support/refusal-of.js';
import { anyText, settingsWithoutVariables, textForm, writableText } from './values.js';

const redis = redisSyntax();

async function read(text: string) {
  const [found] = await redis.readBlocks(text, []);
  return found?.settings.map(({ name, value }) => [name, value]);
}

describe('writing', () => {
  it.each([
    ['/etc/redis/a-b_c.crt', '/etc/redis/a-b_c.crt'],
    ['/etc/x y.key', '"/etc/x y.key"'],
    ["o'neil", `"o'neil"`],
    ['say "hi"', String.raw`"say \"hi\""`],
    ['C:\\x41\\new\\', String.raw`"C:\\x41\\new\\"`],
    ['#a $HOME', '"#a $HOME"'],
    ['/é中😀', '"/é中😀"'],
    ['', '""'],
    [{ keyword: 'optional' }, 'optional'],
    [true, 'yes'],
    [false, 'no'],
    [6379, '6379'],
    [['TLSv1.2', 'a b'], 'TLSv1.2 "a b"'],
  ])('%j is %s', (value, expected) => {
    expect(redis.renderSettings([{ name: 'tls-x', value }])).toEqual([`tls-x ${expected}`]);
  });

  it.each([
    ['a variable', { variable: 'KEY_PASSWORD' }],
    ['an empty list', []],
    ['a line feed', 'a\nb'],
    ['a bell', 'a\u0007b'],
    ['a keyword of two words', { keyword: 'a b' }],
  ])('refuses %s: the language cannot express it', async (_what, value) => {
    expect(await codeOf(() => redis.renderSettings([{ name: 'tls-x', value }]))).toBe(
      'name-invalid',
    );
  });
});

describe('reading', () => {
  it.each([
    ['a b', 'b'],
    [' a\t b  c \r\n', ['b', 'c']],
    ['a', []],
    ['a ""', ''],
    ['A b', 'b'],
    ['a b#c # d', ['b#c', '#', 'd']],
    [String.raw`a "b\"c\\d\n\q"`, 'b"c\\d\nq'],
    [String.raw`a "\x41\xc3\xa9\x4é\\x41"`, 'Aéx4é\\x41'],
    [String.raw`a 'b"c\'d\n'`, 'b"c\'d\\n'],
    [String.raw`a b\n`, 'b\\n'],
    ['a b"c d"', 'bc d'],
    ['a $HOME/${x}', '$HOME/${x}'],
    ['# c\n\n#d\na b', 'b'],
  ])('%j is %j', async (text, expected) => {
    expect(await read(text)).toEqual([['a', expected]]);
  });

  it('shows a setting that stands twice twice, with the line of each', async () => {
    expect(await redis.readBlocks('# c\nsave 900 1\n\nSAVE 300 10\n', [])).toEqual([
      {
        line: 2,
        settings: [
          { name: 'save', value: ['900', '1'], line: 2 },
          { name: 'save', value: ['300', '10'], line: 4 },
        ],
      },
    ]);
  });

  it.each(['', '# only a comment\n', ' \n\t'])('finds no block in %j', async (text) => {
    expect(await redis.readBlocks(text, [])).toEqual([]);
  });

  it.each([
    ['an open double quote', 'a b\na "b', 2],
    ['an open single quote', "\na 'b\\'", 2],
    ['text behind a quote', 'a "b"c', 1],
    ['two quotes without a blank', 'a "b""c"', 1],
    ['a quote that only seems to close', 'a "b\\"\nc d', 1],
  ])('names the line of %s', async (_what, text, line) => {
    await expect(redis.readBlocks(text, [])).rejects.toMatchObject({
      code: 'input-malformed',
      details: { line },
    });
  });
});

describe('properties', () => {
  it('reads what it has written', async () => {
    await fc.assert(
      fc.asyncProperty(
        settingsWithoutVariables(writableText, { leastItems: 1 }),
        async (settings) => {
          const [found] = await redis.readBlocks(redis.renderSettings(settings).join('\n'), []);
          expect(found).toEqual({
            line: 1,
            settings: settings.map(({ name, value }, i) => ({
              name,
              value: textForm(value, { true: 'yes', false: 'no' }),
              line: i + 1,
            })),
          });
        },
      ),
    );
  });

  it('refuses or reads back every text: nothing is written that means something else', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (value) => {
        let lines: string[] = [];
        try {
          lines = redis.renderSettings([{ name: 'tls-key-file', value }]);
        } catch (error) {
          expect(error).toMatchObject({ code: 'name-invalid' });
          return;
        }
        expect(await read(lines.join('\n'))).toEqual([['tls-key-file', value]]);
      }),
    );
  });

  it('no text of any kind makes anything but a TlsmithError', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        for (const tried of [text, `a ${text}`, `a "${text}"`]) {
          await redis.readBlocks(tried, []).catch((error: unknown) => {
            expect(error).toBeInstanceOf(TlsmithError);
          });
        }
      }),
    );
  });
});
