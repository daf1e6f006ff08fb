// Compiled code that is kept between runs: used where it fits, never where the program has changed, and nothing but code is in it.
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { itNeeding } from '../support/peer.js';
import { copyProgram, programOfSomebody, ROOT } from '../support/program-of-somebody.js';
import { runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const base = temporaryFolder();
const copy = join(base, 'program');
copyProgram(copy);
let count = 0;
let home: string;

beforeEach(() => {
  home = join(base, `home-${(count += 1)}`);
  mkdirSync(home, { mode: 0o700 });
});

const run = (args: string[], env: Record<string, string> = {}) =>
  runProgram(process.execPath, [join(copy, 'bin/run.js'), ...args], {
    cwd: base,
    env: { XDG_CACHE_HOME: home, ...env },
  });
const cached = () => (existsSync(`${home}/tlsmith`) ? readdirSync(`${home}/tlsmith`) : []);

it('is kept after the first run, closed to others, and left alone by the next', async () => {
  const first = await run(['--help']);
  expect(cached()).toHaveLength(1);
  const file = `${home}/tlsmith/${cached()[0]}`;
  const { mode, ino } = lstatSync(file);
  expect(mode & 0o777).toBe(0o600);
  expect(await run(['--help'])).toEqual(first);
  expect(lstatSync(file).ino).toBe(ino);
});

it('is one file for all runs of a command, whatever their words', async () => {
  await run(['ca', 'create', '--out', 'one']);
  for (const words of ['one/ca.crt', 'two', 'inspect', '--short', '-x'])
    await run(['inspect', words]);
  await run(['inspect', 'one/ca.key']);
  expect(cached().map((name) => name.replace(/-v\d.*/, ''))).toEqual(['ca-create', 'inspect']);
});

it('is kept of a run whose answer is no', async () => {
  expect((await run(['inspect', 'one/ca.crt', '--for', 'heartbeat'])).exitCode).toBe(0);
  const ca = ['--ca', 'one/ca.crt'];
  expect((await run(['verify', 'one/ca.crt', ...ca, '--host', 'nope.lan'])).exitCode).toBe(1);
  expect(cached()).toHaveLength(2);
});

it('keeps what other runs of the command needed', async () => {
  writeFileSync(join(base, 'hosts.yml'), '- name: a\n  dns: a.lan\n');
  writeFileSync(join(base, 'hosts.csv'), 'name,dns\na,a.lan\n');
  const batch = (list: string) => run(['cert', 'batch', list, '--ca', 'one', '--dry-run']);
  for (const list of ['hosts.yml', 'hosts.csv']) expect((await batch(list)).exitCode).toBe(0);
  const file = `${home}/tlsmith/${cached()[0]}`;
  const { ino } = lstatSync(file);
  for (const list of ['hosts.yml', 'hosts.csv']) await batch(list);
  expect(lstatSync(file).ino).toBe(ino);
});

it('takes away what killed runs have left beside it', async () => {
  await run(['--version']);
  const folder = `${home}/tlsmith`;
  const alive = `help.code.${process.pid}`;
  for (const name of ['help.code.999999999', alive]) writeFileSync(`${folder}/${name}`, '');
  await run(['config', 'list']);
  expect(cached()).not.toContain('help.code.999999999');
  expect(cached()).toContain(alive);
});

it('is not kept of a run that failed', async () => {
  expect((await run(['inspect', 'absent'])).exitCode).toBe(3);
  expect(cached()).toEqual([]);
});

it('is never used for a program with another content of the same length', async () => {
  await run(['--version']);
  const file = join(copy, 'dist/program.cjs');
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, source.replace('tlsmith/0.1.0', 'tlsmith/9.8.7'));
  const changed = await run(['--version']);
  writeFileSync(file, source);
  expect(changed.stdout).toContain('tlsmith/9.8.7 ');
  expect((await run(['--version'])).stdout).toContain('tlsmith/0.1.0 ');
});

it.each([
  ['nothing', () => Buffer.alloc(0)],
  ['garbage', () => Buffer.from('garbage without an end')],
  ['a header without its code', (whole: Buffer) => whole.subarray(0, whole.indexOf('\n') + 1)],
  ['half of itself', (whole: Buffer) => whole.subarray(0, whole.length >> 1)],
  ['other code', (whole: Buffer) => Buffer.concat([whole.subarray(0, -4096), Buffer.alloc(4096)])],
  ['a header of another kind', () => Buffer.from('[{"name":5,"source":-1,"code":1e99}]\n')],
  ['null', () => Buffer.from('null\n')],
])('is replaced where its file holds %s', async (_, damage) => {
  const first = await run(['--version']);
  const file = `${home}/tlsmith/${cached()[0]}`;
  writeFileSync(file, damage(readFileSync(file)));
  const { ino } = lstatSync(file);
  expect(await run(['--version'])).toEqual(first);
  expect(lstatSync(file).ino).not.toBe(ino);
  expect(cached()).toHaveLength(1);
});

it('is not made where Node is told to keep none', async () => {
  await run(['--version'], { NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(cached()).toEqual([]);
});

it('holds nothing of what a run read', async () => {
  const password = 'CANARY-of-the-password';
  writeFileSync(join(base, 'password'), password);
  const { exitCode } = await run([
    'ca',
    'create',
    '--out',
    'secret',
    '--ca-password-file',
    'password',
    '--name',
    'CANARY-name',
  ]);
  expect(exitCode).toBe(0);
  const bytes = readFileSync(`${home}/tlsmith/${cached()[0]}`);
  for (const text of [password, 'CANARY-name']) {
    for (const encoding of ['latin1', 'utf16le'] as const) {
      expect(bytes.includes(Buffer.from(text, encoding))).toBe(false);
    }
  }
});

itNeeding({ root: ROOT })(
  'is not needed: nobody runs a package that he can only read',
  async () => {
    chmodSync(base, 0o755);
    const { program, somebody } = programOfSomebody(join(base, 'readable'));
    const { exitCode, stdout, stderr } = await runProgram(
      process.execPath,
      [program, '--version'],
      {
        cwd: '/',
        env: { HOME: '/nonexistent' },
        ...somebody,
      },
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('tlsmith/');
  },
);

it('a Node that is too old is told so, and no damage', async () => {
  const old = join(base, 'old.cjs');
  writeFileSync(
    old,
    `Object.defineProperty(process.versions, 'node', { value: '18.20.4' });
Object.defineProperty(process, 'version', { value: 'v18.20.4' });`,
  );
  const { exitCode, stdout } = await runProgram(
    process.execPath,
    ['-r', old, join(copy, 'bin/run.js'), '--version', '--json'],
    { cwd: base },
  );
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    error: {
      code: 'version-unknown',
      message: expect.stringContaining('this is v18.20.4') as string,
    },
  });
});
