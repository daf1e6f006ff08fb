// Proves that 50 processes which issue and renew in one CA folder at once share its ledger, and that of several
// which renew one host one wins and the others say so.
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { JOURNAL } from '../support/kills.js';
import { decodeLedgerLine } from '../../src/pki/issuing/ledger.js';
import { runCli, type RunResult } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const temporary = temporaryFolder();

it('keeps the ledger whole while 50 processes issue and renew', async () => {
  const { home, ca, folderOf } = await newHome('crowd');
  const own = Array.from({ length: 20 }, (_, index) => `own-${index}`);
  const hosts = [...own, 'shared'];
  for (const name of hosts) await issueHere(home, name);
  const renewal = (name: string) => ['cert', 'renew', folderOf(name), '--ca', ca];
  const fresh = Array.from({ length: 20 }, (_, index) => `new-${index}`);
  const calls = [
    ...fresh.map((name) => issuing(home, name)),
    ...own.map(renewal),
    ...Array.from({ length: 10 }, () => renewal('shared')),
  ];
  const results = await Promise.all(calls.map((args) => runCli(args)));
  const wrong = results.slice(0, 40).filter(({ exitCode }) => exitCode !== 0);
  expect(wrong.map(({ stderr }) => stderr)).toEqual([]);
  const wins = expectOneAfterTheOther(results.slice(40));
  console.log(`50 processes: 20 issued, 20 renewed, of 10 for one host ${wins} came through`);

  const text = readFileSync(join(ca, 'ledger.jsonl'), 'utf8');
  const lines = text.split('\n').slice(0, -1);
  const entries = lines.map((line) => decodeLedgerLine(line));
  expect(entries).not.toContain(undefined);
  const made = entries.flatMap((one) =>
    one && one.event !== 'abandoned' ? [one.serialNumber] : [],
  );
  expect(new Set(made).size).toBe(made.length);
  const abandoned = entries.filter((one) => one?.event === 'abandoned');
  expect(made.length - abandoned.length).toBe(21 + 20 + 20 + wins);
  const sums = entries.map((one) => one?.sha256Fingerprint);
  for (const name of [...hosts, ...fresh]) expect(sums).toContain(fingerprintOf(folderOf(name)));
  for (const name of hosts) {
    const own = entries.filter((one) => one?.subject === `CN=${name}`);
    const gone = own.filter((one) => one?.event === 'abandoned').map((one) => one?.serialNumber);
    const last = own.findLast((one) => !gone.includes(one?.serialNumber));
    expect(last?.sha256Fingerprint, name).toBe(fingerprintOf(folderOf(name)));
  }
  const left = readdirSync(home, { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => /\.tlsmith-/.test(name))).toEqual([]);
});

it('lets one of eight settle what was cut off, and nobody undoes what another has done', async () => {
  const { home, ca, folderOf } = await newHome('cut-off');
  await issueHere(home, 'es01');
  const folder = folderOf('es01');
  await killInTheMiddle(home, folder);
  expect(readdirSync(folder)).toContain(JOURNAL);
  const call = ['cert', 'renew', folder, '--ca', ca];
  const results = await Promise.all(Array.from({ length: 8 }, () => runCli(call)));
  const wins = expectOneAfterTheOther(results);
  const settled = results.filter(({ stderr }) => /that was cut off is finished now/.test(stderr));
  expect(settled).toHaveLength(1);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  const sum = fingerprintOf(folder);
  const lines = readFileSync(join(ca, 'ledger.jsonl'), 'utf8').split('\n').slice(0, -1);
  const entries = lines.flatMap((line) => decodeLedgerLine(line) ?? []);
  const standing = entries.filter(({ serialNumber }) => {
    const own = entries.filter((one) => one.serialNumber === serialNumber);
    return own.every(({ event }) => event !== 'abandoned');
  });
  expect(standing.at(-1)?.sha256Fingerprint).toBe(sum);
  // The first, the one that was cut off, and those that came through.
  expect(standing).toHaveLength(2 + wins);
});

/** At least one came through; each of the others says that it was not alone. */
function expectOneAfterTheOther(results: readonly RunResult[]): number {
  const others = results.filter(({ exitCode }) => exitCode !== 0);
  for (const { exitCode, stderr, stdout } of others) {
    expect(`${exitCode}: ${stderr}${stdout}`).toMatch(/^5: /);
    expect(stderr + stdout).toMatch(
      /another run (\(process \d+\) )?is replacing files in|was changed by somebody else meanwhile/,
    );
  }
  expect(others.length).toBeLessThan(results.length);
  return results.length - others.length;
}

async function newHome(name: string) {
  const home = join(temporary, name);
  mkdirSync(home);
  const ca = join(home, 'ca');
  await here(['ca', 'create', '--out', ca]);
  return { home, ca, folderOf: (host: string) => join(home, host) };
}

function issuing(home: string, name: string): string[] {
  const names = ['--profile', 'server', '--san', `${name}.lan`];
  return ['cert', 'issue', name, ...names, '--out', join(home, name), '--ca', join(home, 'ca')];
}

const issueHere = (home: string, name: string) => here(issuing(home, name));

async function here(args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runHere(args);
  expect(exitCode, stderr).toBe(0);
}

/** The key fits, too. */
function fingerprintOf(folder: string): string {
  const stem = join(folder, folder.split('/').at(-1) as string);
  const certificate = new X509Certificate(readFileSync(`${stem}.crt`));
  expect(certificate.checkPrivateKey(createPrivateKey(readFileSync(`${stem}.key`)))).toBe(true);
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

/** What stands between the two renames, of a process whose number nobody has. */
async function killInTheMiddle(home: string, folder: string): Promise<void> {
  const old = `${folder}-before`;
  cpSync(folder, old, { recursive: true });
  await here(['cert', 'renew', folder, '--ca', join(home, 'ca')]);
  const gone = 4_194_303;
  const staging = `.es01.tlsmith-${gone}-0123456789ab`;
  for (const one of ['new', 'previous', 'old', 'older']) {
    mkdirSync(join(folder, staging, one), { recursive: true, mode: 0o700 });
  }
  const names = ['es01.crt', 'es01.key'];
  const sum = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  const files = names.map((name) => ({
    name,
    before: sum(join(old, name)),
    after: sum(join(folder, name)),
  }));
  const entries = readFileSync(join(home, 'ca/ledger.jsonl'), 'utf8').trim().split('\n');
  const journal = {
    ...{
      version: 1,
      act: 'renewal',
      at: '2026-01-01T00:00:00Z',
      process: gone,
      started: '',
      boot: '',
    },
    ...{ staging, files, removed: [], hook: false },
    ledger: {
      path: join(home, 'ca/ledger.jsonl'),
      entries: [JSON.parse(entries.at(-1) as string)],
    },
  };
  cpSync(join(folder, 'es01.key'), join(folder, staging, 'new/es01.key'));
  cpSync(join(old, 'es01.key'), join(folder, 'es01.key'));
  writeFileSync(join(folder, JOURNAL), JSON.stringify(journal), { mode: 0o600 });
}
