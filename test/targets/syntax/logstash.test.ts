// The pipeline language written and read: no escapes, conditions, limits; and read(render(x)) = x.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { logstashSyntax, readPluginBlocks } from '../../../src/targets/syntax/logstash.js';
import { readForm, settingsOf, writableText } from './values.js';
import { anyString } from '../../support/any-string.js';

const logstash = logstashSyntax();
const block = ['input', 'beats'];

async function read(text: string) {
  const [found] = await logstash.readBlocks(`input { beats { ${text} } }`, block);
  return found?.settings.map(({ name, value }) => [name, value]);
}

describe('writing', () => {
  it.each([
    ['/etc/x y.key', '"/etc/x y.key"'],
    ["o'neil", `"o'neil"`],
    ['say "hi"', `'say "hi"'`],
    ['C:\\certs\\x.key', '"C:\\certs\\x.key"'],
    ['a # b', '"a # b"'],
    ['$HOME {x} ${1}', '"$HOME {x} ${1}"'],
    [{ variable: 'LOGSTASH_KEY_PASSWORD' }, '"${LOGSTASH_KEY_PASSWORD}"'],
    [{ keyword: 'required' }, '"required"'],
    [true, 'true'],
    [1.2, '1.2'],
    [['/a', '/b'], '["/a", "/b"]'],
  ])('%j is %s', (value, expected) => {
    expect(logstash.renderSettings([{ name: 'ssl_key', value }])).toEqual([
      `ssl_key => ${expected}`,
    ]);
  });

  it.each([
    ['both kinds of quotes', `a'b"c`],
    ['a backslash at the end', 'C:\\certs\\'],
    ['a literal variable', '/etc/${HOME}/x'],
    ['a variable with default', '${a:b}'],
    ['a line feed', 'a\nb'],
    ['a bell', 'a\u0007b'],
  ])('refuses %s: the language cannot express it', (_what, value) => {
    expect(() => logstash.renderSettings([{ name: 'ssl_key', value }])).toThrow(
      expect.objectContaining({ code: 'name-invalid' }),
    );
  });
});

describe('reading', () => {
  it('knows all kinds of values', async () => {
    expect(
      await read(`port => 5044 tls_min_version => 1.2 n => -3 ssl=>true
        mode => force_peer s => 'single' d => "double" list => [ "/a", '/b' ] empty => []
        add_field => { "k" => "v" 'k2' => { deep => [1, [2]] } }
        codec => json { charset => "UTF-8" } "quoted" => "\${A}" e => "x\${B:c}"`),
    ).toEqual([
      ['port', 5044],
      ['tls_min_version', 1.2],
      ['n', -3],
      ['ssl', true],
      ['mode', 'force_peer'],
      ['s', 'single'],
      ['d', 'double'],
      ['list', ['/a', '/b']],
      ['empty', []],
      [
        'add_field',
        {
          entries: [
            { name: 'k', value: 'v', line: 3 },
            {
              name: 'k2',
              value: { entries: [{ name: 'deep', value: [1, [2]], line: 3 }] },
              line: 3,
            },
          ],
        },
      ],
      ['codec', { plugin: 'json', entries: [{ name: 'charset', value: 'UTF-8', line: 4 }] }],
      ['quoted', { variable: 'A' }],
      ['e', { expression: 'x${B:c}' }],
    ]);
  });

  it('keeps backslashes, as the default config.support_escapes: false does', async () => {
    expect(await read(String.raw`a => "C:\certs\x" b => "a\"b" c => 'it\'s' d => "#no"`)).toEqual([
      ['a', 'C:\\certs\\x'],
      ['b', 'a\\"b'],
      ['c', "it\\'s"],
      ['d', '#no'],
    ]);
  });

  it('finds plugins under conditions, past braces in strings, fields and regular expressions', () => {
    const text = `# input { beats { } }
input {
  beats { port => 5044 } # { "
  beats { port => 5045
          ssl_enabled => true }
}
filter {
  if [type] == "a{" and [a/b] =~ /x{2}\\/"/ or ("c" in ["c", 'd']) { mutate { } }
  else if ![url{x] { grok { match => { "m" => "%{IP:ip}" } } } else { if [n] > 3 { drop {} } }
}
output { if "x" not in [tags] { elasticsearch { hosts => ["https://a:9200"] } } stdout { codec => rubydebug } }
`;
    expect(
      readPluginBlocks(text).map(({ section, plugin, line }) => `${line} ${section} ${plugin}`),
    ).toEqual([
      '3 input beats',
      '4 input beats',
      '8 filter mutate',
      '9 filter grok',
      '9 filter drop',
      '11 output elasticsearch',
      '11 output stdout',
    ]);
  });

  it('gives each block and setting its line', async () => {
    const text =
      'input {\n  beats {\n\n    port => 5044\n    ssl_key =>\n      "/k"\n  }\n}\noutput { beats { a1 => 1 } }\n';
    expect(await logstash.readBlocks(text, block)).toMatchObject([
      {
        line: 2,
        settings: [
          { name: 'port', line: 4 },
          { name: 'ssl_key', line: 5 },
        ],
      },
    ]);
  });

  it.each(['', '  # only a comment', 'input {}', 'filter { beats { } }'])(
    'finds no block in %j',
    async (text) => {
      expect(await logstash.readBlocks(text, block)).toEqual([]);
    },
  );

  it.each([
    ['an unknown section', 'inputs { }', 1],
    ['an open block', 'input {\n beats {\n port => 1', 3],
    ['a YAML colon', 'input { beats {\n port: 5044 } }', 2],
    ['a trailing comma', 'input { beats {\n a => ["x",] } }', 2],
    ['an unquoted path', 'input { beats {\n\n ssl_key => /etc/x } }', 3],
    ['a path that ends in a backslash', 'input { beats {\n a => "C:\\certs\\" } }', 2],
    ['a stray brace', 'input { } }', 1],
    ['a condition without end', 'filter { if [a] == "x', 1],
  ])('names the line of %s', (_what, text, line) => {
    expect(() => readPluginBlocks(text)).toThrow(
      expect.objectContaining({ code: 'input-malformed', details: { line } }),
    );
  });

  it.each([
    'input { beats { a => ' + '['.repeat(50_000),
    'input { beats { a => ' + '{ b => '.repeat(50_000),
    'filter ' + '{ if x '.repeat(50_000),
  ])('refuses endless nesting without a stack trace', (text) => {
    expect(() => readPluginBlocks(text)).toThrow(expect.objectContaining({ code: 'input-limit' }));
  });
});

describe('properties', () => {
  const expressible = writableText.filter(
    (text) =>
      !(text.includes("'") && text.includes('"')) &&
      !text.endsWith('\\') &&
      !/\$\{[a-zA-Z_.]/.test(text),
  );

  it('reads what it has written', async () => {
    await fc.assert(
      fc.asyncProperty(settingsOf(expressible), async (settings) => {
        const text = [
          'input {',
          '  beats {',
          ...logstash.renderSettings(settings).map((line) => `    ${line}`),
          '  }',
          '}',
        ].join('\n');
        const [found] = await logstash.readBlocks(text, block);
        expect(found?.settings).toEqual(
          settings.map(({ name, value }, i) => ({ name, value: readForm(value), line: i + 3 })),
        );
      }),
    );
  });

  it('refuses or reads back every text: nothing is written that means something else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(writableText, anyString()), async (value) => {
        let lines: string[] = [];
        try {
          lines = logstash.renderSettings([{ name: 'ssl_key', value }]);
        } catch (error) {
          expect(error).toBeInstanceOf(TlsmithError);
          return;
        }
        expect(await read(lines.join('\n'))).toEqual([['ssl_key', value]]);
      }),
    );
  });

  it('answers or refuses, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(writableText, anyString()), (text) => {
        for (const tried of [text, `input { beats { ${text}`, `filter { if ${text} { x { } } }`]) {
          try {
            readPluginBlocks(tried);
          } catch (error) {
            expect(error).toBeInstanceOf(TlsmithError);
          }
        }
      }),
    );
  });
});
