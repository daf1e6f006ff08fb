// Proves that issue, renew, batch and rollback, killed at 100 random moments, leave whole files, and that one
// more renewal makes each folder old or new, with a ledger that knows it.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { inBatches } from '../support/in-batches.js';
import { JOURNAL, killAtRandom, seeded, STAGING } from '../support/kills.js';
import { ledgerEntries } from '../support/ledger-entries.js';
import { runCli } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const temporary = temporaryFolder();
/** Each with a CA of its own, side by side. */
const LANES = 4;
const KILLS = 25;
const HOSTS = ['es01', 'es02', 'es03'] as const;
const ACTS = ['issue', 'renew', 'batch', 'rollback'] as const;
type Act = (typeof ACTS)[number];
const MOMENTS = ['before', 'staged', 'journal', 'after', 'not killed'] as const;
type Moment = (typeof MOMENTS)[number];

interface Lane {
  home: string;
  random: () => number;
  usual: Record<Act, number>;
  figures: Record<string, number>;
}

it('leaves whole files when it is killed, and one more run folders of one generation', async () => {
  const lanes = await Promise.all(Array.from({ length: LANES }, (_, index) => newLane(index)));
  await inBatches(lanes, LANES, async (lane) => {
    for (let count = 0; killsOf(lane) < KILLS; count += 1) await killAndJudge(lane, count);
  });
  const sum = (key: string) => lanes.reduce((total, { figures }) => total + (figures[key] ?? 0), 0);
  for (const act of ACTS) {
    const counts = MOMENTS.map((moment) => `${moment} ${sum(`${act} ${moment}`)}`);
    console.log(`${act}: ${counts.join(', ')}`);
  }
  console.log(`then finished ${sum('finished')}, undone ${sum('undone')}`);
  expect(sum('renew journal') + sum('rollback journal')).toBeGreaterThan(5);
  expect(sum('renew staged') + sum('rollback staged')).toBeGreaterThan(5);
});

async function newLane(index: number): Promise<Lane> {
  const home = join(temporary, `lane-${index}`);
  for (const folder of ['hosts', 'new', 'batch'])
    mkdirSync(join(home, folder), { recursive: true });
  await here(['ca', 'create', '--out', join(home, 'ca')]);
  const usual = {} as Lane['usual'];
  const lane: Lane = { home, random: seeded(index + 1), usual, figures: {} };
  for (const host of HOSTS) await here(issueTo(join(home, 'hosts', host), lane));
  for (const act of ['renew', 'rollback', 'issue', 'batch'] as const) {
    const started = performance.now();
    const { exitCode, stderr } = await runCli(callOf(act, lane, 'es01', 'first'));
    expect(exitCode, stderr).toBe(0);
    usual[act] = performance.now() - started;
  }
  return lane;
}

function issueTo(folder: string, { home }: Lane): string[] {
  const name = basename(folder);
  const names = ['--profile', 'server', '--san', `${name}.lan`];
  return ['cert', 'issue', name, ...names, '--out', folder, '--ca', join(home, 'ca')];
}

function callOf(act: Act, lane: Lane, host: string, name: string): string[] {
  const { home } = lane;
  const ca = ['--ca', join(home, 'ca')];
  const folder = join(home, 'hosts', host);
  if (act === 'renew') return ['cert', 'renew', folder, ...ca];
  if (act === 'rollback') return ['cert', 'renew', folder, '--rollback', ...ca];
  if (act === 'issue') return issueTo(join(home, 'new', name), lane);
  const list = join(home, `${name}.yml`);
  const entries = [1, 2, 3].map((one) => `  - {name: ${name}-${one}, dns: [${name}-${one}.lan]}\n`);
  writeFileSync(list, `instances:\n${entries.join('')}`);
  return ['cert', 'batch', list, '--out', join(home, 'batch'), ...ca];
}

async function killAndJudge(lane: Lane, count: number): Promise<void> {
  const { home, random, usual, figures } = lane;
  const isFirst = random() < 0.3;
  const act: Act = isFirst
    ? pick(['issue', 'batch'] as const, lane)
    : pick(['renew', 'rollback'] as const, lane);
  const [host, name] = [pick(HOSTS, lane), `n${count}`];
  const args = callOf(act, lane, host, name);
  const group = { issue: 'new', batch: 'batch', renew: 'hosts', rollback: 'hosts' }[act];
  const watched = isFirst ? join(home, group) : join(home, 'hosts', host);
  const touched = () =>
    isFirst ? foldersIn(join(home, group), name) : HOSTS.map((one) => join(home, 'hosts', one));
  const before = isFirst
    ? new Map<string, string[]>()
    : new Map(touched().map((one) => [one, serialsOf(one)]));
  const wasKilled = await killAtRandom({
    args,
    watched,
    usual: usual[act],
    hasJournal: !isFirst,
    random,
  });
  for (const folder of touched()) expectWholeFiles(folder);
  const isOld = JSON.stringify(touched().map(serialsOf)) === JSON.stringify([...before.values()]);
  const moment = wasKilled ? momentOf(watched, isOld) : 'not killed';
  add(figures, `${act} ${moment}`, 1);

  const again = isFirst ? touched() : [watched];
  const renewal = ['cert', 'renew', ...again, '--within', '1d', '--ca', join(home, 'ca')];
  const said = again.length > 0 ? await here(renewal) : '';
  for (const one of ['finished', 'undone'])
    add(figures, one, said.split(`is ${one} now`).length - 1);
  judge(touched(), before, home, `${home}, ${count}: ${act}, ${moment}`);
  if (!isFirst) return;
  // What was staged for folders that are not there goes with the next run that makes one.
  await here(act === 'batch' ? args : issueTo(join(home, 'new', `${name}-next`), lane));
  judge(touched(), before, home, `${home}, ${count}: after ${act}, ${moment}`);
  expect(readdirSync(join(home, group)).filter(isLeftOver)).toEqual([]);
}

/** Its number may be that of another process by now: then nobody dares to take it away. */
function isLeftOver(name: string): boolean {
  const [, pid] = STAGING.exec(name) ?? [];
  if (pid === undefined) return name.startsWith('.');
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch {
    return true;
  }
}

function momentOf(watched: string, isOld: boolean): Moment {
  const names = readdirSync(watched);
  if (names.includes(JOURNAL)) return 'journal';
  if (names.some((name) => STAGING.test(name))) return isOld ? 'staged' : 'after';
  return isOld ? 'before' : 'after';
}

/** What stands under a final name parses to its end. */
function expectWholeFiles(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => !one.startsWith('.'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text, name).toMatch(/^(-----BEGIN ([A-Z ]+)-----\n[^-]+\n-----END \2-----\n)+$/);
    if (/\.key/.test(name)) createPrivateKey(text);
    else new X509Certificate(text);
  }
}

/** Of the certificate that stands there, and of the one that it replaced. */
function serialsOf(folder: string): string[] {
  const files = ['', '.previous'].map((end) => join(folder, `${basename(folder)}.crt${end}`));
  return files.filter(existsSync).map((file) => serialOf(file));
}

function serialOf(file: string): string {
  return new X509Certificate(readFileSync(file)).serialNumber.toLowerCase();
}

function judge(
  folders: readonly string[],
  before: ReadonlyMap<string, readonly string[]>,
  home: string,
  what: string,
): void {
  const entries = ledgerEntries(join(home, 'ca/ledger.jsonl'));
  for (const folder of folders) {
    expectWholeFiles(folder);
    expect(
      readdirSync(folder).filter((name) => name.startsWith('.')),
      what,
    ).toEqual([]);
    const name = join(folder, basename(folder));
    const ends = existsSync(`${name}.crt.previous`) ? ['', '.previous'] : [''];
    for (const end of ends) {
      const certificate = new X509Certificate(readFileSync(`${name}.crt${end}`));
      const key = createPrivateKey(readFileSync(`${name}.key${end}`));
      expect(certificate.checkPrivateKey(key), `${what}: ${folder} ${end}`).toBe(true);
    }
    const [serial, previous] = serialsOf(folder) as [string, string | undefined];
    const lines = entries.filter((entry) => entry.serialNumber === serial);
    const fingerprint = new X509Certificate(readFileSync(`${name}.crt`)).fingerprint256;
    expect(lines.at(-1)?.event, what).toMatch(/^(issued|renewed|restored)$/);
    const sums = new Set(lines.map((entry) => entry.sha256Fingerprint));
    expect([...sums], what).toEqual([fingerprint.replaceAll(':', '').toLowerCase()]);
    // Nobody says that another one has come in its place since.
    const last = entries.findLast((entry) => [entry.serialNumber, entry.replaces].includes(serial));
    const isCurrent = last?.serialNumber === serial || last?.event === 'abandoned';
    expect(isCurrent, `${what}: ${JSON.stringify(last)}`).toBe(true);
    const [old] = before.get(folder) ?? [];
    if (old !== undefined) expect([serial, previous], `${what}: nothing is lost`).toContain(old);
  }
}

function foldersIn(group: string, name: string): string[] {
  const isOf = (one: string) => one === name || one.startsWith(`${name}-`);
  return readdirSync(group)
    .filter(isOf)
    .map((one) => join(group, one));
}

function pick<const T extends string>(from: readonly T[], { random }: Lane): T {
  return from[Math.floor(random() * from.length)] as T;
}

function killsOf({ figures }: Lane): number {
  const moments = Object.entries(figures).filter(([key]) =>
    / (before|staged|journal|after)$/.test(key),
  );
  return moments.reduce((total, [, count]) => total + count, 0);
}

function add(figures: Lane['figures'], key: string, count: number): void {
  figures[key] = (figures[key] ?? 0) + count;
}

async function here(args: readonly string[]): Promise<string> {
  const { exitCode, stderr } = await runHere(args);
  expect(exitCode, stderr).toBe(0);
  return stderr;
}
