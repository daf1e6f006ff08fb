// YAML written and read: quoting, dollars, both spellings, limits; and read(render(x)) = x.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { TlsmithError } from '../../../src/errors.js';
import { beatsYamlSyntax, plainYamlSyntax } from '../../../src/targets/syntax/yaml.js';
import { readForm, settingsOf, writableText } from './values.js';
import { anyString } from '../../support/any-string.js';

const beats = beatsYamlSyntax();
const plain = plainYamlSyntax();
const block = ['output', 'logstash'];

async function readNames(text: string) {
  const [found] = await beats.readBlocks(text, block);
  return found?.settings.map(({ name, value }) => [name, value]);
}

describe('writing', () => {
  it.each([
    ['it’s plain', "'it’s plain'"],
    ["o'neil", "'o''neil'"],
    ['C:\\certs\\x.key', "'C:\\certs\\x.key'"],
    ['a # b: c', "'a # b: c'"],
    ['$HOME', "'$HOME'"],
    ['${HOME}', "'$${HOME}'"],
    ['a$$b', "'a$$$$b'"],
    ['$$${x', "'$$$$$${x'"],
    ['', "''"],
    [{ variable: 'HEARTBEAT_KEY_PASSWORD' }, "'${HEARTBEAT_KEY_PASSWORD}'"],
    [{ keyword: 'full' }, 'full'],
    [true, 'true'],
    [5044, '5044'],
    [['a', 'b'], "['a', 'b']"],
  ])('%j for a Beat is %s', (value, expected) => {
    expect(beats.renderSettings([{ name: 'ssl.key', value }])).toEqual([`ssl.key: ${expected}`]);
  });

  it.each(['a\nb', 'a\rb', 'a\u0000b', 'a\u0085b', 'a\u2028b', '\ufeffa', 'a\ud800b'])(
    'refuses %j, which could not stay on its line',
    (value) => {
      expect(() => beats.renderSettings([{ name: 'x', value }])).toThrow(
        expect.objectContaining({ code: 'name-invalid' }),
      );
    },
  );

  it.each([
    { variable: 'A-B' },
    { variable: '' },
    { variable: '1A' },
    { keyword: 'yes' },
    { keyword: 'a b' },
    NaN,
    1e30,
  ])('refuses %j', (value) => {
    expect(() => beats.renderSettings([{ name: 'x', value }])).toThrow(TlsmithError);
  });

  it('refuses a literal ${ where the product has no escape for it', () => {
    expect(() => plain.renderSettings([{ name: 'x', value: 'a${B}' }])).toThrow(TlsmithError);
    expect(plain.renderSettings([{ name: 'x', value: 'a$$b' }])).toEqual(["x: 'a$$b'"]);
  });
});

describe('reading', () => {
  it('understands dotted and nested spelling alike, and any quotes', async () => {
    const expected = [
      ['hosts', ['es:5044']],
      ['ssl.enabled', true],
      ['ssl.key', '/k.key'],
    ];
    for (const text of [
      "output.logstash:\n  hosts: ['es:5044']\n  ssl.enabled: true\n  ssl.key: '/k.key'\n",
      'output:\n  logstash:\n    hosts: ["es:5044"]\n    ssl:\n      enabled: yes\n      key: /k.key\n',
      'output.logstash.hosts:\n  - es:5044\noutput.logstash.ssl: { enabled: on, key: "/k.key" }\n',
    ]) {
      expect(await readNames(text)).toEqual(expected);
    }
  });

  it('gives each setting its line, and passes over other blocks', async () => {
    const text =
      '# c\nname: x\noutput.elasticsearch:\n  hosts: [a]\noutput.logstash:\n  # c\n  ssl:\n    key: /k\n';
    const [found] = await beats.readBlocks(text, block);
    expect(found?.settings).toEqual([{ name: 'ssl.key', value: '/k', line: 8 }]);
  });

  it('tells variables, text with variables and literal dollars apart', async () => {
    const text =
      "output.logstash:\n  a: ${A}\n  b: '/x/${B}/y'\n  c: '$${C}'\n  d: 'a$$$$b'\n  e: '${E:default}'\n  f: '$F'\n";
    expect(await readNames(text)).toEqual([
      ['a', { variable: 'A' }],
      ['b', { expression: '/x/${B}/y' }],
      ['c', '${C}'],
      ['d', 'a$$b'],
      ['e', { expression: '${E:default}' }],
      ['f', '$F'],
    ]);
  });

  it('shows a setting that stands twice twice, and an empty one as empty', async () => {
    expect(
      await readNames('output.logstash:\n  ssl.key: /a\n  ssl.key: /b\n  ssl.certificate:\n'),
    ).toEqual([
      ['ssl.key', '/a'],
      ['ssl.key', '/b'],
      ['ssl.certificate', ''],
    ]);
  });

  it('follows anchors and merge keys', async () => {
    const text = 'x: &tls\n  ssl.key: /k\noutput.logstash:\n  <<: *tls\n  hosts: [&h "a:1", *h]\n';
    expect(await readNames(text)).toEqual([
      ['ssl.key', '/k'],
      ['hosts', ['a:1', 'a:1']],
    ]);
  });

  it.each([
    '',
    '# nothing\n',
    'a: 1\n',
    'output.logstash:\n',
    'output.logstashes:\n  a: 1\n',
    '- 1\n',
  ])('finds no block in %j', async (text) => {
    expect(await beats.readBlocks(text, block)).toEqual([]);
  });

  it('names the line of what is no YAML', async () => {
    await expect(beats.readBlocks("a: 1\nb: 'x\n", block)).rejects.toMatchObject({
      code: 'input-malformed',
    });
    await expect(beats.readBlocks('a: 1\n\tb: 2\n', block)).rejects.toMatchObject({
      code: 'input-malformed',
      details: { line: 2 },
    });
  });

  it.each([
    ['[', '['.repeat(20_000)],
    ['{a: ', '{a: '.repeat(20_000)],
    [
      'aliases',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij']
        .map(
          (c, i) =>
            `${c}: &${c} [${Array(10)
              .fill(`*${'abcdefghij'.charAt(i)}`)
              .join()}]\n`,
        )
        .join('')}`,
    ],
    ['a ring', 'a: &a\n  b: *a\n'],
  ])('refuses endless nesting (%s) without a stack trace', async (_name, text) => {
    await expect(beats.readBlocks(text, block)).rejects.toBeInstanceOf(TlsmithError);
  });
});

describe('properties', () => {
  it('reads what it has written, and so does a plain YAML parser', async () => {
    await fc.assert(
      fc.asyncProperty(settingsOf(writableText), async (settings) => {
        const text = [
          'output.logstash:',
          ...beats.renderSettings(settings).map((line) => `  ${line}`),
          '',
        ].join('\n');
        const [found] = await beats.readBlocks(text, block);
        expect(found?.settings.map(({ name, value }) => ({ name, value }))).toEqual(
          settings.map(({ name, value }) => ({ name, value: readForm(value) })),
        );
        expect(found?.settings.map(({ line }) => line)).toEqual(settings.map((_, i) => i + 2));
        expect(
          Object.keys((parse(text) as { 'output.logstash': object })['output.logstash']),
        ).toHaveLength(settings.length);
      }),
    );
  });

  it('reads what it has written for products without an escape', async () => {
    await fc.assert(
      fc.asyncProperty(
        settingsOf(writableText.filter((text) => !text.includes('${'))),
        async (settings) => {
          const [found] = await plain.readBlocks(plain.renderSettings(settings).join('\n'), []);
          expect(found?.settings.map(({ value }) => value)).toEqual(
            settings.map(({ value }) => readForm(value)),
          );
        },
      ),
    );
  });

  it('answers or refuses, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(writableText, anyString()), async (text) => {
        for (const tried of [text, `output.logstash:\n  ${text}`]) {
          await beats.readBlocks(tried, block).catch((error: unknown) => {
            expect(error).toBeInstanceOf(TlsmithError);
          });
        }
      }),
    );
  });
});
