// Text in the columns of a terminal: widths, alignment, paragraphs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aligned, padded, widthOf, wrap, wrapText } from '../../src/terminal-text.js';

it.each([
  ['', 0],
  ['plain', 5],
  ['bücher', 6],
  ['e\u0301', 1],
  ['証明書', 6],
  ['ｶﾀｶﾅ', 4],
  ['한국어', 6],
  ['👩‍💻', 2],
  ['🇩🇪', 2],
])('%s takes %i columns', (text, columns) => {
  expect(widthOf(text)).toBe(columns);
  expect(padded(text, 10)).toBe(text + ' '.repeat(10 - columns));
});

it('leaves what is wider than its column', () => {
  expect(padded('証明書', 5)).toBe('証明書');
});

it('makes each column as wide as its widest cell', () => {
  expect(
    aligned([
      ['証明書', 'a'],
      ['b', 'longer'],
    ]),
  ).toEqual([
    ['証明書', 'a     '],
    ['b     ', 'longer'],
  ]);
  expect(aligned([])).toEqual([]);
});

describe('wrapping', () => {
  it.each<[string, number, string[]]>([
    ['', 5, ['']],
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 6, ['one', 'two', 'three']],
    ['a-long-word b', 5, ['a-long-word', 'b']],
    ['証明 書 x', 7, ['証明 書', 'x']],
    ['証明 書 x', 6, ['証明', '書 x']],
  ])('%j into %i columns is %j', (text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines);
  });

  it('keeps every letter, composed or not, and is as narrow as its words allow', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.nat(40), (words, columns) => {
        const text = words.join(' ').replaceAll('\t', '');
        const lines = wrap(text, columns);
        expect(lines.join(' ')).toBe(text);
        for (const line of lines.filter((one) => widthOf(one) > columns)) {
          expect(line).not.toContain(' ');
        }
      }),
    );
  });

  it('keeps the indent of each line, and is never wider than people like to read', () => {
    const long = 'word '.repeat(30).trim();
    const text = wrapText(`${long}\n    ${long}`, 200);
    expect(text.split('\n').every((line) => widthOf(line) <= 79)).toBe(true);
    const [first = '', second = ''] = text.split('\n    ');
    expect(first.replaceAll('\n', ' ')).toBe(long);
    expect(second).toMatch(/^word/);
    expect(text.match(/^ {4}word/gm)).toHaveLength(2);
  });

  it('takes what does not say how wide it is for 80 columns', () => {
    const text = 'word '.repeat(30).trim();
    expect(wrapText(text, undefined)).toBe(wrapText(text, 80));
    expect(wrapText('a\n\nb', 0)).toBe('a\n\nb');
  });
});
