// A renewal and a rollback that die at each of their effects, and those that come after them and die too: what
// stands then is one generation, and the ledger says which.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCa } from '../../src/app/issue/create-ca.js';
import { issueCertificate, type IssueCertificateRequest } from '../../src/app/issue/certificate.js';
import { makeKit } from '../../src/app/kit/make.js';
import { currentEntries } from '../../src/app/renewing/current-entries.js';
import { readRenewable } from '../../src/app/renewing/renewable.js';
import { loadTargets } from '../../src/app/reading/products.js';
import { renewCertificates, type RenewRequest } from '../../src/app/renew/renew.js';
import { rollBack } from '../../src/app/renew/rollback.js';
import { JOURNAL_FILE } from '../../src/app/reading/folder/journal.js';
import { settle } from '../../src/app/writing/replacing/settle.js';
import { parseGeneralName, parseHost } from '../../src/pki/names/general-name.js';
import {
  type Death,
  Died,
  type DyingFiles,
  dyingFiles,
  failingFiles,
  type Fault,
} from '../support/dying-files.js';
import { daysFromNow, fixedClock } from '../support/fixed-clock.js';
import { ledgerEntries } from '../support/ledger-entries.js';
import { seededRandom } from '../support/seeded-random.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type TestPorts, testPorts } from '../support/test-ports.js';

const base = temporaryFolder();
const home = join(base, 'home');

let seed = 1;
function portsOn(day: number, changes: Partial<TestPorts> = {}) {
  const programs = { run: async () => ({ exitCode: 0, output: '' }) };
  const own = { clock: fixedClock(daysFromNow(day)), random: seededRandom((seed += 7919)) };
  return { ...testPorts({ ...own, ...changes }), programs };
}

type Act = (ports: ReturnType<typeof portsOn>) => Promise<unknown>;

interface Story {
  /** Absolute folders of hosts, with the names of the files that a renewal replaces. */
  hosts: Record<string, readonly string[]>;
  ca: string;
  /** What is named to the command. */
  path: string;
  prepare(): Promise<void>;
}

const requestFor = ({ path, ca }: Story, changes: Partial<RenewRequest> = {}): RenewRequest => ({
  paths: [path],
  key: 'new',
  issuer: { typed: undefined, fallback: ca, password: undefined },
  proof: true,
  dryRun: false,
  ...changes,
});

const renew = (story: Story, changes: Partial<RenewRequest> = {}): Act => {
  return (ports) => renewCertificates(requestFor(story, changes), ports);
};
const rollback = (story: Story): Act => {
  const request = { paths: [story.path], authorities: [story.ca], dryRun: false };
  return (ports) => rollBack(request, ports);
};
/** A renewal that has nothing to do itself. */
const notDue = (story: Story): Act => renew(story, { within: { days: 1 } });
/** What every writing command does first. */
const settleAll = ({ hosts }: Story): Act => {
  return async (ports) => {
    for (const folder of Object.keys(hosts)) await settle(folder, ports);
  };
};

const terms = { validity: { days: 825, isDefault: true }, force: false, dryRun: false };

/** A host with its key in three files, under a password in `secrets.env`. */
const hostStory: Story = {
  hosts: { [join(home, 'es01')]: ['es01.crt', 'es01.key', 'keystore.p12'] },
  ca: join(home, 'ca'),
  path: join(home, 'es01'),
  prepare: () => issueHost(['pem', 'pkcs12']),
};

async function issueHost(formats: IssueCertificateRequest['formats']): Promise<void> {
  const [ca, out] = [join(home, 'ca'), join(home, 'es01')];
  await createCa({ out: ca, keyType: 'ec-p256', ...terms }, testPorts());
  const request = {
    ...{ name: 'es01', profile: 'server' as const, consumers: [], formats, out, ...terms },
    ...{ subjectAltNames: [parseGeneralName('es01.lan')], issuer: { source: { folder: ca } } },
    ...(formats.includes('pkcs12') && { password: 'generate' as const }),
  };
  await issueCertificate(request, portsOn(0));
}

const pemStory: Story = {
  ...hostStory,
  hosts: { [join(home, 'es01')]: ['es01.crt', 'es01.key'] },
  prepare: () => issueHost(['pem']),
};

const kitStory: Story = {
  hosts: {
    [join(home, 'kit/heartbeat')]: ['heartbeat.crt', 'heartbeat.key'],
    [join(home, 'kit/logstash')]: ['logstash.crt', 'logstash.key'],
  },
  ca: join(home, 'kit/ca'),
  path: join(home, 'kit'),
  async prepare() {
    await makeKit(
      {
        ...{ client: 'heartbeat', server: 'logstash', store: 'pem', extKeyUsage: 'both' },
        ...{ hosts: [parseHost('logs.lan')], otherNames: [], newCa: { keyType: 'ec-p256' } },
        ...{ proof: true, out: this.path, ...terms },
      },
      portsOn(0),
    );
  },
};

/** What stands at the beginning of a story, by its name. */
async function templateOf(name: string, story: Story, before: readonly Act[]): Promise<string> {
  const template = join(base, name);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
  await story.prepare();
  for (const [index, act] of before.entries()) await act(portsOn(100 + index));
  cpSync(home, template, { recursive: true });
  return template;
}

function restore(template: string): void {
  rmSync(home, { recursive: true, force: true });
  cpSync(template, home, { recursive: true });
}

/** Whether it came to its end before it would have died. */
async function endsAlive(act: Act, day: number, death: Death): Promise<boolean> {
  const { files } = dyingFiles(portsOn(day).files, death);
  try {
    await act(portsOn(day, { files }));
    return true;
  } catch (error) {
    if (error instanceof Died) return false;
    throw error;
  }
}

const bytesOf = (path: string) => (existsSync(path) ? readFileSync(path, 'hex') : undefined);

/** Every host is of one generation, kept as it was, and the ledger knows it. */
async function expectWhole(
  story: Story,
  template: string,
  what: string,
  isThorough = false,
): Promise<string[]> {
  const ports = portsOn(200);
  const serials: string[] = [];
  const generations: string[] = [];
  for (const [folder, names] of Object.entries(story.hosts)) {
    const before = folder.replace(home, template);
    const left = readdirSync(folder).filter((name) => name.startsWith('.'));
    expect(left, what).toEqual([]);
    serials.push(serialOfPair(folder, names, what));
    if (isThorough) await expectOneIdentity(folder, names, what);
    const isOld = names.map((name) => bytesOf(join(folder, name)) === bytesOf(join(before, name)));
    expect(new Set(isOld).size, what).toBe(1);
    generations.push(isOld[0] === true ? 'old' : 'new');
    for (const name of names) {
      const kept = bytesOf(join(folder, `${name}.previous`));
      const wanted = isOld[0] === true ? `${name}.previous` : name;
      expect(kept, `${what}: ${name}.previous`).toBe(bytesOf(join(before, wanted)));
    }
    const others = readdirSync(before).filter((name) => !name.endsWith('.previous'));
    for (const name of others.filter((one) => !names.includes(one))) {
      expect(bytesOf(join(folder, name)), what).toBe(bytesOf(join(before, name)));
    }
  }
  const ledger = join(story.ca, 'ledger.jsonl');
  const current = await currentEntries(ledger, ports);
  expect(current.map(({ serialNumber }) => serialNumber).sort(), what).toEqual(serials.sort());
  const said = ledgerEntries(ledger).map(({ event, serialNumber }) => `${event} ${serialNumber}`);
  const once = said.filter((line) => /^(issued|renewed|abandoned)/.test(line));
  expect(once, what).toHaveLength(new Set(once).size);
  return generations;
}

function serialOfPair(folder: string, names: readonly string[], what: string): string {
  const [pem, key] = ['.crt', '.key'].map((end) => {
    const name = names.find((one) => one.endsWith(end)) as string;
    return readFileSync(join(folder, name), 'utf8');
  }) as [string, string];
  const certificate = new X509Certificate(pem);
  const [, passphrase = ''] = /^\w+=(.*)$/m.exec(secretsIn(folder)) ?? [];
  expect(certificate.checkPrivateKey(createPrivateKey({ key, passphrase })), what).toBe(true);
  return certificate.serialNumber.toLowerCase();
}

function secretsIn(folder: string): string {
  const path = join(folder, 'secrets.env');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** In the store, too. */
async function expectOneIdentity(folder: string, names: readonly string[], what: string) {
  const place = { folder, path: folder };
  const ports = portsOn(200);
  const products = await loadTargets(ports.templates);
  const { files, privateKeyInfo } = await readRenewable(place, undefined, { ...ports, products });
  const found = files.map(({ name }) => name);
  expect(found, what).toEqual(names);
  expect(privateKeyInfo, what).toBeDefined();
}

/** Whatever a kill leaves opens to its end. */
function expectReadable(story: Story, template: string, what: string): void {
  for (const [folder, names] of Object.entries(story.hosts)) {
    for (const name of names) {
      const [now, before] = [join(folder, name), join(folder.replace(home, template), name)];
      const isWhole =
        bytesOf(now) === bytesOf(before) || /-----\n$/.test(readFileSync(now, 'utf8'));
      expect(isWhole || name.endsWith('.p12'), `${what}: ${name}`).toBe(true);
    }
  }
}

/** Of a whole run. */
async function effectsOf(template: string, act: Act, day: number): Promise<DyingFiles> {
  restore(template);
  const counting = dyingFiles(portsOn(day).files);
  await act(portsOn(day, { files: counting.files }));
  return counting;
}

interface Figures {
  effects: number;
  runs: number;
  old: number;
  new: number;
}

function newFigures({ effects }: DyingFiles): Figures {
  return { effects: effects(), runs: 0, old: 0, new: 0 };
}

async function judge(story: Story, template: string, what: string, figures: Figures) {
  const isThorough = figures.runs % 10 === 0;
  await (isThorough ? notDue : settleAll)(story)(portsOn(115));
  figures.runs += 1;
  const generations = await expectWhole(story, template, what, isThorough);
  for (const one of generations) figures[one as 'old' | 'new'] += 1;
}

const HALVES = [false, true];

async function dieEverywhere(
  [name, story, before, act]: Row,
  halves: readonly boolean[] = HALVES,
): Promise<Figures> {
  const template = await templateOf(name, story, before);
  const whole = await effectsOf(template, act, 110);
  const figures = newFigures(whole);
  for (let after = 0; after < figures.effects; after += 1) {
    for (const isHalf of halves.filter((half) => !half || whole.hasHalves(after))) {
      const what = `${name}: dead ${isHalf ? 'within' : 'before'} effect ${after}`;
      restore(template);
      expect(await endsAlive(act, 110, { after, isHalf }), what).toBe(false);
      expectReadable(story, template, what);
      await judge(story, template, what, figures);
    }
  }
  return figures;
}

/** Those that come after it die as well, the first at each of its effects and the next in the middle. */
async function dieAgain([name, story, before, act]: Row): Promise<Figures> {
  const template = await templateOf(name, story, before);
  const cut = join(base, `${name}-cut`);
  const figures = newFigures(await effectsOf(template, act, 110));
  for (let after = 0; after < figures.effects; after += 1) {
    restore(template);
    await endsAlive(act, 110, { after, isHalf: false });
    if (!existsSync(join(story.path, JOURNAL_FILE))) continue;
    rmSync(cut, { recursive: true, force: true });
    cpSync(home, cut, { recursive: true });
    for (let second = 0; ; second += 1) {
      const what = `${name}: dead at ${after}, then at ${second}`;
      restore(cut);
      if (await endsAlive(settleAll(story), 111, { after: second, isHalf: true })) break;
      expectReadable(story, template, what);
      await endsAlive(settleAll(story), 112, { after: second >> 1, isHalf: false });
      await judge(story, template, what, figures);
    }
  }
  return figures;
}

/** Where `isKilled` it dies on its way back, too. */
async function failEverywhere([name, story, before, act]: Row, fault: Fault): Promise<Figures> {
  const template = await templateOf(name, story, before);
  const figures = newFigures(await effectsOf(template, act, 110));
  for (let after = 0; after < figures.effects; after += 1) {
    for (let death = after; ; death += 1) {
      const what = `${name}: effect ${after} fails (${fault}), dead at ${death}`;
      restore(template);
      const failing = failingFiles(portsOn(110).files, after, fault);
      const { files, effects } = dyingFiles(failing, { after: death + 1, isHalf: false });
      const ports = portsOn(110, { files });
      const end = await act(ports).catch((error: unknown) => error);
      expect(end, what).toSatisfy((one) => one instanceof Died || !(one instanceof Error));
      expectReadable(story, template, what);
      await judge(story, template, what, figures);
      if (effects() <= death) break;
    }
  }
  return figures;
}

type Row = [name: string, story: Story, before: Act[], act: Act];
const RENEWAL: Row = ['renewal', hostStory, [], renew(hostStory)];
const SECOND: Row = ['second renewal', hostStory, [renew(hostStory)], renew(hostStory)];
const ROLLBACK: Row = ['rollback', hostStory, [renew(hostStory)], rollback(hostStory)];
const KIT: Row = ['renewal of a kit', kitStory, [], renew(kitStory)];
const ALONE = [RENEWAL, SECOND, ROLLBACK];
const PEM: Row[] = [
  ['renewal', pemStory, [], renew(pemStory)],
  ['second renewal', pemStory, [renew(pemStory)], renew(pemStory)],
  ['rollback', pemStory, [renew(pemStory)], rollback(pemStory)],
];

describe('what was cut off', () => {
  it.each(ALONE)('is finished or undone by the next run: %s', async (...row) => {
    console.log(row[0], await dieEverywhere(row));
  });
  it('is finished or undone by the next run: a kit', async () => {
    console.log(KIT[0], await dieEverywhere(KIT, [false]));
  });
  it.each(PEM)('is so where those that come next are cut off as well: %s', async (...row) => {
    console.log(row[0], await dieAgain(row));
  });
});

describe('where an effect fails', () => {
  it.each(PEM.slice(1))(
    'old or new files stand, and are so if the way back is cut off: %s',
    async (...row) => {
      console.log(row[0], await failEverywhere(row, 'once'));
    },
  );
  it.each(PEM.slice(1))('and nothing can grow any more, they do, too: %s', async (...row) => {
    console.log(row[0], await failEverywhere(row, 'full'));
  });
});

describe('what is written over others, cut off', () => {
  const [[folder, names]] = Object.entries(pemStory.hosts) as [[string, readonly string[]]];
  const writeOver: Act = (ports) =>
    issueCertificate(
      {
        ...{ name: 'es01', profile: 'server', consumers: [], formats: ['pem'], out: folder },
        ...{ ...terms, force: true, issuer: { source: { folder: pemStory.ca } } },
        subjectAltNames: [parseGeneralName('es01.lan')],
      },
      ports,
    );

  it('is of one generation after the next run, wherever it died', async () => {
    const template = await templateOf('overwriting', pemStory, []);
    const before = serialOfPair(folder, names, 'before');
    const whole = await effectsOf(template, writeOver, 110);
    const figures = newFigures(whole);
    for (let after = 0; after < figures.effects; after += 1) {
      for (const isHalf of HALVES.filter((half) => !half || whole.hasHalves(after))) {
        const what = `dead ${isHalf ? 'within' : 'before'} effect ${after}`;
        restore(template);
        expect(await endsAlive(writeOver, 110, { after, isHalf }), what).toBe(false);
        expectReadable(pemStory, template, what);
        await settleAll(pemStory)(portsOn(111));
        figures.runs += 1;
        figures[serialOfPair(folder, names, what) === before ? 'old' : 'new'] += 1;
        expect(readdirSync(folder).sort(), what).toEqual(['ca.crt', ...names].sort());
      }
    }
    console.log('overwriting', figures);
    expect(figures.old > 0 && figures.new > 0).toBe(true);
  });
});
