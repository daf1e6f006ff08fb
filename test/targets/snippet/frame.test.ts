// Templates: indentation, values that stay values, and names that nobody provides.
import { describe, expect, it } from 'vitest';
import { renderFrame } from '../../../src/targets/snippet/frame.js';

const view = { title: 'T', settings: ['a: 1', 'b: 2'] };

describe('renderFrame', () => {
  it('indents the settings like the line that names them', () => {
    expect(renderFrame('# {{title}}\nx:\n  y:\n    {{>settings}}\n  z: 1\n', view)).toBe(
      '# T\nx:\n  y:\n    a: 1\n    b: 2\n  z: 1\n',
    );
  });

  it('escapes nothing, and never reads a value as a template', () => {
    const values = { title: `<&"'>`, settings: ['k: {{title}} {{{x}}} {{#y}}'] };
    expect(renderFrame('{{title}} {{{title}}} {{&title}}\n{{>settings}}\n', values)).toBe(
      `<&"'> <&"'> <&"'>\nk: {{title}} {{{x}}} {{#y}}\n`,
    );
  });

  it('enters sections and lists', () => {
    const text =
      '{{#items}}{{name}}:{{#tags}}{{.}}{{/tags}}{{^tags}}none{{/tags}} {{outer.x}};{{/items}}{{^no}}!{{/no}}';
    const data = {
      items: [
        { name: 'a', tags: ['1', '2'] },
        { name: 'b', tags: [] },
      ],
      outer: { x: 'o' },
      no: null,
    };
    expect(renderFrame(text, data)).toBe('a:12 o;b:none o;!');
  });

  it.each([
    ['a name', '{{colour}}', 'colour'],
    ['a raw name', '{{{colour}}}', 'colour'],
    ['a section', '{{#colour}}x{{/colour}}', 'colour'],
    ['an inverted section', '{{^colour}}x{{/colour}}', 'colour'],
    ['a name inside a section', '{{#title}}{{colour}}{{/title}}', 'colour'],
    ['another partial', '{{>colour}}', 'colour'],
    ['a member', '{{title.length}}', 'title.length'],
    ['an inherited property', '{{toString}}', 'toString'],
    ['a prototype', '{{__proto__}}', '__proto__'],
  ])('refuses %s that nothing provides', (_what, text, name) => {
    expect(() => renderFrame(`{{>settings}}\n${text}`, view, 'mine')).toThrow(
      expect.objectContaining({
        code: 'template-invalid',
        sentence: `mine is no usable template: it names "${name}", which nothing provides`,
      }),
    );
  });

  it('refuses a partial where there are no settings', () => {
    expect(() => renderFrame('{{>settings}}', { title: 'T' })).toThrow(/"settings"/);
  });

  it('refuses a frame without a place for the settings', () => {
    expect(() => renderFrame('# {{title}}', view)).toThrow(/no place for the settings/);
  });

  it.each(['{{#title}}', '{{/title}}', '{{title', '{{#title}}{{/x}}'])(
    'refuses %s, which is no template',
    (text) => {
      expect(() => renderFrame(text, view)).toThrow(
        expect.objectContaining({ code: 'template-invalid' }),
      );
    },
  );
});
