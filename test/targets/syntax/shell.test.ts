// The options of a command written and read: quotes, expansions, what is passed over, limits; and read(render(x)) = x.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  SettingValue,
  WritableScalar,
  WritableSetting,
} from '../../../src/targets/snippet/setting.js';
import { TlsmithError } from '../../../src/errors.js';
import { shellSyntax } from '../../../src/targets/syntax/shell.js';
import { readForm, settingsOf, writableText } from './values.js';
import { anyString } from '../../support/any-string.js';

const shell = shellSyntax();
const block = ['curl'];

async function read(text: string) {
  const [found] = await shell.readBlocks(text, block);
  return found?.settings.map(({ name, value }) => [name, value]);
}

describe('writing', () => {
  it.each([
    ['/etc/x y.key', ["--o '/etc/x y.key'"]],
    ["o'neil", [String.raw`--o 'o'\''neil'`]],
    ['C:\\certs\\', ["--o 'C:\\certs\\'"]],
    ['$HOME `x` "y" # ;', ['--o \'$HOME `x` "y" # ;\'']],
    ['Schlüssel 中 😀', ["--o 'Schlüssel 中 😀'"]],
    ['-k', ["--o '-k'"]],
    ['6379', ["--o '6379'"]],
    ['', ["--o ''"]],
    [{ variable: 'KEY_PASSWORD' }, ['--o "${KEY_PASSWORD}"']],
    [{ keyword: 'TLSv1.2' }, ['--o TLSv1.2']],
    [6379, ['--o 6379']],
    [1.2, ['--o 1.2']],
    [true, ['--o']],
    [false, []],
    [[], []],
    [
      ['a', { keyword: 'b' }, true],
      ["--o 'a' \\", '--o b \\', '--o'],
    ],
  ])('%j is %j', (value, expected) => {
    expect(shell.renderSettings([{ name: '--o', value }])).toEqual(expected);
  });

  it('joins all lines but the last to the next, whatever is left out', () => {
    const settings = [
      { name: '--cert', value: '/a' },
      { name: '--verbose', value: true },
      { name: '--insecure', value: false },
    ];
    expect(shell.renderSettings(settings)).toEqual(["--cert '/a' \\", '--verbose']);
    expect(shell.renderSettings([])).toEqual([]);
  });

  it.each([
    ...['a\nb', 'a\rb', 'a\tb', 'a\u0000b', 'a\u2028b', 'a\ud800b', ['a\nb']],
    { keyword: '-k' },
    { keyword: 'a b' },
    { keyword: '$a' },
    { keyword: '12' },
    { keyword: '' },
    { variable: 'A}$(x)' },
    -1,
    1e30,
  ])('refuses %j', (value) => {
    expect(() => shell.renderSettings([{ name: '--o', value }])).toThrow(
      expect.objectContaining({ code: 'name-invalid' }),
    );
  });
});

describe('reading a value', () => {
  it.each([
    ["'a b'", 'a b'],
    [String.raw`'o'\''neil'`, "o'neil"],
    ['"\\" \\\\ \\$ \\` \\x \'y\'"', "\" \\ $ ` \\x 'y'"],
    ['"a\\\nb"', 'ab'],
    ['a\\ b\\\nc#d', 'a bc#d'],
    ['a\'b\'"c"', 'abc'],
    ["''", ''],
    ["'-k'", '-k'],
    ['-', '-'],
    ['6379', 6379],
    ['1.2', 1.2],
    ["'6379'", '6379'],
    ['1.0', '1.0'],
    ['0640', '0640'],
    ['12345678901234567890', '12345678901234567890'],
    ['$A', { variable: 'A' }],
    ['${A}', { variable: 'A' }],
    ['"$A"', { variable: 'A' }],
    ['"${A}"', { variable: 'A' }],
    ["'$A'", '$A'],
    ['\\$A', '$A'],
    ['"\\$A"', '$A'],
    ['a$', 'a$'],
    ['https://a:9200/?b=c', 'https://a:9200/?b=c'],
  ])('%s is %j', async (source, value) => {
    expect(await read(`curl --o ${source} x`)).toEqual([['--o', value]]);
  });

  it.each([
    '$A/x',
    '"${A}/x"',
    '${A:-b}',
    '"${A:-it\'s "b }" }"',
    "${A:-'}'}",
    '$1',
    '$(cat "x)" # it\'s )\n)',
    '"$(cat \')\' "$(x)")"',
    "$(cat <<E\nit's )\nE\n)",
    '$((1 << (2)))',
    '`cat "x`',
    '"`x \\` "y"`"',
    "$'it\\'s'",
    '$"a"',
    '<(cat x)',
    '~/x',
  ])('%s is an expression', async (source) => {
    expect(await read(`curl --o ${source} x`)).toEqual([['--o', { expression: source }]]);
  });
});

describe('reading options', () => {
  it('takes the word behind an option for its value, and an option without one for true', async () => {
    expect(await read("curl first -v --cert '/a' second -p 6379 -k")).toEqual([
      ['-v', true],
      ['--cert', '/a'],
      ['-p', 6379],
      ['-k', true],
    ]);
  });

  it('reads a value behind an equals sign', async () => {
    expect(await read('curl --a=/x --b="$B" --c= --d=-e f')).toEqual([
      ['--a', '/x'],
      ['--b', { variable: 'B' }],
      ['--c', ''],
      ['--d', '-e'],
    ]);
  });

  it('gathers a repeated option at the line of the first', async () => {
    const text = "x\ncurl \\\n  -H 'a' \\\n  -v \\\n  -H b -v \\\n  -H $C\n";
    expect(await shell.readBlocks(text, block)).toEqual([
      {
        line: 2,
        settings: [
          { name: '-H', value: ['a', 'b', { variable: 'C' }], line: 3 },
          { name: '-v', value: [true, true], line: 4 },
        ],
      },
    ]);
  });

  it('leaves out redirections, and what follows --', async () => {
    expect(await read('curl -a 1 2>&1 >"x y" <<< z -b &>> y -c -- -d e')).toEqual([
      ['-a', 1],
      ['-b', true],
      ['-c', true],
    ]);
  });
});

describe('finding the command', () => {
  it('begins at a line or behind an operator, with assignments before it', async () => {
    const text = `# curl -n 0
curl -n 1; A=b C='d' curl -n 2 && curl -n 3 || curl -n 4 | curl -n 5 & (curl -n 6)
sudo curl -n 0
echo curl -n 0 '
curl -n 0' "
curl -n 0" \\
curl -n 0
cat <<E <<-'F' # it's
curl -n 0 '
E
	curl -n 0 "
	F
case x in a) curl -n 7 ;; esac
((x = 1 << 2))
list=(curl -n 0
curl -n 0)
f() {
  'curl' -n 8 # -n 0
}
curls -n 0; ./curl -n 0; $curl -n 0\r
curl -n 9\r
`;
    const found = await shell.readBlocks(text, block);
    expect(found.map(({ line, settings }) => [line, settings[0]?.value])).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((n) => [2, n]),
      [13, 7],
      [18, 8],
      [21, 9],
    ]);
  });

  it('may be of several words', async () => {
    const text = 'openssl -a x\nopenssl s_client -connect "a:1"\nopenssl\n';
    expect(await shell.readBlocks(text, ['openssl', 's_client'])).toEqual([
      { line: 2, settings: [{ name: '-connect', value: 'a:1', line: 2 }] },
    ]);
  });

  it.each(['', '\n# curl\n', 'A=curl', 'wget -a', "'\ncurl -a'"])('is not in %j', async (text) => {
    expect(await shell.readBlocks(text, block)).toEqual([]);
  });

  it.each([
    ['single quotes without end', "x\ncurl -a 'b\n\n", 2, "a closing '"],
    ['double quotes without end', 'x\ncurl -a "b\n\n', 2, 'a closing "'],
    ['backquotes without end', 'x\ncurl `b\n\n', 2, 'a closing `'],
    ['an open substitution', 'x\ncurl $(b\n\n', 2, 'the end of an expansion'],
    ['an open parameter', 'x\ncurl ${b\n\n', 2, 'the end of an expansion'],
    ['an open here-document', 'x\ncat <<E\nb\n', 3, 'the here-document to end in a line "E"'],
    ['a redirection to nowhere', 'x\ncurl >\n', 2, 'a file behind >'],
  ])('names the line of %s', async (_what, text, line, expected) => {
    await expect(shell.readBlocks(text, block)).rejects.toMatchObject({
      code: 'input-malformed',
      details: { line },
      sentence: `line ${line} is not shell syntax: expected ${expected}`,
    });
  });
});

describe('properties', () => {
  /** What is left of a written value: what is off vanishes, and a list of one is that one. */
  function visibleForm({ value }: WritableSetting): SettingValue | undefined {
    const items = [value].flat().filter((item: WritableScalar) => item !== false);
    return items.length > 1 ? items.map(readForm) : items[0] && readForm(items[0]);
  }
  const isNegative = ({ value }: WritableSetting) =>
    [value].flat().some((item: WritableScalar) => typeof item === 'number' && item < 0);
  const options = settingsOf(writableText).map((settings) =>
    settings
      .filter((setting) => !isNegative(setting))
      .map(({ name, value }) => ({ name: `--${name}`, value })),
  );

  it('reads what it has written', async () => {
    await fc.assert(
      fc.asyncProperty(options, async (settings) => {
        const lines = shell.renderSettings(settings);
        const text = ['curl \\', ...lines.map((line) => `  ${line}`), ''].join('\n');
        const [found] = await shell.readBlocks(text, block);
        const expected = settings
          .map((setting) => ({ name: setting.name, value: visibleForm(setting) }))
          .filter(({ value }) => value !== undefined);
        expect(found?.settings.map(({ name, value }) => ({ name, value }))).toEqual(expected);
        expect(found?.settings.every(({ name, line }) => lines[line - 2]?.startsWith(name))).toBe(
          true,
        );
      }),
    );
  });

  it('refuses or reads back every text: nothing is written that means something else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(writableText, anyString()), async (value) => {
        let lines: string[] = [];
        try {
          lines = shell.renderSettings([{ name: '--o', value }]);
        } catch (error) {
          expect(error).toMatchObject({ code: 'name-invalid' });
          return;
        }
        expect(await read(`curl ${lines.join('\n')}`)).toEqual([['--o', value]]);
      }),
    );
  });

  const script = fc
    .array(
      fc.constantFrom(
        ...[
          'curl ',
          '--a',
          '-b ',
          "'",
          '"',
          '\\',
          '$',
          '${',
          '$(',
          '$((',
          '((',
          '`',
          '(',
          ')',
          '}',
        ],
        ...[
          '\n',
          '#',
          ' ',
          '=',
          ';',
          '&',
          '|',
          '<',
          '>',
          '<<',
          '<<-',
          'E',
          '\nE\n',
          '\t',
          '1',
          '~',
        ],
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(''));

  it('no text of any kind makes anything but a TlsmithError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(script, writableText, anyString()), async (text) => {
        for (const tried of [text, `curl ${text}`, `curl --a "${text}"`, `curl $(${text})`]) {
          await shell.readBlocks(tried, block).catch((error: unknown) => {
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
