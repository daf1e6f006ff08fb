// nginx's directives written and read: quotes, variables, contexts, limits; and read(render(x)) = x.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { nginxSyntax } from '../../../src/targets/syntax/nginx.js';
import { codeOf } from '../../support/refusal-of.js';
import { anyText, settingsWithoutVariables, textForm, writableText } from './values.js';

const nginx = nginxSyntax();

async function read(text: string, block: readonly string[] = []) {
  const [found] = await nginx.readBlocks(text, block);
  return found?.settings.map(({ name, value }) => [name, value]);
}

describe('writing', () => {
  it.each([
    ['/etc/nginx/a-b_c.crt', '/etc/nginx/a-b_c.crt'],
    ['/etc/x y.key', '"/etc/x y.key"'],
    ["o'neil", `"o'neil"`],
    ['say "hi"', String.raw`"say \"hi\""`],
    ['C:\\new\\tab\\', String.raw`"C:\\new\\tab\\"`],
    ['#;{}', '"#;{}"'],
    ['/é中😀', '"/é中😀"'],
    ['', '""'],
    [{ keyword: 'optional' }, 'optional'],
    [{ keyword: 'TLSv1.3' }, 'TLSv1.3'],
    [true, 'on'],
    [false, 'off'],
    [2, '2'],
    [[443, { keyword: 'ssl' }], '443 ssl'],
    [['a.lan', 'b c'], 'a.lan "b c"'],
  ])('%j is %s', (value, expected) => {
    expect(nginx.renderSettings([{ name: 'ssl_x', value }])).toEqual([`ssl_x ${expected};`]);
  });

  it.each([
    ['a variable of our own', { variable: 'KEY_PASSWORD' }],
    ['a variable of nginx', '/etc/$host.crt'],
    ['a lone dollar', '/etc/x$'],
    ['a line feed', 'a\nb'],
    ['a bell', 'a\u0007b'],
    ['a keyword of two words', { keyword: 'on; off' }],
    ['a word longer than the buffer', 'é'.repeat(2048)],
    ['escapes longer than the buffer', '"'.repeat(2048)],
  ])('refuses %s: the language cannot express it', async (_what, value) => {
    expect(await codeOf(() => nginx.renderSettings([{ name: 'ssl_x', value }]))).toBe(
      'name-invalid',
    );
  });

  it('writes a word that just fits the buffer', () => {
    expect(nginx.renderSettings([{ name: 'x', value: 'a'.repeat(4094) }])).toHaveLength(1);
  });
});

describe('reading', () => {
  it.each([
    ['a b;', 'b'],
    ['a b c;', ['b', 'c']],
    ['a;', []],
    ['a "";', ''],
    ['a "b;c{d}e # f";', 'b;c{d}e # f'],
    [`a 'b"c';`, 'b"c'],
    [String.raw`a "b\"c" 'd\'e\\';`, ['b"c', "d'e\\"]],
    [String.raw`a C:\certs\new;`, 'C:\\certs\new'],
    [String.raw`a b\ c\;d\q;`, String.raw`b\ c\;d\q`],
    ['a b"c d\'e;', ['b"c', "d'e"]],
    ['a b#c; # d;', 'b#c'],
    ['a b}c;', 'b}c'],
    ['a # b;\n c;', 'c'],
    ['a /x/$host/y;', { expression: '/x/$host/y' }],
    ['a b${c}d e$;', [{ expression: 'b${c}d' }, 'e$']],
    ['a "b"\n;', 'b'],
    ['a "b")c;', ['b', ')c']],
  ])('%j is %j', async (text, expected) => {
    expect(await read(text)).toEqual([['a', expected]]);
  });

  it('answers every context whose path ends so, with its own directives and lines', async () => {
    const text = `user www;
http {
  server { listen 80; if ($x ~ "a{2}") { return 301; } location /a { root /a; } }
  # server { listen 81; }
  server {
    server_name a b;
    location ~ \\.php$ {
      root /b;
    }
    location /c { location /d { root /d; } }
  }
}
stream { upstream x { server 127.0.0.1:1; } server{listen 5044 ssl;} }
`;
    const blocks = async (...path: string[]) =>
      (await nginx.readBlocks(text, path)).map(({ line, settings }) => [
        line,
        ...settings.map((setting) => `${setting.line} ${setting.name} ${String(setting.value)}`),
      ]);
    expect(await blocks()).toEqual([[1, '1 user www']]);
    expect(await blocks('server')).toEqual([
      [3, '3 listen 80'],
      [5, '6 server_name a,b'],
      [13, '13 listen 5044,ssl'],
    ]);
    expect(await blocks('stream', 'server')).toEqual([[13, '13 listen 5044,ssl']]);
    expect(await blocks('server', 'location')).toEqual([[3, '3 root /a'], [7, '8 root /b'], [10]]);
    expect(await blocks('location', 'location')).toEqual([[10, '10 root /d']]);
    expect(await blocks('mail')).toEqual([]);
  });

  it.each(['', ' # only a comment', 'events { }'])(
    'finds nothing at the top of %j',
    async (text) => {
      expect(await nginx.readBlocks(text, [])).toEqual([]);
    },
  );

  it.each([
    ['a directive without its semicolon', 'a b;\nc d', 2],
    ['a semicolon without directive', 'a b;\n;', 2],
    ['a context without name', '\n{ }', 2],
    ['a stray brace', 'a { }\n}', 2],
    ['a brace inside a directive', 'a {\n b }', 2],
    ['an open context', 'a {\n b c;\n', 3],
    ['an open quote', 'a b;\nc "d;\n', 2],
    ['text behind a quote', 'a "b"c;', 1],
    ['a comment behind a quote', 'a "b"#c\n;', 1],
    ['a YAML colon', 'a: b\n', 2],
    ['a backslash at the end', 'a b\\', 1],
  ])('names the line of %s', async (_what, text, line) => {
    await expect(nginx.readBlocks(text, [])).rejects.toMatchObject({
      code: 'input-malformed',
      details: { line },
    });
  });

  it('refuses endless nesting, and reads a hundred levels', async () => {
    const nested = (depth: number) => `${'a {'.repeat(depth)} b c; ${'}'.repeat(depth)}`;
    await expect(nginx.readBlocks('a {'.repeat(50_000), [])).rejects.toMatchObject({
      code: 'input-limit',
    });
    await expect(nginx.readBlocks(nested(101), ['a'])).rejects.toMatchObject({
      code: 'input-limit',
    });
    expect(await nginx.readBlocks(nested(100), ['a'])).toHaveLength(100);
  });
});

describe('properties', () => {
  const expressible = writableText.filter((text) => !text.includes('$'));

  it('reads what it has written', async () => {
    await fc.assert(
      fc.asyncProperty(settingsWithoutVariables(expressible), async (settings) => {
        const lines = nginx.renderSettings(settings);
        const text = ['http { server {', ...lines.map((line) => `    ${line}`), '}}'].join('\n');
        const [found] = await nginx.readBlocks(text, ['http', 'server']);
        expect(found).toEqual({
          line: 1,
          settings: settings.map(({ name, value }, i) => ({
            name,
            value: textForm(value, { true: 'on', false: 'off' }),
            line: i + 2,
          })),
        });
      }),
    );
  });

  it('refuses or reads back every text: nothing is written that means something else', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (value) => {
        let lines: string[] = [];
        try {
          lines = nginx.renderSettings([{ name: 'ssl_key', value }]);
        } catch (error) {
          expect(error).toMatchObject({ code: 'name-invalid' });
          return;
        }
        expect(await read(lines.join('\n'))).toEqual([['ssl_key', value]]);
      }),
    );
  });

  it('no text of any kind makes anything but a TlsmithError', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        for (const tried of [text, `server { a ${text}`, `server { a "${text}"; }`]) {
          await nginx.readBlocks(tried, ['server']).catch((error: unknown) => {
            expect(error).toBeInstanceOf(TlsmithError);
          });
        }
      }),
    );
  });
});
