// Python and the shells run what the python and shell syntaxes write: they see exactly the values that were written.
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WritableScalar, WritableValue } from '../../src/targets/snippet/setting.js';
import { pythonSyntax } from '../../src/targets/syntax/python.js';
import { shellSyntax } from '../../src/targets/syntax/shell.js';
import { describePeer, findOnPath } from '../support/peer.js';
import { PYTHON } from '../support/python.js';
import { runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { writableText } from '../targets/syntax/values.js';

const folder = temporaryFolder();
const env = { TLSMITH_ODD: `it's "$HOME" \\ #` };

const TEXTS = [
  ...[
    '',
    ' ',
    '/etc/x y.key',
    "o'neil",
    "''",
    'say "hi"',
    'C:\\certs\\',
    '\\',
    "\\'",
    '\\n\\x41\\u0041',
  ],
  ...[
    '# a',
    'a # b',
    '$HOME',
    '${HOME}',
    '$(id)',
    '`id`',
    '!x',
    '*',
    '~',
    '-k',
    '--',
    '=',
    ';',
    '&',
    '|',
  ],
  ...['{a,b}', '%s', 'Schlüssel 中 😀', 'e\u0301', '\u00a0', '\u200f', "'''", '"""', 'True', '007'],
  ...fc.sample(writableText, { numRuns: 200, seed: 1 }),
];
const VALUES: WritableValue[] = [
  ...TEXTS,
  ...[0, 65535, 1.5, true, { keyword: 'TLSv1.2' }, { variable: 'TLSMITH_ODD' }],
  ['a', "b'c", 2],
];

/** What the program has to see: of a variable its value. */
function seen(value: WritableScalar): boolean | number | string {
  if (typeof value !== 'object') return value;
  return 'keyword' in value ? value.keyword : env.TLSMITH_ODD;
}

describePeer('Python', { Python: PYTHON }, () => {
  it('has each value in its variable', async () => {
    const values = [...VALUES, false, -1, []];
    const settings = values.map((value, i) => ({ name: `V${i}`, value }));
    const names = settings.map(({ name }) => name).join(', ');
    const module = [
      'import json, os',
      ...pythonSyntax().renderSettings(settings),
      `print(json.dumps([${names}]))`,
    ];
    writeFileSync(`${folder}/module.py`, module.join('\n'));
    const { exitCode, stdout, stderr } = await runProgram(
      PYTHON ?? '',
      ['-I', `${folder}/module.py`],
      { env },
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(
      values.map((value) =>
        Array.isArray(value) ? value.map(seen) : seen(value as WritableScalar),
      ),
    );
  });
});

for (const name of ['sh', 'bash']) {
  const program = findOnPath(name);

  describePeer(name, { [name]: program }, () => {
    it('gives the command each option and each value as one word', async () => {
      const settings = [...VALUES, false].map((value, i) => ({ name: `--o${i}`, value }));
      const script = [
        'command_here() { printf \'%s\\0\' "$@"; }',
        'command_here \\',
        ...shellSyntax().renderSettings(settings),
        '',
      ];
      const file = `${folder}/${name}.script`;
      writeFileSync(file, script.join('\n'));
      const { exitCode, stdout, stderr } = await runProgram(program ?? '', [file], { env });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout.split('\0').slice(0, -1)).toEqual(
        settings.flatMap(({ name: option, value }) =>
          itemsOf(value).flatMap((item) => wordsOf(option, item)),
        ),
      );
    });
  });
}

function itemsOf(value: WritableValue): WritableScalar[] {
  return [value].flat();
}

function wordsOf(option: string, item: WritableScalar): string[] {
  if (typeof item === 'boolean') return item ? [option] : [];
  return [option, String(seen(item))];
}
