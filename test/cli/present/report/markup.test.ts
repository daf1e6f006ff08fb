// Text becomes HTML in one place: whatever it holds, it stays text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup } from '../../../../src/cli/present/report/markup.js';
import { anyString } from '../../../support/any-string.js';
import { hostileText, RAW } from '../../../support/hostile-text.js';

const OFFENSIVE = ['<', '>', '&', '"', "'", '<!--', '-->', ']]>', '</title>', '<script>', '&lt;'];
const text = fc
  .array(fc.oneof(fc.constantFrom(...OFFENSIVE), hostileText, anyString()), { maxLength: 8 })
  .map((pieces) => pieces.join(''));

describe('markup', () => {
  it.each([
    ['<b>&', '&lt;b&gt;&amp;'],
    [`"'`, '&quot;&#39;'],
    ['a\u202eb\n', 'a\\u{202e}b\\u{a}'],
    ['&lt;', '&amp;lt;'],
    [7, '7'],
    [undefined, ''],
    [markup`<i>${'<'}</i>`, '<i>&lt;</i>'],
    [[markup`<i>`, markup`</i>`], '<i></i>'],
  ])('puts %j in as %s', (piece, shown) => {
    expect(markup`<p>${piece}</p>`.text).toBe(`<p>${shown}</p>`);
  });

  it('lets no text end the element or the attribute that it stands in', () => {
    fc.assert(
      fc.property(text, (piece) => {
        const [, attribute = '', content = ''] =
          /^<p title="([^]*?)">([^]*)<\/p>$/.exec(markup`<p title="${piece}">${piece}</p>`.text) ??
          [];
        expect(content).toBe(attribute);
        expect(content).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
        expect(content).not.toMatch(RAW);
      }),
    );
  });

  it('takes nothing for markup that it did not make', () => {
    const forged = { text: '<script>' } as never;
    expect(() => markup`${forged}`.text.includes('<script>')).toThrow();
  });
});
