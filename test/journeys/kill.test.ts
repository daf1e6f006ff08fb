// Proves that a run killed at any moment leaves no half file and no key that the next run does not clean, and that signals leave nothing.
import { spawn } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { constants, watch } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileTree } from '../support/file-tree.js';
import { inBatches } from '../support/in-batches.js';
import { seeded, STAGING } from '../support/kills.js';
import { PROGRAM, runCli, runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const temporary = temporaryFolder();
const ca = join(temporary, 'ca');
/** Runs at a time. */
const BATCH = 4;

beforeAll(async () => {
  await runCli(['ca', 'create', '--out', ca]);
});

const KIT = ['kit', 'heartbeat', 'logstash', '--host', 'a.example', '--host', '10.0.0.5'];
const issueInto = (out: string) => {
  const call = ['cert', 'issue', 'x', '--profile', 'server', '--san', 'a.example'];
  return [...call, '--ca', ca, '--force', '--out', out];
};

// 200 runs: a loaded machine takes its time.
describe('kill -9', { timeout: 3_000_000 }, () => {
  it('leaves a kit whole or absent, and the next run cleans up (100 runs)', async () => {
    const home = await newFolder('kits');
    const random = seeded(1);
    const moments = await killMany(100, random, home, (index) => [
      ...KIT,
      '--out',
      join(home, `kit-${index}`),
    ]);
    expect(moments.filter((moment) => moment === 'staged').length).toBeGreaterThan(10);

    const kits = (await readdir(home)).filter((name) => !STAGING.test(name));
    for (const kit of kits) {
      expect((await readdir(join(home, kit))).sort()).toEqual([
        'README.md',
        'ca',
        'heartbeat',
        'logstash',
      ]);
      await expectWholeHost(join(home, kit, 'logstash'), 'logstash', 4);
      await expectWholeHost(join(home, kit, 'heartbeat'), 'heartbeat', 4);
      await expectWholeFiles(join(home, kit, 'ca'));
    }
    const last = await runCli([...KIT, '--out', join(home, 'last')]);
    expect(last.exitCode, last.stderr).toBe(0);
    expect((await readdir(home)).filter((name) => STAGING.test(name))).toEqual([]);
  });

  it('leaves a new folder of cert issue whole or absent, and the next run cleans up (60 runs)', async () => {
    const home = await newFolder('hosts');
    const moments = await killMany(60, seeded(2), home, (index) =>
      issueInto(join(home, `host-${index}`)),
    );
    expect(moments.filter((moment) => moment === 'staged').length).toBeGreaterThan(5);

    const ledger = await readFile(join(ca, 'ledger.jsonl'), 'utf8');
    for (const host of (await readdir(home)).filter((name) => !STAGING.test(name))) {
      const certificate = await expectWholeHost(join(home, host), 'x', 3);
      expect(ledger).toContain(certificate.fingerprint256.replaceAll(':', '').toLowerCase());
    }
    const last = await runCli(issueInto(join(home, 'last')));
    expect(last.exitCode, last.stderr).toBe(0);
    expect((await readdir(home)).filter((name) => STAGING.test(name))).toEqual([]);
  });

  it('leaves each file whole in a folder with other files, and the next run cleans up (40 runs)', async () => {
    const random = seeded(3);
    const folders = await Promise.all(
      Array.from({ length: BATCH }, async (_, index) => {
        const folder = await newFolder(`shared-${index}`);
        await writeFile(join(folder, 'other.txt'), 'mine\n');
        return folder;
      }),
    );
    const [calm] = await Promise.all(folders.map((folder) => timeOf(issueInto(folder))));
    await inBatches(folders, BATCH, async (folder) => {
      for (let run = 0; run < 40 / BATCH; run++) {
        await killOne(issueInto(folder), folder, random, calm as number);
        await expectWholeFiles(folder);
      }
      const last = await runCli(issueInto(folder));
      expect(last.exitCode, last.stderr).toBe(0);
      expect((await readdir(folder)).sort()).toEqual(['ca.crt', 'other.txt', 'x.crt', 'x.key']);
      await expectWholeHost(folder, 'x', 4);
    });
  });
});

describe('a signal that asks to end', () => {
  const manyHosts = Array.from({ length: 30 }, (_, index) => ['--host', `h${index}.example`]);
  const call = ['kit', 'heartbeat', 'logstash', ...manyHosts.flat(), '--out', 'kit'];

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves nothing after %s and ends with %i', async (signal, exitCode) => {
    const home = await newFolder(`ended-by-${signal}`);
    const ended = await endWhenStaged(call, home, signal);
    expect(ended).toMatchObject({ wasStaged: true, exitCode });
    expect(await fileTree(home)).toEqual([]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('answers %s with one document under --json', async (signal, exitCode) => {
    const home = await newFolder(`json-ended-by-${signal}`);
    const ended = await endWhenStaged([...call, '--json'], home, signal);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      ok: false,
      error: { code: 'cancelled', exitCode },
    });
    expect(ended.exitCode).toBe(exitCode);
    expect(await fileTree(home)).toEqual([]);
  });

  it('leaves none of the parent folders that the run has made', async () => {
    const home = await newFolder('parents');
    await mkdir(join(home, 'made-before'));
    const out = join(home, 'made-before', 'new', 'newer');
    const child = start([...call.slice(0, -1), join(out, 'kit')], home);
    const ended = finished(child);
    const isStaged = async () =>
      (await readdir(out).catch(() => [])).some((name) => STAGING.test(name));
    while (child.exitCode === null && !(await isStaged())) await nextTurn();
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(130);
    expect(await readdir(home, { recursive: true })).toEqual(['made-before']);
  });
});

it('ends by SIGINT while it waits for a named pipe that nobody writes into', async () => {
  const home = await newFolder('pipe');
  await runProgram('mkfifo', [join(home, 'pipe')]);
  const call = ['cert', 'issue', 'x', '--self-signed', '--profile', 'client'];
  const child = start([...call, '--password-file', 'pipe', '--json'], home);
  const ended = finished(child);
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 200_000);
  const writer = await openWhenRead(join(home, 'pipe'));
  child.kill('SIGINT');
  const { exitCode, signal } = await ended;
  clearTimeout(giveUp);
  await writer.close();
  expect({ exitCode, signal }).toEqual({ exitCode: 130, signal: null });
});

/** A pipe can be opened for writing without waiting only once somebody reads it: then the program stands there. */
async function openWhenRead(pipe: string): Promise<FileHandle> {
  for (;;) {
    try {
      return await open(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** When the end came: before the staging folder, after it had appeared, or not before the run was done. */
type Moment = 'early' | 'staged' | 'late';

async function killMany(
  count: number,
  random: () => number,
  home: string,
  argsOf: (index: number) => string[],
): Promise<Moment[]> {
  const times = await Promise.all(
    Array.from({ length: BATCH }, (_, index) => timeOf(argsOf(count + index))),
  );
  return inBatches(Array.from({ length: count }), BATCH, (_, index) =>
    killOne(argsOf(index), home, random, Math.max(...times)),
  );
}

/**
 * Kills at a random moment: of even draws, anywhere in the usual duration; else shortly after the staging folder has appeared,
 * for most of the time before that nothing is at stake.
 */
async function killOne(
  args: readonly string[],
  home: string,
  random: () => number,
  usual: number,
): Promise<Moment> {
  const waitsForStaging = random() < 0.6;
  const delay = waitsForStaging ? (random() ** 3 * usual) / 3 : random() * usual * 1.05;
  const child = start(args, home);
  const end = finished(child);
  let wasStaged = false;
  const kill = () => setTimeout(() => child.kill('SIGKILL'), delay);
  const watcher = watch(home, (_, name) => {
    if (wasStaged || !name?.includes(`.tlsmith-${child.pid}-`)) return;
    wasStaged = true;
    if (waitsForStaging) kill();
  });
  if (!waitsForStaging) kill();
  const { signal } = await end;
  watcher.close();
  if (signal === null) return 'late';
  return wasStaged ? 'staged' : 'early';
}

async function endWhenStaged(args: readonly string[], home: string, signal: NodeJS.Signals) {
  const child = start(args, home);
  let wasStaged = false;
  const watcher = watch(home, (_, name) => {
    if (wasStaged || !name?.includes(`.tlsmith-${child.pid}-`)) return;
    wasStaged = true;
    child.kill(signal);
  });
  const result = await finished(child);
  watcher.close();
  return { ...result, wasStaged };
}

function start(args: readonly string[], cwd: string) {
  return spawn(process.execPath, [PROGRAM, ...args], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
}

function finished(child: ReturnType<typeof start>) {
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  return new Promise<{
    exitCode: number | null;
    signal: NodeJS.Signals | null;
    stdout: string;
  }>((resolve) => {
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout }));
  });
}

async function timeOf(args: readonly string[]): Promise<number> {
  const started = performance.now();
  const { exitCode, stderr } = await runCli(args);
  expect(exitCode, stderr).toBe(0);
  return performance.now() - started;
}

/** So many files, a key that belongs to the certificate, all of them whole. */
async function expectWholeHost(folder: string, stem: string, count: number) {
  expect(await readdir(folder)).toHaveLength(count);
  await expectWholeFiles(folder);
  const certificate = new X509Certificate(await readFile(join(folder, `${stem}.crt`)));
  const key = createPrivateKey(await readFile(join(folder, `${stem}.key`)));
  expect(certificate.checkPrivateKey(key)).toBe(true);
  return certificate;
}

/** Whatever stands under a final name parses to its end. */
async function expectWholeFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (STAGING.test(name)) continue;
    const text = await readFile(join(folder, name), 'utf8');
    expect(text, name).toMatch(/\n$|^$/);
    if (name.endsWith('.crt')) {
      expect(text).toMatch(/^(-----BEGIN CERTIFICATE-----\n[^-]+\n-----END CERTIFICATE-----\n)+$/);
      new X509Certificate(text);
    }
    if (name.endsWith('.key')) createPrivateKey(text);
    if (name.endsWith('.jsonl')) {
      for (const line of text.split('\n').filter(Boolean)) JSON.parse(line);
    }
  }
}

async function newFolder(name: string): Promise<string> {
  const folder = join(temporary, name);
  await mkdir(folder);
  return folder;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
