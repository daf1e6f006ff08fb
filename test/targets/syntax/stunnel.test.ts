// stunnel's options written and read: no quotes, repeated names, sections; and read(render(x)) = x.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { stunnelSyntax } from '../../../src/targets/syntax/stunnel.js';
import { codeOf } from '../../support/refusal-of.js';
import { anyText, settingsWithoutVariables, textForm, writableText } from './values.js';

const stunnel = stunnelSyntax();

async function read(text: string, block: readonly string[] = []) {
  const [found] = await stunnel.readBlocks(text, block);
  return found?.settings.map(({ name, value }) => [name, value]);
}

describe('writing', () => {
  it.each([
    ['/etc/x y.key', ['/etc/x y.key']],
    ['"quoted"', ['"quoted"']],
    ["o'neil", ["o'neil"]],
    ['C:\\certs\\new\\', ['C:\\certs\\new\\']],
    ['#a ;b', ['#a ;b']],
    ['= $HOME ${HOME}', ['= $HOME ${HOME}']],
    ['[a]', ['[a]']],
    ['é中😀\u00a0', ['é中😀\u00a0']],
    [{ keyword: 'TLSv1.3' }, ['TLSv1.3']],
    [true, ['yes']],
    [false, ['no']],
    [5044, ['5044']],
    [
      ['a.lan', 'b.lan'],
      ['a.lan', 'b.lan'],
    ],
  ])('%j is %j', (value, expected) => {
    expect(stunnel.renderSettings([{ name: 'checkHost', value }])).toEqual(
      expected.map((text) => `checkHost = ${text}`),
    );
  });

  it.each([
    ['a variable', { variable: 'KEY_PASSWORD' }],
    ['a blank at the start', ' a'],
    ['a blank at the end', 'a '],
    ['an empty text', ''],
    ['an empty list', []],
    ['an empty item', ['a', '']],
    ['a tab', 'a\tb'],
    ['a line feed', 'a\nb = c'],
    ['a bell', 'a\u0007b'],
    ['a keyword of two words', { keyword: 'a b' }],
    ['a line longer than the buffer', 'é'.repeat(8001)],
  ])('refuses %s: the language cannot express it', async (_what, value) => {
    expect(await codeOf(() => stunnel.renderSettings([{ name: 'cert', value }]))).toBe(
      'name-invalid',
    );
  });
});

describe('reading', () => {
  it.each([
    ['a = b', 'b'],
    ['a=b', 'b'],
    ['\t a \t=\v b c \f', 'b c'],
    ['a = b # c ; d', 'b # c ; d'],
    ['a = "b"', '"b"'],
    ['a = b=c', 'b=c'],
    ['a = ', ''],
    ['a = [b]', '[b]'],
    ['a = b\u00a0', 'b\u00a0'],
    ['; c\n # d\na = b', 'b'],
    ['\ufeffa = b\r\n', 'b'],
    ['a = 1\nA = 2\na = 1', ['1', '2', '1']],
  ])('%j is %j', async (text, expected) => {
    expect(await read(text)).toEqual([['a', expected]]);
  });

  it('tells the sections apart, with the lines of all', async () => {
    const text =
      '; c\npid = /p\n[a]\ncert = /a\n\nconnect = 1\nconnect = 2\n[b]\n[a]\n cert = /c\n';
    expect(await stunnel.readBlocks(text, [])).toEqual([
      { line: 2, settings: [{ name: 'pid', value: '/p', line: 2 }] },
    ]);
    expect(await stunnel.readBlocks(text, ['a'])).toEqual([
      {
        line: 3,
        settings: [
          { name: 'cert', value: '/a', line: 4 },
          { name: 'connect', value: ['1', '2'], line: 6 },
        ],
      },
      { line: 9, settings: [{ name: 'cert', value: '/c', line: 10 }] },
    ]);
    expect(await stunnel.readBlocks(text, ['b'])).toEqual([{ line: 8, settings: [] }]);
    expect(await stunnel.readBlocks(text, ['c'])).toEqual([]);
  });

  it.each(['', '; only a comment', '[a]\nb = c'])(
    'finds no options before a section in %j',
    async (text) => {
      expect(await stunnel.readBlocks(text, [])).toEqual([]);
    },
  );

  it.each([
    ['a line without =', 'a = b\nc', 2],
    ['a value without name', '\n = b', 2],
    ['a comment behind a section', '[a] ; b', 1],
    ['an open section', 'a = b\n\n[a', 3],
  ])('names the line of %s', async (_what, text, line) => {
    await expect(stunnel.readBlocks(text, [])).rejects.toMatchObject({
      code: 'input-malformed',
      details: { line },
    });
  });
});

describe('properties', () => {
  const expressible = writableText.filter((text) => text !== '' && !/^ | $/.test(text));

  it('reads what it has written', async () => {
    await fc.assert(
      fc.asyncProperty(
        settingsWithoutVariables(expressible, { leastItems: 1 }),
        async (settings) => {
          const lines = stunnel.renderSettings(settings);
          const [found] = await stunnel.readBlocks(['[x y]', ...lines].join('\n'), ['x y']);
          expect(found?.settings.map(({ name, value }) => ({ name, value }))).toEqual(
            settings.map(({ name, value }) => ({
              name,
              value: textForm(value, { true: 'yes', false: 'no' }),
            })),
          );
          expect(lines.map((line) => line.split(' ')[0])).toEqual(
            settings.flatMap(({ name, value }) =>
              Array.isArray(value) ? value.map(() => name) : [name],
            ),
          );
        },
      ),
    );
  });

  it('refuses or reads back every text: nothing is written that means something else', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (value) => {
        let lines: string[] = [];
        try {
          lines = stunnel.renderSettings([{ name: 'cert', value }]);
        } catch (error) {
          expect(error).toMatchObject({ code: 'name-invalid' });
          return;
        }
        expect(await read(lines.join('\n'))).toEqual([['cert', value]]);
      }),
    );
  });

  it('no text of any kind makes anything but a TlsmithError', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        for (const tried of [text, `[a]\nb = ${text}\n${text}`]) {
          await stunnel.readBlocks(tried, ['a']).catch((error: unknown) => {
            expect(error).toBeInstanceOf(TlsmithError);
          });
        }
      }),
    );
  });
});
