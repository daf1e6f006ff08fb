// Proves `status` through the program: kits, CA folders, stores, odd folders and ended certificates, in every form, and its exit codes.
import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StatusReport } from '../../src/app/status/report.js';
import { ended, pem, root } from '../support/ended-certificates.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const cwd = temporaryFolder();
const at = (...names: string[]) => join(cwd, ...names);
const run = (line: string, input = '') => runHere(line.split(' '), { cwd, input });
const report = (line: string) =>
  runHereJson<StatusReport & { error?: { code: string } }>(line.split(' '), { cwd });
const subjects = ({ items }: StatusReport) => [...new Set(items.map(({ subject }) => subject))];

beforeAll(async () => {
  await run('ca create --name Ours');
  await run('cert issue es01 --profile server --san es01.lan --days 20');
  const kit = 'kit logstash-output logstash-input --host l.lan --ca ca --no-handshake';
  await run(`${kit} --store pkcs12`);
  await mkdir(at('old'));
  await writeFile(at('old/old.crt'), pem(ended));
  await writeFile(at('old/ca.crt'), pem(root));
});

it('finds what a kit, a CA folder and hosts hold, the first to end first', async () => {
  const { exitCode, document } = await report('status');
  const { ok, items, unread, files } = document;
  expect([exitCode, ok, unread]).toEqual([1, false, []]);
  expect(files).toBeGreaterThan(10);
  expect(subjects(document)).toEqual([
    ...['CN=ended', 'CN=es01', 'CN=logstash-input', 'CN=logstash-output'],
    ...['CN=Ours', 'CN=Test CA'],
  ]);
  expect(items[0]).toMatchObject({ path: 'old/old.crt', state: 'expired', ca: false });
  expect(items[1]).toMatchObject({
    ...{ path: 'es01/es01.crt', state: 'expiring', daysLeft: 19, subject: 'CN=es01' },
    next: ['tlsmith', 'cert', 'renew', 'es01', '--ca', 'ca'],
  });
  const store = items.find(({ path }) => path === 'tlsmith-kit/logstash-input/keystore.p12');
  const ours = items.find(({ path }) => path === 'ca/ca.crt');
  expect(store).toMatchObject({ alias: 'logstash-input', issuedBy: ours?.sha256Fingerprint });
  expect(store?.configs[0]).toMatchObject({
    file: 'tlsmith-kit/logstash-input/logstash-input.conf',
  });
});

it.each<[string, string, number]>([
  ['nothing ends soon', 'status ca tlsmith-kit', 0],
  ['something ends soon', 'status es01', 1],
  ['nothing ends so soon', 'status es01 --within 10d', 0],
  ['something ends within years', 'status ca --within 20y', 1],
  ['something has ended', 'status old --within 1d', 1],
  ['a path is absent', 'status ca absent', 3],
  ['a file holds nothing', 'status es01/es01.key', 3],
  ['a folder holds nothing', 'status empty', 3],
  ['a store is locked', 'status alone.p12', 4],
  ['a duration is none', 'status --within soon', 2],
  ['a form is none', 'status --as yaml', 2],
  ['a form and JSON', 'status --as csv --json', 2],
  ['a file without a form', 'status --out x', 2],
  ['force without a file', 'status --as csv --force', 2],
  ['stdin twice', 'status - --in-password-file -', 2],
])('%s: %s is exit %i', async (_, line, exitCode) => {
  await mkdir(at('empty'), { recursive: true });
  await cp(at('tlsmith-kit/logstash-input/keystore.p12'), at('alone.p12'));
  expect((await run(line)).exitCode).toBe(exitCode);
});

it('says what is wrong with what was named, and shows the rest', async () => {
  const { exitCode, document } = await report('status absent es01/es01.crt');
  expect([exitCode, document.error?.code]).toEqual([3, 'input-absent']);
  expect(document.items).toHaveLength(1);
  const { stdout, stderr } = await run('status absent es01/es01.crt');
  expect(stdout).toMatch(
    /^expiring\t[^\t]+\t19\tcertificate\tCN=es01\tes01\/es01\.crt\ttlsmith cert renew es01 --ca \.\/ca\n$/,
  );
  expect(stderr).toMatch(/^1 certificate .*\nerror: "absent" does not exist\n$/);
});

it('reads stdin, and a store with the password of the call', async () => {
  const { stdout } = await run('status -', await readFile(at('old/old.crt'), 'utf8'));
  expect(stdout).toMatch(/^expired\t.*\tCN=ended\t-\t\n$/);
  const secrets = await readFile(at('tlsmith-kit/logstash-input/secrets.env'), 'utf8');
  await writeFile(at('password'), /KEYSTORE_PASSWORD=(.*)/.exec(secrets)?.[1] ?? '');
  await cp(at('tlsmith-kit/logstash-input/keystore.p12'), at('alone.p12'));
  expect((await run('status alone.p12 --in-password-file password')).exitCode).toBe(0);
});

describe('into a file', () => {
  it.each([
    ['csv', /^state,daysLeft,/],
    ['prometheus', /^# HELP tlsmith_certificate_not_after_timestamp_seconds /],
    ['ical', /^BEGIN:VCALENDAR\r\n/],
  ])('%s', async (form, begins) => {
    const line = `status es01 --as ${form}`;
    const file = `${form}.out`;
    const first = await run(`${line} --out ${file}`);
    expect([first.exitCode, first.stdout]).toEqual([1, `${file}\n`]);
    const text = await readFile(at(file), 'utf8');
    expect(text).toMatch(begins);
    expect((await stat(at(file))).mode & 0o777).toBe(0o644);
    const { stdout } = await run(`${line} --out -`);
    const lines = (all: string) => all.replace(/DTSTAMP:.*|last_run\S* \d+/g, '');
    expect(lines(stdout)).toBe(lines(text));
    const again = await run(`${line} --out ${file}`);
    expect([again.exitCode, again.stderr]).toEqual([5, expect.stringMatching(/--force/)]);
    await writeFile(at(file), 'old');
    expect((await run(`${line} --out ${file} --force`)).exitCode).toBe(1);
    expect(await readFile(at(file), 'utf8')).toMatch(begins);
  });

  it('that may not be written is refused before anything is read', async () => {
    const { exitCode, stderr } = await run('status absent --as csv --out es01/es01.crt');
    expect([exitCode, stderr]).toEqual([5, expect.stringMatching(/exists already/)]);
  });

  it('is not written where nothing is found', async () => {
    expect((await run('status empty --as csv --out nothing.csv')).exitCode).toBe(3);
    await expect(stat(at('nothing.csv'))).rejects.toThrow();
  });
});

it('ends in odd folders, whatever lies about there', async () => {
  await mkdir(at('odd/locked'), { recursive: true });
  await mkdir(at('odd/k8s/..2026'), { recursive: true });
  await cp(at('old/old.crt'), at('odd/k8s/..2026/tls.crt'));
  await symlink('..2026', at('odd/k8s/..data'));
  await symlink('..data/tls.crt', at('odd/k8s/tls.crt'));
  for (const [link, target] of [
    ['up', '..'],
    ['loop.crt', 'loop.crt'],
    ['dev', '/dev'],
    ['zero.crt', '/dev/zero'],
  ] as const) {
    await symlink(target, at('odd', link));
  }
  spawnSync('mkfifo', [at('odd/pipe.crt')]);
  await writeFile(at('odd/big.crt'), Buffer.alloc(17 * 1024 * 1024, 'x'));
  await writeFile(at('odd/a\u001b[31m.crt'), 'no certificate');
  await chmod(at('odd/locked'), 0o000);
  const { exitCode, document } = await report('status odd');
  expect([exitCode, document.items.map(({ path }) => path)]).toEqual([1, ['odd/k8s/tls.crt']]);
  const messages = document.unread.map(({ message }) => message);
  expect(messages).toContain('"odd/big.crt" is larger than 16777216 bytes, the most that is read');
  const plain = await run('status odd');
  expect(plain.stderr).toContain('not read: "odd/a\\u{1b}[31m.crt" is text without PEM');
});

it('shows how far it has come where a terminal draws nothing', async () => {
  await mkdir(at('many'));
  for (let index = 0; index < 1000; index += 1) await writeFile(at(`many/${index}`), '');
  await writeFile(at('many/old.crt'), pem(ended));
  const { stderr } = await run('status many');
  expect(stderr).toMatch(/^1000 of 1001 files looked at\n1 certificate or CRL in 1001 files: /);
  expect((await run('status many --quiet')).stderr).toBe('');
});
