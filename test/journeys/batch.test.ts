// `cert batch` as it is typed: the answer, a run that is killed and taken up again, and lists that are refused.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { ledgerEntries } from '../support/ledger-entries.js';
import { itNeeding } from '../support/peer.js';
import { PROGRAM, runProgram } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { SCRIPT } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const ca = `${folder}/ca`;

beforeAll(async () => {
  expect((await runHere(['ca', 'create', '--out', ca])).exitCode).toBe(0);
});

const hosts = (count: number) =>
  `instances:\n${Array.from({ length: count }, (_, index) => `  - { name: host${index}, dns: [ host${index}.lan ] }\n`).join('')}`;

it('answers with paths on stdout and what it did on stderr', async () => {
  const cwd = `${folder}/answer`;
  await mkdir(cwd);
  writeFileSync(`${cwd}/instances.yml`, hosts(2));
  const first = await runHere(['cert', 'batch', 'instances.yml', '--ca', ca], { cwd });
  expect(first).toMatchObject({ exitCode: 0 });
  expect(first.stdout).toBe(
    ['host0', 'host1']
      .flatMap((name) =>
        [`${name}.crt`, `${name}.key`, 'ca.crt'].map((file) => `./hosts/${name}/${file}\n`),
      )
      .join(''),
  );
  expect(first.stderr).toContain('issued: 2\n');
  const second = await runHere(['cert', 'batch', 'instances.yml', '--ca', ca], { cwd });
  expect(second).toMatchObject({ exitCode: 0, stdout: '' });
  expect(second.stderr).toMatch(/issued: 0\nleft alone: 2\n {2}host0: ends at /);
  const { document } = await runHereJson<{ hosts: { name: string; state: string }[] }>(
    ['cert', 'batch', 'instances.yml', '--ca', ca],
    { cwd },
  );
  expect(document).toMatchObject({ ok: true, files: [], certificates: [] });
  expect(document.hosts.map(({ state }) => state)).toEqual(['current', 'current']);
});

it('reads stdin', async () => {
  const out = `${folder}/stdin`;
  const args = ['cert', 'batch', '-', '--ca', ca, '--out', out];
  const { exitCode } = await runHere(args, { input: 'name,dns\na,a.lan\n' });
  expect([exitCode, readdirSync(out)]).toEqual([0, ['a']]);
});

// `script` gives the program a terminal without a width.
itNeeding({ script: SCRIPT })('draws a bar on a terminal, gone in the end', async () => {
  const file = `${folder}/terminal.yml`;
  writeFileSync(file, hosts(400));
  const args = ['cert', 'batch', file, '--ca', ca, '--archive', `${folder}/x.tar.gz`];
  const words = [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`);
  const run = ['-qec', words.join(' '), '/dev/null'];
  const { stdout: text } = await runProgram('script', run, { env: { TERM: 'xterm' } });
  const drawn = text.match(/\r\[#*-+\] +\d+ of 400 hosts made/g) ?? [];
  expect(drawn.length).toBeGreaterThan(0);
  expect(new Set(drawn.map((line) => line.length))).toEqual(new Set([80]));
  expect(text).toMatch(/hosts made\r {79}\r[^#]*x\.tar\.gz\r\n[^#]*issued: 400\r\n/);
});

describe('a run that is killed', () => {
  it('is made complete by the next one: whole hosts, no serial number twice, one certificate a name', async () => {
    const count = 400;
    const own = `${folder}/kill-ca`;
    await runHere(['ca', 'create', '--out', own]);
    const file = `${folder}/kill.yml`;
    writeFileSync(file, hosts(count));
    const out = `${folder}/killed`;
    const args = ['cert', 'batch', file, '--ca', own, '--out', out];
    expect(await killedWhen(args, own, () => linesIn(`${own}/ledger.jsonl`) > 150)).toBe('SIGKILL');
    const left = readdirSync(out).filter((name) => !name.startsWith('.'));
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(count);
    for (const name of left) expect(readdirSync(`${out}/${name}`)).toHaveLength(3);

    const { exitCode, stderr } = await runHere(args);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`left alone: ${left.length}\n`);
    const serials = Array.from({ length: count }, (_, index) => {
      const path = `${out}/host${index}/host${index}`;
      const certificate = new X509Certificate(readFileSync(`${path}.crt`));
      expect(certificate.subject).toBe(`CN=host${index}`);
      return certificate.serialNumber;
    });
    expect(new Set(serials).size).toBe(count);
    expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
    const entries = ledgerEntries(`${own}/ledger.jsonl`);
    const serialsOf = (event: string) =>
      entries.filter((entry) => entry.event === event).map(({ serialNumber }) => serialNumber);
    const [issued, abandoned] = [serialsOf('issued'), serialsOf('abandoned')];
    expect(new Set(issued).size).toBe(issued.length);
    // One that lives for every name: all others were never handed out, and the ledger says so.
    const live = issued.filter((serial) => !abandoned.includes(serial));
    expect(live.map((serial) => serial.toUpperCase()).sort()).toEqual(serials.sort());
  });

  const linesIn = (path: string) => readFileSync(path, 'utf8').split('\n').length - 1;

  /** Kills the run as soon as the folder changes and `isTime`. */
  function killedWhen(
    args: readonly string[],
    watched: string,
    isTime: () => boolean,
  ): Promise<NodeJS.Signals | null> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: 'ignore' });
      const watcher = watch(watched, () => {
        if (isTime()) child.kill('SIGKILL');
      });
      child.on('close', (_, signal) => {
        watcher.close();
        resolve(signal);
      });
    });
  }
});

describe('a list that cannot be used', () => {
  const bomb = `a: &a [x]\n${[...'bcdefgh']
    .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]\n`)
    .join('')}instances: *h\n`;
  it.each([
    ['a tab', 'instances:\n\t- name: a\n', 3, /line 2: Tabs/],
    ['an alias bomb', bomb, 3, /line 1: holds no list/],
    ['millions of brackets', '['.repeat(5_000_000), 3, /line 1: is nested too deeply/],
    ['millions of values', 'a: b\n'.repeat(2_000_000), 3, /line 1: holds more than 50000 lines/],
    ['10 MB of nonsense', 'nonsense '.repeat(1_100_000), 3, /line 1: holds no list/],
    ['10 MB of octets', '\u0000\u0001'.repeat(5_000_000), 3, /line 1: /],
    ['a name twice', '- { name: a, dns: a }\n- { name: a, dns: a }\n', 3, /line 2: .*line 1/],
    ['names that differ in case', '- { name: a, dns: a }\n- { name: A, dns: a }\n', 3, /line 2: /],
    ['a filename that climbs', '- { name: a, filename: ../a, dns: a }\n', 3, /line 1: .*"\.\.\/a"/],
    ['an empty CSV', 'name,dns\n', 3, /lists no host/],
    ['nothing', '', 3, /line 1: /],
    [
      'escapes',
      '- { name: "\\e[31mred\\u202e", dns: a }\n',
      3,
      /line 1: .*\\u\{1b\}\[31mred\\u\{202e\}/,
    ],
  ])('%s', async (_, text, exit, says) => {
    const cwd = `${folder}/bad-${readdirSync(folder).length}`;
    await mkdir(cwd);
    writeFileSync(`${cwd}/list`, text);
    const { exitCode, stdout, stderr } = await runHere(['cert', 'batch', 'list', '--ca', ca], {
      cwd,
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: exit, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at |\u001b|\u202e/m);
    expect(readdirSync(cwd)).toEqual(['list']);
    const { document } = await runHereJson<{ error: { exitCode: number } }>(
      ['cert', 'batch', 'list', '--ca', ca],
      { cwd },
    );
    expect(document.error.exitCode).toBe(exit);
    expect(existsSync(`${cwd}/hosts`)).toBe(false);
  });

  it.each([
    ['that is not there', ['absent.yml'], 3, /absent\.yml/],
    ['and a CA that is not there', ['-', '--ca', 'nowhere'], 3, /nowhere/],
    ['to stdout', ['-', '--out', '-'], 2, /stdout|folder/],
    ['of stores without a password', ['-', '--ca', ca, '--format', 'pkcs12'], 4, /password/],
    ['with a bad period', ['-', '--within', 'soon'], 2, /number of days/],
  ])('%s', async (_, args, exit, says) => {
    const { exitCode, stderr, stdout } = await runHere(['cert', 'batch', ...args], {
      cwd: folder,
      input: '- { name: a, dns: a }\n',
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: exit, stdout: '' });
    expect(stderr).toMatch(says);
  });
});
