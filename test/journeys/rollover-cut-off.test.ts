// Proves that the phases of a rollover and the renewal of a CA, killed at 60 random moments, leave hosts
// that still talk to each other, and that the same call again comes to the same end.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import type { RolloverSummary } from '../../src/app/rollover/summary.js';
import { inBatches } from '../support/in-batches.js';
import { JOURNAL, killAtRandom, seeded } from '../support/kills.js';
import { ledgerEntries } from '../support/ledger-entries.js';
import { runCli } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { secretOf } from '../support/store-forms.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const temporary = temporaryFolder();
const ACTS = ['trust', 'issue', 'drop', 'renew'] as const;
type Act = (typeof ACTS)[number];
/** What each act begins with: the kit as the act before has left it. */
const BEGINS: Readonly<Record<Act, string>> = {
  ...{ trust: 'before', issue: 'trust', drop: 'issue', renew: 'before' },
};
const KILLS = 60;

interface KitForm {
  client: string;
  server: string;
  flags: readonly string[];
  /** Whether an intermediate of the CA has issued what the hosts have. */
  isBelow: boolean;
}
const PEM: KitForm = {
  ...{ client: 'stunnel', server: 'stunnel' },
  flags: ['--clients', 'one,two', '--server-name', 'listening'],
  isBelow: false,
};
const STORES: KitForm = {
  ...{ client: 'logstash-output', server: 'logstash-input' },
  flags: ['--store', 'pkcs12', '--key-type', 'ec-p256', '--server-name', 'listening'],
  isBelow: false,
};
const LANES = [PEM, STORES, { ...PEM, isBelow: true }, { ...STORES, isBelow: true }];

interface Lane {
  kit: string;
  /** The folder of the CA that goes. */
  ca: string;
  random: () => number;
  usual: Record<Act, number>;
  /** Of an uninterrupted run. */
  ends: Record<Act, unknown>;
  figures: Record<string, number>;
}

it('leaves hosts that talk to each other when it is killed, and the same call again finishes it', async () => {
  const lanes = await inBatches(LANES, 1, newLane);
  await inBatches(lanes, LANES.length, async (lane) => {
    for (let count = 0; killsOf(lane) < KILLS / LANES.length; count += 1) {
      await killAndJudge(lane, ACTS[count % ACTS.length] as Act);
    }
  });
  const sum = (key: string) => lanes.reduce((total, { figures }) => total + (figures[key] ?? 0), 0);
  const moments = ['killed', 'begun', 'cut off', 'not killed'];
  for (const act of ACTS) {
    console.log(
      `${act}: ${moments.map((moment) => `${moment} ${sum(`${act} ${moment}`)}`).join(', ')}`,
    );
  }
  // Else the kills come before anything is at stake, or behind it.
  for (const act of ACTS) expect(sum(`${act} begun`), act).toBeGreaterThan(1);
  expect(ACTS.reduce((total, act) => total + sum(`${act} cut off`), 0)).toBeGreaterThan(2);
});

async function newLane(form: KitForm, index: number): Promise<Lane> {
  const kit = join(temporary, `lane-${index}`, 'kit');
  await makeKit(form, kit);
  keep(kit, 'before');
  const lane: Lane = {
    ...{ kit, ca: join(kit, form.isBelow ? 'ca-root' : 'ca') },
    ...{ random: seeded(index + 1), figures: {} },
    ...{ usual: {} as Lane['usual'], ends: {} as Lane['ends'] },
  };
  for (const act of ACTS) {
    restore(kit, BEGINS[act]);
    const started = performance.now();
    const { exitCode, stderr } = await runCli(callOf(act, lane));
    expect(exitCode, stderr).toBe(0);
    lane.usual[act] = performance.now() - started;
    lane.ends[act] = await stateOf(lane);
    keep(kit, act);
  }
  return lane;
}

async function makeKit({ client, server, flags, isBelow }: KitForm, kit: string): Promise<void> {
  const named = ['--host', 'localhost', '--no-handshake', '--out', kit];
  const [root, below] = [join(kit, 'ca-root'), join(kit, 'ca-below')];
  const issuing = ['--ca', below];
  if (isBelow) {
    await does(['ca', 'create', '--out', root]);
    await does(['ca', 'create', '--issuer', root, '--out', below]);
  }
  await does(['kit', client, server, ...named, ...flags, ...(isBelow ? issuing : [])]);
}

function keep(kit: string, name: string): void {
  cpSync(kit, `${kit}.${name}`, { recursive: true });
}

/** Under the path that its ledgers have. */
function restore(kit: string, name: string): void {
  rmSync(kit, { recursive: true });
  cpSync(`${kit}.${name}`, kit, { recursive: true });
}

function callOf(act: Act, { kit, ca: folder }: Lane): string[] {
  const ca = [kit, '--ca', folder, '--no-handshake'];
  // A second later than what a run that was killed has made would be in vain.
  if (act === 'renew') return ['ca', 'renew', ...ca, '--until', '2040-01-01'];
  return ['ca', 'rotate', ...ca, '--phase', act];
}

async function killAndJudge(lane: Lane, act: Act): Promise<void> {
  const { kit, ca, random, usual, figures, ends } = lane;
  restore(kit, BEGINS[act]);
  const hosts = hostsIn(kit);
  const before = contentsOf(kit);
  const places = act === 'trust' || act === 'renew' ? [...hosts, kit, ca] : hosts;
  const watched = places[Math.floor(random() * places.length)] as string;
  const args = callOf(act, lane);
  const hasJournal = hosts.includes(watched);
  const wasKilled = await killAtRandom({ args, watched, usual: usual[act], hasJournal, random });
  const isCutOff = hosts.some((host) => existsSync(join(host, JOURNAL)));
  count(figures, `${act} ${wasKilled ? 'killed' : 'not killed'}`);
  if (wasKilled && before !== contentsOf(kit)) count(figures, `${act} begun`);
  if (wasKilled && isCutOff) count(figures, `${act} cut off`);
  expectWhole(kit);
  await expectLinks(hosts.filter((host) => !existsSync(join(host, JOURNAL))));

  await finish(args, act);
  expect(leftOvers(kit), args.join(' ')).toEqual([]);
  expect(await stateOf(lane), args.join(' ')).toEqual(ends[act]);
  expectWhole(kit);
  await expectLinks(hosts);
}

/** A renewal that was complete already is one in vain. */
async function finish(args: readonly string[], act: Act): Promise<void> {
  const { exitCode, stderr } = await runHere(args);
  if (act === 'renew' && stderr.includes('no later')) return;
  expect(exitCode, stderr).toBe(0);
}

/** Keys fit, and what stands under a final name parses to its end; ledgers have whole lines alone. */
function expectWhole(kit: string): void {
  for (const folder of foldersIn(kit)) {
    for (const name of readdirSync(folder).filter((one) => /\.(crt|key)$/.test(one))) {
      const text = readFileSync(join(folder, name), 'utf8');
      expect(text, name).toMatch(/^(-----BEGIN ([A-Z ]+)-----\n[^-]+\n-----END \2-----\n)+$/);
      if (name.endsWith('.key')) expectFits(folder, name);
    }
    const ledger = join(folder, 'ledger.jsonl');
    if (!existsSync(ledger)) continue;
    const lines = readFileSync(ledger, 'utf8').split('\n');
    expect(lines.pop()).toBe('');
    for (const line of lines) JSON.parse(line);
  }
}

/** Between the names of a key and of its certificate the journal says what is to follow. */
function expectFits(folder: string, name: string): void {
  if (existsSync(join(folder, JOURNAL))) return;
  const key = createPrivateKey(readFileSync(join(folder, name)));
  const certificate = new X509Certificate(readFileSync(join(folder, name.replace(/key$/, 'crt'))));
  expect(certificate.checkPrivateKey(key), join(folder, name)).toBe(true);
}

/** Each client with the server, in both directions, as every runtime would judge. */
async function expectLinks(hosts: readonly string[]): Promise<void> {
  const server = hosts.find((host) => basename(host) === 'listening');
  for (const client of hosts.filter((host) => server !== undefined && host !== server)) {
    const { exitCode, stdout } = await runHere([
      'verify',
      '--pair',
      String(server),
      '--with',
      client,
    ]);
    expect(exitCode, stdout).toBe(0);
  }
}

/** What is the same after every run that came to its end, whatever its keys and serial numbers. */
async function stateOf({ kit, ca }: Lane): Promise<unknown> {
  const look = ['ca', 'rotate', kit, '--ca', ca];
  const { document, stderr, exitCode } = await runHereJson<RolloverSummary>(look);
  expect(exitCode, stderr).toBe(0);
  const { phase, next, missing, hosts } = document;
  const held = await Promise.all(hostsIn(kit).map(serialOf));
  return {
    ...{ phase, next, missing, hosts: hosts.map((host) => [basename(host.path), host.phase]) },
    files: filesIn(kit),
    inLedgers: held.map((serial) => lastEventOf(kit, serial)),
    ca: new X509Certificate(readFileSync(join(ca, 'ca.crt'))).validTo,
  };
}

/** Path, mode and, of PEM, the number of objects. */
function filesIn(kit: string): string[] {
  return foldersIn(kit).flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((one) => one.isFile() && !one.name.startsWith('.'))
      .map(({ name }) => {
        const file = join(folder, name);
        const { length } = readFileSync(file, 'latin1').split('-----BEGIN ');
        const count = name.includes('.p12') ? 'store' : length - 1;
        return `${file.slice(kit.length)} ${(statSync(file).mode & 0o777).toString(8)} ${count}`;
      })
      .toSorted(),
  );
}

/** Of the certificate that stands in the folder of a host. */
async function serialOf(host: string): Promise<string> {
  const pem = join(host, `${basename(host)}.crt`);
  if (existsSync(pem)) {
    return new X509Certificate(readFileSync(pem)).serialNumber.toLowerCase();
  }
  const env = { STORE: secretOf(join(host, 'secrets.env'), 'KEYSTORE') };
  const inspect = ['inspect', join(host, 'keystore.p12'), '--in-password-env', 'STORE'];
  const { stdout } = await runHere([...inspect, '--json'], { env });
  return /"serialNumber": "([0-9a-f]+)"/.exec(stdout)?.[1] ?? '';
}

function lastEventOf(kit: string, serial: string): string | undefined {
  const ledgers = foldersIn(kit).map((folder) => join(folder, 'ledger.jsonl'));
  const entries = ledgers.filter(existsSync).flatMap(ledgerEntries);
  return entries.findLast(({ serialNumber }) => serialNumber === serial)?.event;
}

function leftOvers(kit: string): string[] {
  return foldersIn(kit).flatMap((folder) =>
    readdirSync(folder).filter((name) => name.startsWith('.')),
  );
}

function contentsOf(kit: string): string {
  return foldersIn(kit)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .map((file) => `${file} ${statSync(file).isFile() ? readFileSync(file, 'latin1') : ''}`)
    .join('\n');
}

function foldersIn(kit: string): string[] {
  const entries = readdirSync(kit, { withFileTypes: true });
  const below = entries.filter((one) => one.isDirectory() && !one.name.startsWith('.'));
  return [kit, ...below.map(({ name }) => join(kit, name)).toSorted()];
}

function hostsIn(kit: string): string[] {
  return foldersIn(kit).filter((folder) => folder !== kit && !/^ca/.test(basename(folder)));
}

function killsOf({ figures }: Lane): number {
  return ACTS.reduce((total, act) => total + (figures[`${act} killed`] ?? 0), 0);
}

function count(figures: Lane['figures'], key: string): void {
  figures[key] = (figures[key] ?? 0) + 1;
}

async function does(args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runHere(args);
  expect(exitCode, stderr).toBe(0);
}
