// Assignments of a Python module written and read: literals, what is passed over, limits; and read(render(x)) = x.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { pythonSyntax } from '../../../src/targets/syntax/python.js';
import { readForm, settingsOf, writableText } from './values.js';
import { anyString } from '../../support/any-string.js';

const python = pythonSyntax();

async function read(text: string) {
  const [found] = await python.readBlocks(text, []);
  return found?.settings.map(({ name, value }) => [name, value]);
}

async function valueOf(source: string) {
  return (await read(`X = ${source}\n`))?.[0]?.[1];
}

describe('writing', () => {
  it.each([
    ['/etc/x y.key', "'/etc/x y.key'"],
    ["o'neil", String.raw`'o\'neil'`],
    ['say "hi"', `'say "hi"'`],
    ['C:\\certs\\', String.raw`'C:\\certs\\'`],
    ['a # b; $HOME {x}', "'a # b; $HOME {x}'"],
    ['Schlüssel 中 😀', "'Schlüssel 中 😀'"],
    ['', "''"],
    [{ variable: 'KEY_PASSWORD' }, "os.environ['KEY_PASSWORD']"],
    [{ keyword: 'required' }, "'required'"],
    [true, 'True'],
    [false, 'False'],
    [5044, '5044'],
    [-1.5, '-1.5'],
    [[], '[]'],
    [['/a', 1, { variable: 'B' }], "['/a', 1, os.environ['B']]"],
  ])('%j is %s', (value, expected) => {
    expect(python.renderSettings([{ name: 'SSL_KEY', value }])).toEqual([`SSL_KEY = ${expected}`]);
  });

  it.each([
    ...['a\nb', 'a\rb', 'a\tb', 'a\u0000b', 'a\u2028b', 'a\ud800b', ['a\nb']],
    { keyword: 'a\nb' },
    { variable: "A'B" },
    { variable: '' },
    1e30,
    NaN,
  ])('refuses %j', (value) => {
    expect(() => python.renderSettings([{ name: 'X', value }])).toThrow(
      expect.objectContaining({ code: 'name-invalid' }),
    );
  });
});

describe('reading a value', () => {
  it.each([
    [`'a'`, 'a'],
    [`"it's"`, "it's"],
    [`'''it's\n"two" lines'''`, `it's\n"two" lines`],
    [`""`, ''],
    [`r'C:\\new\\'s'`, `C:\\new\\'s`],
    [`u"é"`, 'é'],
    [
      String.raw`'\\ \' \" \n \t \r \x41 \u00e9 \U0001F600 \0 \d'`,
      '\\ \' " \n \t \r A é 😀 \0 \\d',
    ],
    [`'one \\\nline'`, 'one line'],
    ['5044', 5044],
    ['-1.5', -1.5],
    ['True', true],
    ['False', false],
    [`'a' # b`, 'a'],
    [`\\\n  'a'`, 'a'],
    [`(\n  'a' # b\n)`, 'a'],
    ['[]', []],
    ['()', []],
    [`[\n  'a', # ]\n  "b",\n]`, ['a', 'b']],
    [`('a', 1, True)`, ['a', 1, true]],
    [`('a',)`, ['a']],
    [`os.environ['A']`, { variable: 'A' }],
    [`os.environ["A"]`, { variable: 'A' }],
    [`os.environ.get('A')`, { variable: 'A' }],
    [`os.getenv("A")`, { variable: 'A' }],
    [`[os.environ['A'], 'b']`, [{ variable: 'A' }, 'b']],
  ])('%j is %j', async (source, value) => {
    expect(await valueOf(source)).toEqual(value);
  });

  it.each([
    `f'{HOME}/x'`,
    `f'{d['(']:>{w}}'`,
    `b'bytes'`,
    `'a' 'b'`,
    `'a' + 'b'`,
    `'a' if x else 'b'`,
    `['a' + 'b']`,
    `[['a']]`,
    `{'a': 1}`,
    `path.join(\n  base, "x" # )\n)`,
    'None',
    'Trueish',
    '1_000',
    '0xFF',
    '1e5',
    '12345678901234567890',
    `os.environ['A'].strip()`,
    `os.environ.get('A', 'b')`,
    String.raw`'\N{DASH}'`,
    String.raw`'\x4'`,
    String.raw`'\UFFFFFFFF'`,
    `y = 'a'`,
  ])('%j is an expression', async (source) => {
    expect(await valueOf(source)).toEqual({ expression: source });
  });
});

describe('reading a file', () => {
  it('finds assignments at the left margin only, each with its line', async () => {
    const text = `\uFEFF"""Docstring
A = 'no'
"""
import os  # B = 'no'
C='yes'; D = 2

class E(Base):
    F = 'no'
    def g(self, h='no', *,
I='no'):
        '''
J = 'no'
'''
        return {
K: 'no'}
if x == 'y': L = 'no'
else: M = 'no'
N.o = P['q'] = 'no'
R += 1; R == 1
S: Final[str] = 'yes'
T: "str" = r'yes'
U: int
V = [
  'yes',
W
]
X = f"""{y["]}"]}
Z = 'no'
{x!r:'>{width}}""" \\
  + "no"
z = 'yes'`;
    expect(await python.readBlocks(text, [])).toEqual([
      {
        line: 5,
        settings: [
          { name: 'C', value: 'yes', line: 5 },
          { name: 'D', value: 2, line: 5 },
          { name: 'S', value: 'yes', line: 20 },
          { name: 'T', value: 'yes', line: 21 },
          { name: 'V', value: { expression: "[\n  'yes',\nW\n]" }, line: 23 },
          { name: 'X', value: { expression: expect.stringContaining('"no"') }, line: 27 },
          { name: 'z', value: 'yes', line: 31 },
        ],
      },
    ]);
  });

  it('shows a setting that stands twice twice', async () => {
    expect(await read("A = '/a'\r\nA = '/b'\r\n")).toEqual([
      ['A', '/a'],
      ['A', '/b'],
    ]);
  });

  it.each(['', '# nothing\n', 'import os', "  A = 'b'\n", "f(A='b')", "'''\nA = 1\n'''"])(
    'finds no block in %j',
    async (text) => {
      expect(await python.readBlocks(text, [])).toEqual([]);
    },
  );

  it.each([
    ['a string without end', "A = 1\nB = 'x\nC = 2\n", 2, "a closing '"],
    ['a long string without end', 'A = 1\nB = """x\nC = 2\n', 2, 'a closing """'],
    ['an f-string without end', "A = 1\nB = f'{x}\n'", 2, "a closing '"],
    ['a field without end', "A = 1\n\nB = f'{x'", 3, "a closing '"],
    ['a format without end', "A = f'{x:", 1, "a closing '"],
    ['a bracket without end', 'A = 1\nB = [1,\n2,\n', 2, 'a closing ]'],
    ['a wrong bracket', 'A = [1,\n2)\n', 2, 'a closing ]'],
    ['a stray bracket', 'A = 1\n)\n', 2, 'no closing )'],
    ['an assignment of nothing', 'A = 1\nB = # b\n', 2, 'a value'],
  ])('names the line of %s', async (_what, text, line, expected) => {
    await expect(python.readBlocks(text, [])).rejects.toMatchObject({
      code: 'input-malformed',
      details: { line },
      sentence: `line ${line} is not Python: expected ${expected}`,
    });
  });
});

describe('properties', () => {
  it('reads what it has written', async () => {
    await fc.assert(
      fc.asyncProperty(settingsOf(writableText), async (settings) => {
        const text = ['import os', ...python.renderSettings(settings)].join('\n');
        const [found] = await python.readBlocks(text, []);
        expect(found?.settings).toEqual(
          settings.map(({ name, value }, i) => ({ name, value: readForm(value), line: i + 2 })),
        );
      }),
    );
  });

  it('refuses or reads back every text: nothing is written that means something else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(writableText, anyString()), async (value) => {
        let lines: string[] = [];
        try {
          lines = python.renderSettings([{ name: 'X', value }]);
        } catch (error) {
          expect(error).toMatchObject({ code: 'name-invalid' });
          return;
        }
        expect(await read(lines.join('\n'))).toEqual([['X', value]]);
      }),
    );
  });

  const code = fc
    .array(
      fc.constantFrom(
        ...['X = ', 'f', 'r', 'b', "'", '"', "'''", '"""', '\\', '\n', '#', '{', '}', ':', '='],
        ...['(', ')', '[', ']', ',', ';', ' ', '1', '\\x', '\\u12', '\\N{', 'os.environ', '\r'],
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(''));

  it('no text of any kind makes anything but a TlsmithError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(code, writableText, anyString()), async (text) => {
        for (const tried of [text, `X = ${text}`, `X = '${text}'`, `X = f"{${text}}"`]) {
          await python.readBlocks(tried, []).catch((error: unknown) => {
            expect(error).toMatchObject({
              code: 'input-malformed',
              details: { line: expect.any(Number) },
            });
            expect(error).toBeInstanceOf(TlsmithError);
          });
        }
      }),
      { numRuns: 500 },
    );
  });
});
