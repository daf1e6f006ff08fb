// Proves `cert renew` through the program: what it answers, exit codes, and what a hook is told and is not.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RenewalDocument } from '../../src/cli/present/renewal.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const cwd = temporaryFolder();
const run = (line: string, ...more: string[]) => runHere([...line.split(' '), ...more], { cwd });
const answer = (...args: string[]) =>
  runHereJson<RenewalDocument & { ok: boolean }>(['cert', 'renew', ...args], { cwd });
const node = JSON.stringify(process.execPath);

beforeAll(async () => {
  await writeFile(join(cwd, 'password'), 'a password');
  await run('ca create');
  await run('kit heartbeat logstash --host l.lan --no-handshake');
  for (const name of ['one', 'two']) {
    await run(`cert issue ${name} --profile client --out hosts/${name} --password-file password`);
  }
});

it('answers one document: files, certificates, hosts, handshakes', async () => {
  const { exitCode, document, stderr } = await answer('tlsmith-kit');
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(Object.keys(document)).toEqual([
    ...['ok', 'files', 'certificates', 'hosts', 'handshakes'],
  ]);
  const [heartbeat, logstash] = document.hosts;
  expect(document.hosts.map(({ path, state, key }) => [path, state, key])).toEqual([
    ['tlsmith-kit/heartbeat', 'renewed', 'new'],
    ['tlsmith-kit/logstash', 'renewed', 'new'],
  ]);
  expect(heartbeat?.certificate).toEqual(document.certificates[0]);
  expect(logstash?.files).toEqual([
    { path: 'tlsmith-kit/logstash/logstash.crt', kind: 'certificate', mode: '0644' },
    { path: 'tlsmith-kit/logstash/logstash.key', kind: 'private-key', mode: '0600' },
  ]);
  expect(document.files).toEqual([...(heartbeat?.files ?? []), ...(logstash?.files ?? [])]);
  expect(logstash?.uptake).toMatchObject({ target: 'logstash', by: 'restart' });
  expect(document.handshakes.length).toBeGreaterThan(2);
});

it('is said by kit, asked for a kit that exists', async () => {
  const again = await run('kit heartbeat logstash --host l.lan');
  expect(again.exitCode).toBe(5);
  expect(again.stderr).toMatch(/renew what it holds with tlsmith cert renew/);
});

it.each<[line: string, exitCode: number, code: string | undefined]>([
  ['tlsmith-kit --within 30d', 0, undefined],
  ['tlsmith-kit --within 33% --hook x', 0, undefined],
  ['tlsmith-kit --dry-run', 0, undefined],
  ['tlsmith-kit --rollback', 0, undefined],
  ['tlsmith-kit --within 0%', 2, 'number-invalid'],
  ['tlsmith-kit --hook "x|y"', 2, 'flag-value-invalid'],
  ['tlsmith-kit --rollback --keep-key', 2, 'flags-conflict'],
  ['tlsmith-kit --force', 2, 'flags-conflict'],
  ['tlsmith-kit --out -', 2, 'stdout-unsuitable'],
  ['absent', 3, 'input-absent'],
  ['absent tlsmith-kit hosts/one', 3, 'input-absent'],
  ['hosts/one', 4, 'password-missing'],
  ['hosts/one absent', 4, 'password-missing'],
  ['hosts/two --rollback --in-password-file password', 3, 'input-absent'],
  ['tlsmith-kit --ca ca', 7, 'issuer-chain-invalid'],
])('cert renew %s: exit %i', async (line, exitCode, code) => {
  const words = line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [];
  const result = await answer(...words);
  expect([result.exitCode, result.document.error?.code]).toEqual([exitCode, code]);
  expect(result.document.ok).toBe(exitCode === 0);
});

it('reads a password of stdin once, for all hosts', async () => {
  const options = { cwd, input: 'a password' };
  const line = 'cert renew hosts --in-password-file -';
  const { exitCode, stderr } = await runHere(line.split(' '), options);
  expect([exitCode, stderr.split('\n')[0]]).toEqual([0, 'renewed: 2']);
});

describe('a hook', () => {
  const printing = `${node} -p "JSON.stringify(process.env)"`;

  it('is told paths, and no password that the program was told', async () => {
    const secret = 'a password';
    const line = ['cert', 'renew', 'hosts', '--in-password-env', 'OPENS', '--hook', printing];
    const env = { OPENS: secret, OTHER: 'stays' };
    const { document } = await runHereJson<RenewalDocument>(line, { cwd, env });
    const told = JSON.parse(document.hook?.output ?? '{}') as Record<string, string>;
    expect(told).toMatchObject({
      OTHER: 'stays',
      TLSMITH_FOLDERS: ['one', 'two'].map((name) => join(cwd, 'hosts', name)).join('\n'),
    });
    expect(told).not.toHaveProperty('OPENS');
    expect(document.hook?.output).not.toContain(secret);
  });

  it.each<[string, hook: string, exitCode: number | null, output: RegExp]>([
    ['fails', `${node} -e "console.log(1);process.exit(4)"`, 4, /^1\n$/],
    ['is absent', '/absent/program', null, /ENOENT/],
    ['is killed', `${node} -e "process.kill(process.pid)"`, null, /^$/],
  ])(
    'that %s is exit 1, the files stay, and the next run repeats it',
    async (_, hook, code, output) => {
      const path = join(cwd, 'tlsmith-kit/logstash/logstash.crt');
      const before = await readFile(path, 'utf8');
      const failed = await answer('tlsmith-kit', '--hook', hook);
      expect([failed.exitCode, failed.document.hook?.exitCode]).toEqual([1, code]);
      const { output: text, reason = '' } = failed.document.hook ?? { output: 'no hook' };
      expect(reason + text).toMatch(output);
      const renewed = await readFile(path, 'utf8');
      expect(renewed).not.toBe(before);
      const again = await answer('tlsmith-kit', '--within', '30d', '--hook', printing);
      expect([again.exitCode, again.document.hook?.exitCode]).toEqual([0, 0]);
      expect(await readFile(path, 'utf8')).toBe(renewed);
      const last = await answer('tlsmith-kit', '--within', '30d', '--hook', printing);
      expect(last.document).not.toHaveProperty('hook');
    },
  );
});
