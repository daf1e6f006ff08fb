// Proves `cert list` and `cert show` through the program: what every command records, and what is found again.
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ListedCertificate } from '../../src/app/ledger/listed.js';
import { ledgerEntries } from '../support/ledger-entries.js';
import { entryOf } from '../support/ledger-of.js';
import { peakFromHere } from '../support/peak-memory.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const cwd = temporaryFolder();
const run = (line: string, ...more: string[]) => runHere([...line.split(' '), ...more], { cwd });

interface Listing {
  ok: boolean;
  count: number;
  total: number;
  certificates: ListedCertificate[];
  warnings?: string[];
}
const list = async (...args: string[]) =>
  (await runHereJson<Listing>(['cert', 'list', ...args], { cwd })).document;

beforeAll(async () => {
  await run('ca create');
  await writeFile(join(cwd, 'hosts.csv'), 'name,dns\nb1,b1.lan\n');
});

describe('the ledger says where the certificate was written', () => {
  it.each<[string, string | undefined]>([
    ['cert issue es01 --profile server --san es01.lan', 'es01/es01.crt'],
    ['cert issue store --profile client --format pkcs12 --generate-password', 'store/keystore.p12'],
    ['cert issue both --profile client --format pem,pkcs12 --generate-password', 'both/both.crt'],
    ['cert issue elsewhere --profile client --out ./deep/place', 'deep/place/elsewhere.crt'],
    ['ca create --issuer ca --out issuing', 'issuing/ca.crt'],
    ['cert batch hosts.csv --out hosts', 'hosts/b1/b1.crt'],
    ['cert batch hosts.csv --archive hosts.zip', undefined],
    [
      'certutil cert --ca-cert ca/ca.crt --ca-key ca/ca.key --name n --out n.p12 --pass=',
      undefined,
    ],
    [
      'kit heartbeat logstash --host l.lan --ca ca --no-handshake --out kit',
      'kit/heartbeat/heartbeat.crt',
    ],
    [
      'kit heartbeat logstash --host l.lan --ca ca --no-handshake --store pkcs12 --stack 8 --out none',
      undefined,
    ],
  ])('%s', async (line, path) => {
    const before = ledgerEntries(join(cwd, 'ca/ledger.jsonl')).length;
    const { exitCode } = await run(line);
    const added = ledgerEntries(join(cwd, 'ca/ledger.jsonl')).slice(before);
    if (exitCode === 0 && path !== undefined) {
      expect(added.at(-1)?.path).toBe(join(cwd, path));
      expect(Object.keys(added.at(-1) ?? {}).at(-1)).toBe('path');
    } else {
      expect(added.map(({ path: none }) => none)).toEqual(added.map(() => undefined));
    }
  });

  it('of a new kit too', async () => {
    await run('kit heartbeat logstash --host l.lan --no-handshake --out new');
    const paths = ledgerEntries(join(cwd, 'new/ca/ledger.jsonl')).map(({ path }) => path);
    expect(paths.sort()).toEqual(
      ['heartbeat/heartbeat.crt', 'logstash/logstash.crt'].map((path) => join(cwd, 'new', path)),
    );
  });
});

it('lists what was issued, in one document, and finds each again', async () => {
  const { ok, count, total, certificates } = await list();
  expect([ok, count, certificates.length]).toEqual([true, total, total]);
  const ends = certificates.map(({ notAfter }) => notAfter);
  expect(ends).toEqual(ends.toSorted());
  const own = certificates.find(({ subject }) => subject === 'CN=es01');
  const fingerprint = own?.sha256Fingerprint.toUpperCase().match(/../g)?.join(':') as string;
  for (const digits of [own?.serialNumber as string, fingerprint]) {
    const { exitCode, document } = await runHereJson<{ certificate: unknown }>(
      ['cert', 'show', digits],
      { cwd },
    );
    expect([exitCode, document.certificate]).toEqual([0, own]);
  }
});

it.each<[string, string[], string[]]>([
  ['a name', ['--name', 'es01.*'], ['CN=es01']],
  [
    'a state and a profile',
    ['--state', 'valid', '--profile', 'server', '--name', 'es01'],
    ['CN=es01'],
  ],
  ['a state that none has', ['--state', 'revoked'], []],
])('asks for %s', async (_, args, subjects) => {
  const { certificates } = await list(...args);
  expect(certificates.map(({ subject }) => subject)).toEqual(subjects);
});

it('is CSV, and plain rows in a pipe, with exit 0 also where nothing fits', async () => {
  const rows = await run('cert list --name es01 --as csv');
  expect(rows.stdout).toMatch(/^state,notAfter,.*\r\nvalid,.*,CN=es01,dns:es01\.lan,.*\r\n$/);
  expect((await run('cert list --name es01')).stdout).toMatch(
    /^valid\t.*\tCN=es01\tdns:es01\.lan\t.*\n$/,
  );
  expect(await run('cert list --name nobody')).toMatchObject({
    ...{ exitCode: 0, stdout: '' },
    stderr: expect.stringMatching(/^none of \d+ in "\.\/ca\/ledger\.jsonl" fits\n$/),
  });
});

it('tells of a torn line once, and lists the others', async () => {
  const before = (await list()).count;
  await run('cert issue torn-ca --self-signed --profile client');
  await appendFile(join(cwd, 'ca/ledger.jsonl'), '{"at":"2026-01-01T00:00:00Z","event":"iss');
  const { count, warnings } = await list();
  expect(count).toBe(before);
  expect(warnings).toEqual([expect.stringMatching(/ledger\.jsonl": line \d+ is torn/)]);
  expect((await run('cert list')).stderr).toMatch(/^warning: .* is torn or no entry: left out\n$/);
});

it.each<[string, string, number]>([
  ['no CA folder', 'cert list --ca absent', 3],
  ['a folder without a ledger', 'cert show 5f0c2a91 --ca es01', 3],
  ['a certificate that is not there', 'cert show 0123456789', 1],
  ['digits that are none', 'cert show es01', 2],
  ['two forms', 'cert list --as csv --json', 2],
])('ends by its kind: %s', async (_, line, exitCode) => {
  expect((await run(line)).exitCode).toBe(exitCode);
});

it('keeps little of a long ledger', async () => {
  const folder = join(cwd, 'long');
  const serialOf = (index: number) => `5${index.toString(16).padStart(33, '0')}`;
  const lines = Array.from({ length: 200_000 }, (_, index) => {
    const end = new Date(Date.UTC(2030, 0, 1, 0, (index * 7919) % 200_000));
    return JSON.stringify(entryOf(serialOf(index), { notAfter: end.toISOString() }));
  });
  await run('ca create --out long');
  await writeFile(join(folder, 'ledger.jsonl'), `${lines.join('\n')}\n`);
  lines.length = 0;
  const size = (await readFile(join(folder, 'ledger.jsonl'))).length;
  const peak = peakFromHere();
  const { exitCode, stdout } = await run('cert list --state expired', '--ca', 'long');
  expect([exitCode, stdout]).toEqual([0, '']);
  expect(peak()).toBeLessThan(size);
  const shown = await run(`cert show ${serialOf(199_999)} --ca long`);
  expect(shown.stdout).toContain(`serialNumber\t${serialOf(199_999)}\n`);
});
