// What a renewal does where it may not write, cannot, or finds what somebody else has put there: a clear
// sentence, and all files as they were.
import { chmodSync, chownSync, linkSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileTree } from '../support/file-tree.js';
import { JOURNAL } from '../support/kills.js';
import { findOnPath, itNeeding } from '../support/peer.js';
import { NOBODY, programOfSomebody, ROOT } from '../support/program-of-somebody.js';
import { runProgram } from '../support/run-cli.js';
import { type HereOptions, runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const temporary = temporaryFolder();
chmodSync(temporary, 0o755);
const { root: ofSomebody, somebody } = programOfSomebody(temporary);
const asSomebody: HereOptions = { root: ofSomebody, ...somebody };

let count = 0;
/** A folder with a CA and the host es01 in it. */
async function newHome(below = temporary): Promise<string> {
  const home = join(below, `home-${(count += 1)}`);
  mkdirSync(home);
  await succeed(['ca', 'create', '--out', join(home, 'ca')]);
  const names = ['--profile', 'server', '--san', 'es01.lan', '--out', join(home, 'es01')];
  await succeed(['cert', 'issue', 'es01', ...names, '--ca', join(home, 'ca')]);
  return home;
}

async function succeed(args: readonly string[], options?: HereOptions): Promise<string> {
  const { exitCode, stderr } = await runHere(args, options);
  expect(exitCode, stderr).toBe(0);
  return stderr;
}

const renewal = (home: string) => ['cert', 'renew', join(home, 'es01'), '--ca', join(home, 'ca')];

interface Refusal {
  code: string;
  message: string;
  exitCode: number;
}

async function refusalOf(home: string, options?: HereOptions): Promise<Refusal> {
  interface Answer {
    error?: Refusal;
    hosts?: { error?: Refusal }[];
  }
  const { exitCode, document } = await runHereJson<Answer>(renewal(home), options);
  const error = document.error ?? document.hosts?.find((host) => host.error)?.error;
  expect(exitCode, JSON.stringify(document)).toBe(5);
  expect(error, JSON.stringify(document)).toBeDefined();
  return error as Refusal;
}

/** With its sentence, and nothing is another than before. */
async function expectRefusal(home: string, code: string, says: RegExp, options?: HereOptions) {
  const before = await fileTree(home);
  const { code: found, message } = await refusalOf(home, options);
  expect({ code: found, message }).toEqual({ code, message: expect.stringMatching(says) });
  expect(await fileTree(home)).toEqual(before);
}

describe('what stands in the way', () => {
  it('is a link in the place of a file', async () => {
    const home = await newHome();
    renameSync(join(home, 'es01/es01.crt'), join(home, 'elsewhere.crt'));
    symlinkSync('../elsewhere.crt', join(home, 'es01/es01.crt'));
    await expectRefusal(home, 'output-is-link', /es01\.crt.* is a link/);
  });

  it('is a folder where the old file would be kept', async () => {
    const home = await newHome();
    mkdirSync(join(home, 'es01/es01.key.previous'));
    await expectRefusal(home, 'output-exists', /es01\.key\.previous.* is a folder/);
  });

  it('is no link there: it is replaced and not followed', async () => {
    const home = await newHome();
    writeFileSync(join(home, 'victim'), 'mine\n');
    symlinkSync('../victim', join(home, 'es01/es01.key.previous'));
    const key = readFileSync(join(home, 'es01/es01.key'), 'utf8');
    await succeed(renewal(home));
    expect(readFileSync(join(home, 'victim'), 'utf8')).toBe('mine\n');
    expect(lstatSync(join(home, 'es01/es01.key.previous')).isFile()).toBe(true);
    expect(readFileSync(join(home, 'es01/es01.key.previous'), 'utf8')).toBe(key);
  });

  it('is no second name of a file: that one keeps what it was', async () => {
    const home = await newHome();
    const key = readFileSync(join(home, 'es01/es01.key'), 'utf8');
    linkSync(join(home, 'es01/es01.key'), join(home, 'second.key'));
    await succeed(renewal(home));
    expect(readFileSync(join(home, 'second.key'), 'utf8')).toBe(key);
    expect(readFileSync(join(home, 'es01/es01.key'), 'utf8')).not.toBe(key);
  });
});

describe('a journal that no run of ours has left', () => {
  const whole = {
    ...{ version: 1, act: 'renewal', at: '2026-01-01T00:00:00Z', process: 4_194_303 },
    ...{ started: '', boot: '', removed: [], hook: false, files: [] },
    staging: '.es01.tlsmith-4194303-0123456789ab',
  };
  const sums = { before: '', after: '' };

  it.each([
    ['is no JSON', '{'],
    ['is a list', '[]'],
    ['stages in the folder itself', JSON.stringify({ ...whole, staging: '.' })],
    ['stages above it', JSON.stringify({ ...whole, staging: '..' })],
    ['stages anywhere', JSON.stringify({ ...whole, staging: '/tmp' })],
    ['names files elsewhere', JSON.stringify({ ...whole, files: [{ name: '../a', ...sums }] })],
    ['removes files elsewhere', JSON.stringify({ ...whole, removed: ['../ca/ca.key'] })],
    ['has files that are none', JSON.stringify({ ...whole, files: [null] })],
    ['names a ledger that is none', JSON.stringify({ ...whole, ledger: { path: 1 } })],
    ['has lines that are none', JSON.stringify({ ...whole, ledger: { path: '/a', entries: [1] } })],
  ])('is refused where it %s', async (_, text) => {
    const home = await newHome();
    writeFileSync(join(home, 'es01', JOURNAL), text);
    const before = await fileTree(home);
    const { exitCode, stderr } = await runHere(renewal(home));
    expect(exitCode, stderr).toBe(3);
    expect(stderr).toMatch(/is no journal of tlsmith/);
    expect(await fileTree(home)).toEqual(before);
  });

  it('is refused where it is a pipe or a link', async () => {
    const home = await newHome();
    symlinkSync('../ca/ca.key', join(home, 'es01', JOURNAL));
    expect((await runHere(renewal(home))).exitCode).toBe(3);
    rmSync(join(home, 'es01', JOURNAL));
    await runProgram('mkfifo', [join(home, 'es01', JOURNAL)]);
    expect((await runHere(renewal(home))).exitCode).toBe(3);
  });

  it('is refused where its staging is a link to elsewhere', async () => {
    const home = await newHome();
    mkdirSync(join(home, 'elsewhere/new'), { recursive: true });
    writeFileSync(join(home, 'elsewhere/new/es01.key'), 'a key of somebody\n');
    symlinkSync('../elsewhere', join(home, 'es01', whole.staging));
    const files = [{ name: 'es01.key', ...sums }];
    writeFileSync(join(home, 'es01', JOURNAL), JSON.stringify({ ...whole, files }));
    await expectRefusal(home, 'output-is-link', /is no folder/);
  });

  itNeeding({ root: ROOT })('is refused where another user has left it', async () => {
    const home = await newHome();
    const ledger = { path: join(home, 'victim'), entries: [] };
    writeFileSync(join(home, 'es01', JOURNAL), JSON.stringify({ ...whole, ledger }));
    chownSync(join(home, 'es01', JOURNAL), NOBODY, NOBODY);
    await expectRefusal(home, 'output-not-permitted', /belongs to another user/);
  });

  it('says what is there where it is a hook that waits, and renews', async () => {
    const home = await newHome();
    writeFileSync(join(home, 'es01/.tlsmith-hook.json'), '{');
    expect(await succeed(renewal(home))).toMatch(/no hook runs for .* is no journal of tlsmith/);
  });
});

describe('rights', { skip: ROOT === undefined }, () => {
  it('of a folder that is read-only: nothing is changed', async () => {
    const home = await newHome();
    await give(home, NOBODY);
    chmodSync(join(home, 'es01'), 0o500);
    await expectRefusal(home, 'output-not-permitted', /permission denied/, asSomebody);
  });

  it('of a file that somebody else owns: nothing is changed', async () => {
    const home = await newHome();
    await give(home, NOBODY);
    chownSync(join(home, 'es01/es01.crt'), 0, 0);
    await expectRefusal(home, 'output-not-permitted', /owner and group of .*es01\.crt/, asSomebody);
  });

  it('of a ledger that may not be written: nothing is changed', async () => {
    const home = await newHome();
    await give(home, NOBODY);
    chmodSync(join(home, 'ca/ledger.jsonl'), 0o444);
    await expectRefusal(home, 'output-not-permitted', /ledger\.jsonl/, asSomebody);
  });

  it('stay as they are, and an old key is for its owner alone', async () => {
    const home = await newHome();
    const folder = join(home, 'es01');
    chownSync(folder, 0, 1234);
    chmodSync(folder, 0o2750);
    chownSync(join(folder, 'es01.key'), 0, NOBODY);
    chmodSync(join(folder, 'es01.key'), 0o640);
    chownSync(join(folder, 'es01.crt'), NOBODY, 4321);
    chmodSync(join(folder, 'es01.crt'), 0o604);
    const rightsOf = (name: string) => {
      const { mode, uid, gid } = lstatSync(join(folder, name));
      return [(mode & 0o7777).toString(8), uid, gid];
    };
    const [key, certificate] = [rightsOf('es01.key'), rightsOf('es01.crt')];
    await succeed(renewal(home));
    for (const _ of ['', 'rolled back']) {
      expect(rightsOf('es01.key')).toEqual(key);
      expect(rightsOf('es01.crt')).toEqual(certificate);
      expect(rightsOf('es01.key.previous')).toEqual(['600', 0, NOBODY]);
      expect(rightsOf('es01.crt.previous')).toEqual(certificate);
      expect(rightsOf('.')).toEqual(['2750', 0, 1234]);
      await succeed([...renewal(home), '--rollback']);
    }
  });

  it('of a read-only file system: nothing is changed', async () => {
    const home = await newHome();
    const folder = join(home, 'es01');
    const bind = await runProgram('mount', ['--bind', folder, folder]);
    if (bind.exitCode !== 0) return;
    try {
      const options = ['-o', 'remount,bind,ro', folder];
      expect((await runProgram('mount', options)).exitCode).toBe(0);
      await expectRefusal(home, 'output-not-permitted', /file system is read-only/);
    } finally {
      await runProgram('umount', [folder]);
    }
  });
});

describe('a disk that fills up', () => {
  /** What else stands on it: between nothing and all that a renewal needs is free. */
  itNeeding({ root: ROOT, mount: findOnPath('mount') })('leaves old or new files', async () => {
    const disk = join(temporary, 'disk');
    mkdirSync(disk);
    const mount = ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk];
    if ((await runProgram('mount', mount)).exitCode !== 0) return;
    const outcomes: string[] = [];
    try {
      const home = await newHome(disk);
      const ballast = join(disk, 'ballast');
      for (let free = 0; free <= 48; free += 4) {
        rmSync(ballast, { force: true });
        fillUpTo(ballast, free * 1024);
        const before = await fileTree(join(home, 'es01'));
        const ledger = readFileSync(join(home, 'ca/ledger.jsonl'), 'utf8');
        const { exitCode, stderr } = await runHere(renewal(home));
        if (exitCode === 0) {
          outcomes.push(`${free} KiB: renewed`);
          continue;
        }
        expect({ exitCode, stderr }).toEqual({
          exitCode: 5,
          stderr: expect.stringMatching(/no space left|disk is full/),
        });
        const where = /no space left for (\S+)/.exec(stderr)?.[1] ?? '';
        outcomes.push(`${free} KiB: full at ${basename(where)}`);
        expect(await fileTree(join(home, 'es01'))).toEqual(before);
        expect(readFileSync(join(home, 'ca/ledger.jsonl'), 'utf8').startsWith(ledger)).toBe(true);
      }
    } finally {
      await runProgram('umount', [disk]);
    }
    console.log(outcomes.join('\n'));
    expect(outcomes.at(0)).toMatch(/full/);
    expect(outcomes.at(-1)).toMatch(/renewed/);
  });

  it('at the line of a full ledger leaves the old files', async () => {
    const home = await newHome();
    writeFileSync(join(home, 'ca/ledger.jsonl'), '{}\n'.repeat(1360));
    const before = await fileTree(join(home, 'es01'));
    const limited = ['-c', 'ulimit -f 8; exec "$@"', 'sh', process.execPath];
    const call = [join(ofSomebody, 'bin/run.js'), ...renewal(home)];
    const { exitCode, stderr } = await runProgram('sh', [...limited, ...call]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 5,
      stderr: expect.stringMatching(/ledger\.jsonl/),
    });
    expect(await fileTree(join(home, 'es01'))).toEqual(before);
    await succeed(renewal(home));
  });
});

function fillUpTo(path: string, free: number): void {
  const chunk = Buffer.alloc(1024, 1);
  let size = 0;
  try {
    for (;;) {
      writeFileSync(path, chunk, { flag: 'a' });
      size += chunk.length;
    }
  } catch {
    writeFileSync(path, Buffer.alloc(Math.max(size - free, 0), 1));
  }
}

async function give(home: string, uid: number): Promise<void> {
  await runProgram('chown', ['-R', `${uid}:${uid}`, home]);
}
