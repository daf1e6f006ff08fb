// Java properties written and read: escapes, continuations, variables; and read(render(x)) = x.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import type {
  SettingValue,
  WritableScalar,
  WritableValue,
} from '../../../src/targets/snippet/setting.js';
import { propertiesSyntax } from '../../../src/targets/syntax/properties.js';
import { codeOf } from '../../support/refusal-of.js';
import { anyText, settingsOf, textForm, writableText } from './values.js';

const properties = propertiesSyntax();

async function read(text: string) {
  const [found] = await properties.readBlocks(text, []);
  return found?.settings.map(({ name, value }) => [name, value]);
}

describe('writing', () => {
  it.each([
    ['/etc/x y.key', '/etc/x y.key'],
    ['C:\\new\\u0041\\', String.raw`C:\\new\\u0041\\`],
    [' a b ', String.raw`\u0020a b\u0020`],
    [' ', String.raw`\u0020`],
    ['=:#!', '=:#!'],
    [`"'$HOME {x}`, `"'$HOME {x}`],
    ['é中😀', String.raw`\u00E9\u4E2D\uD83D\uDE00`],
    ['', ''],
    [{ variable: 'KEY_PASSWORD' }, '${KEY_PASSWORD}'],
    [{ keyword: 'PKCS12' }, 'PKCS12'],
    [true, 'true'],
    [false, 'false'],
    [1.5, '1.5'],
    [['TLSv1.3', 'TLSv1.2'], 'TLSv1.3,TLSv1.2'],
    [[], ''],
  ])('%j is %s', (value, expected) => {
    expect(properties.renderSettings([{ name: 'ssl.x', value }])).toEqual([`ssl.x=${expected}`]);
  });

  it('escapes what would end a name, and only there', () => {
    expect(properties.renderSettings([{ name: '#a=b:c!\\é', value: 'x=y' }])).toEqual([
      String.raw`\#a\=b\:c\!\\\u00E9=x=y`,
    ]);
  });

  it.each([
    ['a literal variable', '/etc/${HOME}/x'],
    ['the start of a variable', '${'],
    ['a variable that is no name', { variable: 'a-b' }],
    ['a comma in a list', ['a', 'b,c']],
    ['an empty item', ['']],
    ['an item with a blank at its end', ['a', 'b ']],
    ['a tab', 'a\tb'],
    ['a line feed', 'a\nb'],
    ['a bell', 'a\u0007b'],
    ['a keyword of two words', { keyword: 'a b' }],
  ])('refuses %s: the language or its products cannot express it', async (_what, value) => {
    expect(await codeOf(() => properties.renderSettings([{ name: 'ssl.x', value }]))).toBe(
      'name-invalid',
    );
  });
});

describe('reading', () => {
  it.each([
    ['a=b', 'b'],
    [' a : b ', 'b '],
    ['a\tb', 'b'],
    ['a b=c', 'b=c'],
    ['a==b', '=b'],
    ['a', ''],
    ['a=b # c', 'b # c'],
    ['# c\n ! d\\\na=b', 'b'],
    ['a=b,c', 'b,c'],
    ['a=b\\\n   c\\\r\n\\ d', 'bc d'],
    ['a=b\\\n# c', 'b# c'],
    ['a=b\\\\', 'b\\'],
    ['a=b\\', 'b'],
    ['a=b\\\n\nc', 'b'],
    [String.raw`a=\t\n\q\:\u00e9\u00E9`, '\t\nq:éé'],
    [String.raw`\u0061=b`, 'b'],
    ['a=${B}', { variable: 'B' }],
    ['a=${file:/x:key}', { expression: '${file:/x:key}' }],
    ['a=/x/${B}', { expression: '/x/${B}' }],
    ['a=$B', '$B'],
  ])('%j is %j', async (text, expected) => {
    expect((await read(text))?.[0]).toEqual(['a', expected]);
  });

  it('understands escapes in names', async () => {
    expect(await read(String.raw`a\ b\=c\:d\\=e`)).toEqual([['a b=c:d\\', 'e']]);
  });

  it('gives each property the line where it begins, and shows a name that stands twice twice', async () => {
    const text = '# c\r\na=1\\\r  2\r\n\n\\\n b=3\na=4';
    expect(await properties.readBlocks(text, [])).toEqual([
      {
        line: 2,
        settings: [
          { name: 'a', value: '12', line: 2 },
          { name: 'b', value: '3', line: 6 },
          { name: 'a', value: '4', line: 7 },
        ],
      },
    ]);
  });

  it.each(['', '# only a comment\n', '!', ' \n\t', '\\'])('finds no block in %j', async (text) => {
    expect(await properties.readBlocks(text, [])).toEqual([]);
  });

  it.each([
    ['three digits', 'a=b\nc=\\u00e', 2],
    ['no digits', '\nC:\\users=x', 2],
    ['a bad digit on a continued line', 'a=b\\\n\\u00g0', 1],
  ])('names the line of an escape with %s', async (_what, text, line) => {
    await expect(properties.readBlocks(text, [])).rejects.toMatchObject({
      code: 'input-malformed',
      details: { line },
    });
  });
});

describe('properties', () => {
  const isItem = (value: WritableScalar) =>
    typeof value !== 'string' || (value !== '' && !/,|^ | $/.test(value));
  const settings = settingsOf(writableText.filter((text) => !text.includes('${'))).map((all) =>
    all.filter(({ value }) => !Array.isArray(value) || value.every(isItem)),
  );

  /** A list is one text by then; a variable in it makes it one that only the product can resolve. */
  function propertyForm(value: WritableValue): SettingValue {
    const items = Array.isArray(value) ? (value as WritableScalar[]) : [value as WritableScalar];
    if (items.length === 1) return textForm(value, { true: 'true', false: 'false' });
    const text = items
      .map((item) => textForm(item, { true: 'true', false: 'false' }))
      .map((item) => (typeof item === 'object' ? '${' + Object.values(item)[0] + '}' : item))
      .join(',');
    return text.includes('${') ? { expression: text } : text;
  }

  it('reads what it has written', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (written) => {
        const found = await read(properties.renderSettings(written).join('\n'));
        expect(found ?? []).toEqual(written.map(({ name, value }) => [name, propertyForm(value)]));
      }),
    );
  });

  it('refuses or reads back every text: nothing is written that means something else', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (name, value) => {
        let lines: string[] = [];
        try {
          lines = properties.renderSettings([{ name: `a${name.replace(/\p{Cc}/gu, '')}`, value }]);
        } catch (error) {
          expect(error).toMatchObject({ code: 'name-invalid' });
          return;
        }
        expect(lines.join('')).toMatch(/^[ -~]*$/);
        expect(await read(lines.join('\n'))).toEqual([[`a${name.replace(/\p{Cc}/gu, '')}`, value]]);
      }),
    );
  });

  it('no text of any kind makes anything but a TlsmithError', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        for (const tried of [text, `a=${text}`, `\\${text}\\u${text}`]) {
          await properties.readBlocks(tried, []).catch((error: unknown) => {
            expect(error).toBeInstanceOf(TlsmithError);
          });
        }
      }),
    );
  });
});
