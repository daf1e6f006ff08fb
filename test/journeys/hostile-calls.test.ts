// Calls and surroundings that nobody means well: each ends with a sentence and its code, nothing raw on a stream, no stack trace.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { refuseEmptyWords } from '../../src/cli/command-words.js';
import { HOSTILE_NAME, RAW } from '../support/hostile-text.js';
import { refusalOf } from '../support/refusal-of.js';
import { PROGRAM_ROOT, PROGRAM, runProgram, type RunResult } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Manifest {
  commands: Record<string, { flags: Record<string, { type: string; char?: string }> }>;
}

const home = temporaryFolder();
const manifest = JSON.parse(
  await readFile(join(PROGRAM_ROOT, 'oclif.manifest.json'), 'utf8'),
) as Manifest;
const run = (...args: readonly string[]) => runHere(args, { cwd: home });

beforeAll(async () => {
  await run('ca', 'create', '--out', 'ca');
  await run('cert', 'issue', 'es01', '--ca', 'ca', '--profile', 'server', '--san', 'a.lan');
  await run('kit', '--host', 'a.lan', '--request', '--out', 'requests');
  for (const folder of [HOSTILE_NAME, `tpl/${HOSTILE_NAME}`, 'work']) {
    await mkdir(join(home, folder), { recursive: true });
  }
  const certificate = await readFile(join(home, 'es01/es01.crt'));
  await writeFile(join(home, `${HOSTILE_NAME}.crt`), certificate);
  await writeFile(join(home, `${HOSTILE_NAME}.bad`), 'nothing that is known');
  await writeFile(join(home, `tpl/${HOSTILE_NAME}/descriptor.json`), `{"${'\u202e'}`);
  const spelled = JSON.stringify(HOSTILE_NAME);
  await writeFile(
    join(home, 'list.yml'),
    `- name: ${spelled}\n  dns: ${spelled}\n  ${spelled}: x\n`,
  );
  await writeFile(
    join(home, 'list.csv'),
    `name,dns,${HOSTILE_NAME.replaceAll('\u2028', '')}\na,b,c\n`,
  );
  await writeFile(join(home, 'answers.yml'), `task: ${spelled}\n`);
  await writeFile(
    join(home, 'bad.crt'),
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  );
});

function expectNothingRaw({ stdout, stderr }: RunResult): void {
  // Tabs stand between the fields of a row.
  expect(stdout.replaceAll('\t', ' ')).not.toMatch(RAW);
  expect(stderr).not.toMatch(RAW);
  expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
}

const SIGNED = ['kit', '--requests', 'requests', '--ca-cert', 'ca/ca.crt', '--out', 'kit'];
const ISSUE = ['cert', 'issue', 'x', '--profile', 'client', '--ca', 'ca'];

describe('a name that holds escapes', () => {
  it.each<[string, readonly string[]]>([
    ['[A8] of a signed certificate', [...SIGNED, '--signed', `${HOSTILE_NAME}.crt`]],
    ['[A8] of a signed file that is none', [...SIGNED, '--signed', `${HOSTILE_NAME}.bad`]],
    ['of an output folder', [...ISSUE, '--out', `${HOSTILE_NAME}/new`]],
    [
      'of a folder in the way',
      ['cert', 'issue', 'x', '--profile', 'client', '--ca', 'ca', '--out', `${HOSTILE_NAME}.crt`],
    ],
    ['of a CA folder', ['cert', 'issue', 'x', '--profile', 'client', '--ca', HOSTILE_NAME]],
    [
      'of a CA certificate',
      [...ISSUE.slice(0, -2), '--ca-cert', `${HOSTILE_NAME}.bad`, '--ca-key', 'ca/ca.key'],
    ],
    [
      'of a key',
      [
        'cert',
        'issue',
        'x',
        '--profile',
        'client',
        '--self-signed',
        '--key',
        `${HOSTILE_NAME}.bad`,
      ],
    ],
    ['of a request', ['cert', 'sign', `${HOSTILE_NAME}.bad`, '--ca', 'ca', '--profile', 'server']],
    [
      'of a password file',
      ['ca', 'create', '--out', 'c2', '--ca-password-file', `${HOSTILE_NAME}/absent`],
    ],
    [
      'of an environment variable',
      ['ca', 'create', '--out', 'c2', '--ca-password-env', HOSTILE_NAME],
    ],
    ['of a host', ['kit', '--host', HOSTILE_NAME]],
    ['of a name', ['cert', 'issue', HOSTILE_NAME, '--profile', 'client']],
    ['of a subject', [...ISSUE, '--subject', `CN=${HOSTILE_NAME}\\`]],
    ['of a date', [...ISSUE, '--until', HOSTILE_NAME]],
    ['of a target', ['config', 'show', HOSTILE_NAME]],
    ['of a template folder', ['config', 'list', '--templates', 'tpl']],
    ['of a folder of templates', ['config', 'list', '--templates', HOSTILE_NAME]],
    ['in a list', ['cert', 'batch', 'list.yml', '--ca', 'ca']],
    ['in a list of CSV', ['cert', 'batch', 'list.csv', '--ca', 'ca']],
    ['in answers', ['wizard', '--answers', 'answers.yml']],
    ['of an answers file', ['wizard', '--answers', `${HOSTILE_NAME}.bad`]],
    [
      'of an inspected file',
      ['inspect', `${HOSTILE_NAME}.crt`, `${HOSTILE_NAME}.bad`, HOSTILE_NAME],
    ],
    ['of a verified file', ['verify', `${HOSTILE_NAME}.crt`, '--ca', 'ca']],
    ['of a trust store', ['verify', 'es01/es01.crt', '--ca', `${HOSTILE_NAME}.bad`]],
    ['of a pair', ['verify', '--pair', HOSTILE_NAME, '--with', HOSTILE_NAME]],
    [
      'of an exported key',
      ['export', 'key', '--in', 'es01/es01.key', '--out', `${HOSTILE_NAME}.key`],
    ],
    [
      'of an alias',
      [
        'export',
        'keystore',
        '--cert',
        'es01/es01.crt',
        '--key',
        'es01/es01.key',
        '--alias',
        HOSTILE_NAME,
        '--generate-password',
        '--out',
        'a.p12',
      ],
    ],
    ['of a command', [HOSTILE_NAME]],
    ['of a flag', ['kit', `--${HOSTILE_NAME}`]],
    ["of certutil's flag", ['certutil', 'ca', `--${HOSTILE_NAME}`]],
    ["of certutil's output", ['certutil', 'ca', '--pem', '--out', `${HOSTILE_NAME}.bad`]],
    ['of a help topic', ['help', HOSTILE_NAME]],
  ])('%s reaches no stream as it came', async (_, args) => {
    const plain = await run(...args);
    expectNothingRaw(plain);
    const json = await run(...args, '--json');
    expectNothingRaw(json);
    expect(JSON.parse(json.stdout)).toHaveProperty('ok');
    for (const { exitCode } of [plain, json]) expect([0, 1, 2, 3, 4, 5, 7]).toContain(exitCode);
  });
});

describe('[A13] an empty value', () => {
  const OWN_PARSER = /^certutil:/;
  const rows = Object.entries(manifest.commands)
    .filter(([id]) => !OWN_PARSER.test(id))
    .flatMap(([id, { flags }]) =>
      Object.keys(flags)
        .filter((name) => flags[name]?.type === 'option' && name !== 'subject')
        .map((name) => [id, name, flags] as const),
    );

  it.each(rows)('%s refuses it for --%s', async (_, name, flags) => {
    for (const words of [[`--${name}`, ''], [`--${name}=`], ['x', `-${flags[name]?.char}`, '']]) {
      if (words.includes('-undefined')) continue;
      const { code, details } = await refusalOf(() => refuseEmptyWords(words, flags));
      expect([code, details.flag]).toEqual(['flag-value-missing', `--${name}`]);
    }
  });

  it.each([
    [['kit', '--host', 'a.lan', '-o', '']],
    [['cert', 'issue', 'x', '--profile', 'client', '--ca', '']],
    [['ca', 'create', '--out=']],
    [['certutil', 'ca', '--out', '']],
    [['inspect', '']],
  ])('is exit 2 with a sentence: %j', async (args) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: .* is empty\n$/);
  });
});

describe('[A13] surroundings that fail', () => {
  const shell = (script: string) =>
    runProgram('sh', ['-c', `t() { "${process.execPath}" "${PROGRAM}" "$@"; }; ${script}`], {
      cwd: home,
    });

  it.each([20, 26, 40])('with %i files at once no run ends in a stack trace', async (limit) => {
    for (const json of ['', '--json']) {
      const result = await shell(`ulimit -n ${limit}; t kit --host a.lan --out limited ${json}`);
      expectNothingRaw(result);
      if (result.exitCode === 0) continue;
      expect(result.exitCode).toBe(5);
      const said = json === '' ? result.stderr : result.stdout;
      expect(said).toContain(
        'too many files are open: the limit that is set (ulimit -n) is too low',
      );
      if (json !== '')
        expect(JSON.parse(said)).toMatchObject({ ok: false, error: { exitCode: 5 } });
      expect((await readdir(home)).filter((name) => name.includes('limited'))).toEqual([]);
    }
  });

  it.each([
    'kit --host a.lan',
    'ca create',
    'cert issue x --profile client --self-signed',
    'cert request x --profile client',
    'cert batch list.csv',
    'inspect x',
    'verify x',
    'config show heartbeat --host a.lan --dir .',
    'export key --in x --out y',
    'certutil ca --pem',
    'wizard --answers x',
  ])('in a working folder that is gone: %s', async (words) => {
    for (const json of ['', '--json']) {
      const result = await shell(`mkdir gone && cd gone && rmdir ../gone && t ${words} ${json}`);
      expectNothingRaw(result);
      expect([3, 5]).toContain(result.exitCode);
      if (json !== '') expect(JSON.parse(result.stdout)).toMatchObject({ ok: false });
      else expect(result.stderr).toMatch(/^error: /m);
    }
  });

  it('shows what it can of several files, whatever is wrong with one', async () => {
    for (const bad of ['bad.crt', 'absent', 'work', 'list.yml', `${HOSTILE_NAME}.bad`]) {
      const { exitCode, stdout, stderr } = await run('inspect', 'es01/es01.crt', bad, 'ca/ca.crt');
      expect([exitCode, stdout.match(/^file\t/gm)?.length]).toEqual([3, 2]);
      expect(stderr).toMatch(/^error: /m);
    }
  });
});
