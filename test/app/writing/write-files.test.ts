// Carrying out a plan on a real folder: all or none, nothing through links, secrets for their owner alone.
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type PlannedFile, textFile, type WritePlan } from '../../../src/app/writing/plan.js';
import { writeFiles, type WritingSteps } from '../../../src/app/writing/write-files.js';
import { TlsmithError } from '../../../src/errors.js';
import type { Files } from '../../../src/ports.js';
import { itNeeding } from '../../support/peer.js';
import { ROOT } from '../../support/program-of-somebody.js';
import { modeAt, textAt, treeOf } from '../../support/folder-tree.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { type TestPorts, testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;

/** A new folder to write below. */
function newHome(): string {
  const home = join(base, `home-${(count += 1)}`);
  mkdirSync(home);
  return home;
}

const certificate = textFile('es01.crt', 'certificate', 'certificate');
const key = textFile('es01.key', 'key', 'private-key');
const host = [certificate, key];

function plan(folder: string, changes: Partial<WritePlan> = {}): WritePlan {
  return { folder, files: host, force: false, dryRun: false, inputs: [], ...changes };
}

/** The real files with some actions replaced; each wrapped action is counted. */
function filesWith(ports: TestPorts, changes: Partial<Files>): TestPorts {
  return { ...ports, files: { ...ports.files, ...changes } };
}

const diskFull = () =>
  Promise.reject(new TlsmithError('disk-full', 'no space left, says the test'));

/** Fails at call number `at` (from 0) of that action, and works before and after. */
function failingAt<Action extends 'hardLink' | 'rename' | 'createFile' | 'makeFolder'>(
  ports: TestPorts,
  action: Action,
  at: number,
): TestPorts {
  const real = ports.files[action] as (...args: unknown[]) => Promise<void>;
  let calls = 0;
  const failing = (...args: unknown[]) => ((calls += 1) - 1 === at ? diskFull() : real(...args));
  return filesWith(ports, { [action]: failing } as Partial<Files>);
}

describe('a new folder', () => {
  it('appears with its files, kinds and modes', async () => {
    const home = newHome();
    const files = [
      ...host,
      textFile('secrets.env', 'A=b\n', 'secrets'),
      textFile('ledger.jsonl', '', 'ledger'),
      textFile('sub/heartbeat.yml', 'x', 'snippet'),
      textFile('README.md', 'x', 'readme'),
    ];
    const written = await writeFiles(plan(`${home}/new`, { files }), testPorts());
    expect(written).toEqual([
      { path: `${home}/new/es01.crt`, kind: 'certificate', mode: '0644' },
      { path: `${home}/new/es01.key`, kind: 'private-key', mode: '0600' },
      { path: `${home}/new/secrets.env`, kind: 'secrets', mode: '0600' },
      { path: `${home}/new/ledger.jsonl`, kind: 'ledger', mode: '0600' },
      { path: `${home}/new/sub/heartbeat.yml`, kind: 'snippet', mode: '0644' },
      { path: `${home}/new/README.md`, kind: 'readme', mode: '0644' },
    ]);
    for (const { path, mode } of written) expect([path, modeAt(path)]).toEqual([path, mode]);
    expect(modeAt(`${home}/new`)).toBe('0700');
    expect(modeAt(`${home}/new/sub`)).toBe('0700');
    expect(textAt(home, 'new/es01.key')).toBe('key');
    expect(readdirSync(home)).toEqual(['new']);
  });

  it('appears whole: until the last step nothing stands at its place', async () => {
    const home = newHome();
    const seen: string[][] = [];
    const ports = testPorts();
    const look = async (path: string, bytes: Uint8Array, mode: number) => {
      seen.push(readdirSync(home).filter((name) => !name.startsWith('.')));
      await ports.files.createFile(path, bytes, mode);
    };
    await writeFiles(plan(`${home}/new`), filesWith(ports, { createFile: look }));
    expect(seen).toEqual([[], []]);
  });

  it('gets its missing parents', async () => {
    const home = newHome();
    await writeFiles(plan(`${home}/a/b/c`), testPorts());
    expect(treeOf(home)).toEqual(['a/', 'a/b/', 'a/b/c/', 'a/b/c/es01.crt', 'a/b/c/es01.key']);
  });

  it.each([
    ['the staging folder', 'makeFolder', 0],
    ['the first file', 'createFile', 0],
    ['the last file', 'createFile', 1],
    ['the rename', 'rename', 0],
  ] as const)('leaves nothing if %s fails, not even the parents', async (_, action, at) => {
    const home = newHome();
    const ports = failingAt(testPorts(), action, at);
    const error = await refusalOf(() => writeFiles(plan(`${home}/a/b/new`), ports));
    expect(error.code).toBe('disk-full');
    expect(treeOf(home)).toEqual([]);
  });

  it('keeps parents in which somebody else has put something meanwhile', async () => {
    const home = newHome();
    const ports = filesWith(testPorts(), {
      rename: () => {
        writeFileSync(`${home}/a/foreign`, 'x');
        return diskFull();
      },
    });
    const error = await refusalOf(() => writeFiles(plan(`${home}/a/new`), ports));
    expect(error.code).toBe('disk-full');
    expect(treeOf(home)).toEqual(['a/', 'a/foreign']);
  });

  it('is open where it holds no secret', async () => {
    const home = newHome();
    await writeFiles(plan(`${home}/new`, { files: [certificate] }), testPorts());
    expect(modeAt(`${home}/new`)).toBe('0755');
  });

  it('does not take the place of an empty one that was made meanwhile', async () => {
    const home = newHome();
    const prove = () => Promise.resolve(mkdirSync(`${home}/new`));
    const error = await refusalOf(() => writeFiles(plan(`${home}/new`), testPorts(), { prove }));
    expect(error.code).toBe('output-exists');
    expect(treeOf(home)).toEqual(['new/']);
  });

  it('is not made where another run was faster', async () => {
    const home = newHome();
    const ports = testPorts();
    const prove = () => {
      mkdirSync(`${home}/new`);
      writeFileSync(`${home}/new/theirs`, 'x');
      return Promise.resolve();
    };
    const error = await refusalOf(() => writeFiles(plan(`${home}/new`), ports, { prove }));
    expect(error.code).toBe('output-exists');
    expect(treeOf(home)).toEqual(['new/', 'new/theirs']);
  });
});

describe('a folder that stands', () => {
  it.each([
    ['empty', [], 0o755],
    ['with files', ['other'], 0o750],
    ['that hands on its group', ['other'], 0o2775],
    ['for everybody, with the sticky bit', [], 0o1777],
    ['that cannot be listed', [], 0o300],
  ])('%s stays the folder that it is', async (_, names, mode) => {
    const folder = `${newHome()}/out`;
    mkdirSync(folder);
    for (const name of names) writeFileSync(`${folder}/${name}`, 'other');
    chmodSync(folder, mode);
    const before = statSync(folder);
    await writeFiles(plan(folder), testPorts());
    const after = statSync(folder);
    const facts = ({ ino, mode: bits, uid, gid }: typeof after) => ({ ino, bits, uid, gid });
    expect(facts(after)).toEqual(facts(before));
    expect(treeOf(folder)).toEqual(['es01.crt', 'es01.key', ...names]);
    expect(modeAt(`${folder}/es01.key`)).toBe('0600');
  });

  itNeeding({ root: ROOT })('hands its group on to the files, as it promises', async () => {
    const folder = `${newHome()}/out`;
    mkdirSync(folder);
    chownSync(folder, 0, 65534);
    chmodSync(folder, 0o2775);
    const files = [...host, textFile('sub/a.key', 'x', 'private-key')];
    await writeFiles(plan(folder, { files }), testPorts());
    for (const name of ['es01.crt', 'es01.key', 'sub', 'sub/a.key']) {
      expect([name, statSync(`${folder}/${name}`).gid]).toEqual([name, 65534]);
    }
    expect(modeAt(`${folder}/sub`)).toBe('0700');
  });

  it.each([
    [0o755, host, ['others may enter']],
    [0o711, host, ['others may enter']],
    [0o750, host, []],
    [0o700, host, []],
    [0o755, [certificate], []],
    [0o755, [textFile('sub/a.key', 'x', 'private-key')], []],
  ])('of mode %o is warned of once, where secrets go into it', async (mode, files, expected) => {
    const folder = `${newHome()}/out`;
    mkdirSync(folder);
    chmodSync(folder, mode);
    const ports = testPorts();
    await writeFiles(plan(folder, { files }), ports);
    expect(ports.reporter.warnings).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});

describe('a folder with other files', () => {
  function filled(): string {
    const home = newHome();
    mkdirSync(`${home}/out`);
    writeFileSync(`${home}/out/other`, 'other');
    return home;
  }

  it('keeps them beside the new ones', async () => {
    const home = filled();
    await writeFiles(plan(`${home}/out`), testPorts());
    expect(treeOf(home)).toEqual(['out/', 'out/es01.crt', 'out/es01.key', 'out/other']);
    expect(modeAt(`${home}/out/es01.key`)).toBe('0600');
    expect(modeAt(`${home}/out/es01.crt`)).toBe('0644');
  });

  it.each(['es01.crt', 'es01.key'])('is left as it was if %s exists', async (name) => {
    const home = filled();
    writeFileSync(`${home}/out/${name}`, 'old');
    const error = await refusalOf(() => writeFiles(plan(`${home}/out`), testPorts()));
    expect(error.code).toBe('output-exists');
    expect(error.sentence).toContain(name);
    expect(treeOf(home)).toEqual(['out/', `out/${name}`, 'out/other']);
    expect(textAt(home, 'out', name)).toBe('old');
  });

  it('says how many more exist', async () => {
    const home = filled();
    for (const name of ['es01.crt', 'es01.key']) writeFileSync(`${home}/out/${name}`, 'old');
    const error = await refusalOf(() => writeFiles(plan(`${home}/out`), testPorts()));
    expect(error.sentence).toContain('(and 1 more)');
    expect(error.details.paths).toEqual([`${home}/out/es01.crt`, `${home}/out/es01.key`]);
  });

  it('has them replaced with force, with exact modes', async () => {
    const home = filled();
    writeFileSync(`${home}/out/es01.key`, 'old', { mode: 0o666 });
    await writeFiles(plan(`${home}/out`, { force: true }), testPorts());
    expect(textAt(home, 'out/es01.key')).toBe('key');
    expect(modeAt(`${home}/out/es01.key`)).toBe('0600');
    expect(treeOf(home)).toEqual(['out/', 'out/es01.crt', 'out/es01.key', 'out/other']);
  });

  it.each([0, 1])('gets everything back if publishing file %i fails', async (at) => {
    const home = filled();
    const error = await refusalOf(() =>
      writeFiles(plan(`${home}/out`), failingAt(testPorts(), 'hardLink', at)),
    );
    expect(error.code).toBe('disk-full');
    expect(treeOf(home)).toEqual(['out/', 'out/other']);
  });

  it('gets its old files back if with force the last one fails', async () => {
    const home = filled();
    writeFileSync(`${home}/out/es01.crt`, 'old certificate', { mode: 0o640 });
    writeFileSync(`${home}/out/es01.key`, 'old key');
    const error = await refusalOf(() =>
      writeFiles(plan(`${home}/out`, { force: true }), failingAt(testPorts(), 'rename', 1)),
    );
    expect(error.code).toBe('disk-full');
    expect(textAt(home, 'out/es01.crt')).toBe('old certificate');
    expect(textAt(home, 'out/es01.key')).toBe('old key');
    expect(modeAt(`${home}/out/es01.crt`)).toBe('0640');
    expect(treeOf(home)).toEqual(['out/', 'out/es01.crt', 'out/es01.key', 'out/other']);
  });

  it('gets new subfolders whole, and loses them again if a later one fails', async () => {
    const home = filled();
    const files = [
      textFile('a/one.key', '1', 'private-key'),
      textFile('a/two.crt', '2', 'certificate'),
      textFile('b/three.crt', '3', 'certificate'),
    ];
    const failing = failingAt(testPorts(), 'rename', 1);
    await refusalOf(() => writeFiles(plan(`${home}/out`, { files }), failing));
    expect(treeOf(home)).toEqual(['out/', 'out/other']);
    await writeFiles(plan(`${home}/out`, { files }), testPorts());
    expect(treeOf(`${home}/out`)).toEqual([
      'a/',
      'a/one.key',
      'a/two.crt',
      'b/',
      'b/three.crt',
      'other',
    ]);
    expect(modeAt(`${home}/out/a`)).toBe('0700');
  });

  it('gets files into a subfolder that exists', async () => {
    const home = filled();
    mkdirSync(`${home}/out/a`);
    writeFileSync(`${home}/out/a/kept`, 'x');
    const files = [textFile('a/one.key', '1', 'private-key')];
    await writeFiles(plan(`${home}/out`, { files }), testPorts());
    expect(treeOf(`${home}/out`)).toEqual(['a/', 'a/kept', 'a/one.key', 'other']);
  });

  it('does not have a folder replaced by a file, not even with force', async () => {
    const home = filled();
    mkdirSync(`${home}/out/es01.crt`);
    const forced = plan(`${home}/out`, { force: true });
    expect((await refusalOf(() => writeFiles(forced, testPorts()))).code).toBe('output-exists');
  });
});

describe('a CA', () => {
  const caFiles: PlannedFile[] = [
    textFile('ca.crt', 'new', 'certificate'),
    textFile('ca.key', 'new', 'private-key'),
    textFile('ledger.jsonl', '', 'ledger'),
  ];

  it.each(['ca.key', 'ledger.jsonl'])('keeps its %s even with force', async (name) => {
    const home = newHome();
    mkdirSync(`${home}/ca`);
    writeFileSync(`${home}/ca/${name}`, 'old');
    const forced = plan(`${home}/ca`, { files: caFiles, force: true });
    const error = await refusalOf(() => writeFiles(forced, testPorts()));
    expect(error.code).toBe('ca-in-the-way');
    expect(treeOf(home)).toEqual(['ca/', `ca/${name}`]);
    expect(textAt(home, 'ca', name)).toBe('old');
  });

  it('inside a kit keeps its key even with force', async () => {
    const home = newHome();
    mkdirSync(`${home}/kit/ca`, { recursive: true });
    writeFileSync(`${home}/kit/ca/ca.key`, 'old');
    const files = caFiles.map((file) => ({ ...file, path: `ca/${file.path}` }));
    const forced = plan(`${home}/kit`, { files, force: true });
    expect((await refusalOf(() => writeFiles(forced, testPorts()))).code).toBe('ca-in-the-way');
    expect(textAt(home, 'kit/ca/ca.key')).toBe('old');
  });

  it('key behind a link is not overwritten either', async () => {
    const home = newHome();
    mkdirSync(`${home}/ca`);
    writeFileSync(`${home}/elsewhere`, 'old');
    symlinkSync('../elsewhere', `${home}/ca/ca.key`);
    const forced = plan(`${home}/ca`, { files: caFiles, force: true });
    expect((await refusalOf(() => writeFiles(forced, testPorts()))).code).toBe('ca-in-the-way');
    expect(textAt(home, 'elsewhere')).toBe('old');
  });
});

describe('a link', () => {
  it.each([false, true])('is refused as the folder itself (force: %s)', async (force) => {
    const home = newHome();
    mkdirSync(`${home}/real`);
    symlinkSync('real', `${home}/link`);
    for (const folder of [`${home}/link`, `${home}/link/`]) {
      const error = await refusalOf(() => writeFiles(plan(folder, { force }), testPorts()));
      expect(error.code).toBe('output-is-link');
    }
    expect(treeOf(home)).toEqual(['link -> real', 'real/']);
  });

  it('is refused as a subfolder', async () => {
    const home = newHome();
    mkdirSync(`${home}/out`);
    mkdirSync(`${home}/elsewhere`);
    symlinkSync('../elsewhere', `${home}/out/sub`);
    const files = [textFile('sub/a.crt', 'x', 'certificate')];
    const forced = plan(`${home}/out`, { files, force: true });
    expect((await refusalOf(() => writeFiles(forced, testPorts()))).code).toBe('output-is-link');
    expect(readdirSync(`${home}/elsewhere`)).toEqual([]);
  });

  it.each(['a file', 'nothing'])('to %s counts as existing', async (target) => {
    const home = newHome();
    mkdirSync(`${home}/out`);
    if (target === 'a file') writeFileSync(`${home}/elsewhere`, 'old');
    symlinkSync('../elsewhere', `${home}/out/es01.crt`);
    const error = await refusalOf(() => writeFiles(plan(`${home}/out`), testPorts()));
    expect(error.code).toBe('output-exists');
    expect(readlinkSync(`${home}/out/es01.crt`)).toBe('../elsewhere');
  });

  it('is replaced with force, not written through, and comes back if a later file fails', async () => {
    const home = newHome();
    mkdirSync(`${home}/out`);
    writeFileSync(`${home}/elsewhere`, 'old');
    writeFileSync(`${home}/out/es01.key`, 'old key');
    symlinkSync('../elsewhere', `${home}/out/es01.crt`);
    const forced = plan(`${home}/out`, { force: true });
    await refusalOf(() => writeFiles(forced, failingAt(testPorts(), 'rename', 1)));
    expect(readlinkSync(`${home}/out/es01.crt`)).toBe('../elsewhere');
    await writeFiles(forced, testPorts());
    expect(textAt(home, 'out/es01.crt')).toBe('certificate');
    expect(treeOf(home)).toEqual(['elsewhere', 'out/', 'out/es01.crt', 'out/es01.key']);
    expect(textAt(home, 'elsewhere')).toBe('old');
  });
});

describe('a file in the way', () => {
  it.each(['file', 'file/below', 'file/below/deep'])('as %s is refused', async (path) => {
    const home = newHome();
    writeFileSync(`${home}/file`, 'old');
    const error = await refusalOf(() => writeFiles(plan(`${home}/${path}`), testPorts()));
    expect(error.code).toBe('output-not-folder');
    expect(treeOf(home)).toEqual(['file']);
  });

  it('of a subfolder is refused', async () => {
    const home = newHome();
    mkdirSync(`${home}/out`);
    writeFileSync(`${home}/out/sub`, 'old');
    const files = [textFile('sub/a.crt', 'x', 'certificate')];
    const error = await refusalOf(() =>
      writeFiles(plan(`${home}/out`, { files, force: true }), testPorts()),
    );
    expect(error.code).toBe('output-not-folder');
  });
});

describe('an output that is an input', () => {
  it.each<[string, (home: string) => string]>([
    ['by its path', (home) => `${home}/out/es01.crt`],
    ['by another spelling', (home) => `${home}/out/../out/./es01.crt`],
    ['by a link', (home) => `${home}/link`],
  ])('is refused with force: %s', async (_, input) => {
    const home = newHome();
    mkdirSync(`${home}/out`);
    writeFileSync(`${home}/out/es01.crt`, 'old');
    symlinkSync('out/es01.crt', `${home}/link`);
    for (const dryRun of [true, false]) {
      const inputs = [input(home)];
      const refused = plan(`${home}/out`, { force: true, dryRun, inputs });
      const error = await refusalOf(() => writeFiles(refused, testPorts()));
      expect(error.code).toBe('output-is-input');
    }
    expect(textAt(home, 'out/es01.crt')).toBe('old');
  });
});

describe('the steps around publishing', () => {
  function recordingSteps(home: string, failing?: keyof WritingSteps) {
    const log: string[] = [];
    const step = (name: keyof WritingSteps) => () => {
      log.push(`${name}, ${existsSync(`${home}/new`) ? 'published' : 'not published'}`);
      if (name === failing) throw new TlsmithError('proof-failed', 'says the test');
      return Promise.resolve();
    };
    const steps = { prove: step('prove'), record: step('record'), abandon: step('abandon') };
    return { log, steps };
  }

  it('come in order: proof, record, then the files get their names', async () => {
    const home = newHome();
    const { log, steps } = recordingSteps(home);
    await writeFiles(plan(`${home}/new`), testPorts(), steps);
    expect(log).toEqual(['prove, not published', 'record, not published']);
    expect(existsSync(`${home}/new/es01.key`)).toBe(true);
  });

  it('show the proof all files with their final modes', async () => {
    const home = newHome();
    let seen: string[] = [];
    const prove = (staged: string) => {
      seen = [...treeOf(staged), modeAt(staged), modeAt(`${staged}/es01.key`)];
      return Promise.resolve();
    };
    await writeFiles(plan(`${home}/new`), testPorts(), { prove });
    expect(seen).toEqual(['es01.crt', 'es01.key', '0700', '0600']);
  });

  it('stop at a failed proof: nothing is recorded, nothing is left', async () => {
    const home = newHome();
    const { log, steps } = recordingSteps(home, 'prove');
    const error = await refusalOf(() => writeFiles(plan(`${home}/a/new`), testPorts(), steps));
    expect(error.code).toBe('proof-failed');
    expect(log).toEqual(['prove, not published']);
    expect(treeOf(home)).toEqual([]);
  });

  it('stop at a failed record: no file, and nothing to abandon', async () => {
    const home = newHome();
    const { log, steps } = recordingSteps(home, 'record');
    await refusalOf(() => writeFiles(plan(`${home}/new`), testPorts(), steps));
    expect(log).toEqual(['prove, not published', 'record, not published']);
    expect(treeOf(home)).toEqual([]);
  });

  it('abandon what was recorded if publishing fails', async () => {
    const home = newHome();
    const { log, steps } = recordingSteps(home);
    const ports = failingAt(testPorts(), 'rename', 0);
    const error = await refusalOf(() => writeFiles(plan(`${home}/new`), ports, steps));
    expect(error.code).toBe('disk-full');
    expect(log.at(-1)).toBe('abandon, not published');
    expect(treeOf(home)).toEqual([]);
  });

  it('do not abandon what stands at its place: only clearing away failed', async () => {
    const home = newHome();
    mkdirSync(`${home}/new`);
    writeFileSync(`${home}/new/other`, 'x');
    const { log, steps } = recordingSteps(home);
    let calls = 0;
    const real = testPorts();
    const ports = filesWith(real, {
      remove: (path) => ((calls += 1) === 1 ? diskFull() : real.files.remove(path)),
    });
    await writeFiles(plan(`${home}/new`), ports, steps).catch(() => undefined);
    const isPublished = existsSync(`${home}/new/es01.crt`);
    expect([isPublished, log.length]).toEqual([true, 2]);
  });

  it('are not taken where the checks fail', async () => {
    const home = newHome();
    mkdirSync(`${home}/new`);
    writeFileSync(`${home}/new/es01.crt`, 'old');
    const { log, steps } = recordingSteps(home);
    await refusalOf(() => writeFiles(plan(`${home}/new`), testPorts(), steps));
    expect(log).toEqual([]);
  });

  it('hold signals back from the record to the last name, and let them through whatever happens', async () => {
    for (const failing of [undefined, 'record'] as const) {
      const home = newHome();
      const log: string[] = [];
      const ports = filesWith(testPorts(), {
        deferSignals: () => {
          log.push('held');
          return () => log.push(`through, ${existsSync(`${home}/new`) ? 'published' : 'not'}`);
        },
      });
      const record = () => {
        log.push('record');
        return failing ? Promise.reject(new TlsmithError('disk-full', 'x')) : Promise.resolve();
      };
      await writeFiles(plan(`${home}/new`), ports, { record }).catch(() => undefined);
      expect(log).toEqual(['held', 'record', `through, ${failing ? 'not' : 'published'}`]);
    }
  });

  it('have the staging folder removed on a signal until all is done', async () => {
    const home = newHome();
    const log: string[] = [];
    const ports = filesWith(testPorts(), {
      removeOnSignal: (path) => {
        log.push(path.slice(home.length));
        return () => log.push('no longer');
      },
    });
    await writeFiles(plan(`${home}/new`), ports);
    expect(log).toEqual([
      expect.stringMatching(/^\/\.new\.tlsmith-\d+-[0-9a-f]{12}$/),
      'no longer',
    ]);
  });
});

describe('a dry run', () => {
  it('answers what would be written and writes nothing', async () => {
    const home = newHome();
    const steps = { prove: diskFull, record: diskFull, abandon: diskFull };
    const dry = plan(`${home}/a/new`, { dryRun: true });
    const written = await writeFiles(dry, testPorts(), steps);
    expect(written.map(({ path, mode }) => [path, mode])).toEqual([
      [`${home}/a/new/es01.crt`, '0644'],
      [`${home}/a/new/es01.key`, '0600'],
    ]);
    expect(treeOf(home)).toEqual([]);
  });

  it('refuses what the real run would refuse', async () => {
    const home = newHome();
    mkdirSync(`${home}/new`);
    writeFileSync(`${home}/new/es01.crt`, 'old');
    const dry = plan(`${home}/new`, { dryRun: true });
    expect((await refusalOf(() => writeFiles(dry, testPorts()))).code).toBe('output-exists');
  });

  it('removes no left-overs', async () => {
    const home = newHome();
    mkdirSync(`${home}/.old.tlsmith-999999999-0123456789ab`);
    await writeFiles(plan(`${home}/new`, { dryRun: true }), testPorts());
    expect(readdirSync(home)).toHaveLength(1);
  });
});

describe('left-overs of a killed run', () => {
  const dead = '.es01.tlsmith-999999999-0123456789ab';

  it('are removed beside a new folder, and that is said', async () => {
    const home = newHome();
    mkdirSync(`${home}/${dead}`);
    writeFileSync(`${home}/${dead}/es01.key`, 'secret');
    const ports = testPorts();
    await writeFiles(plan(`${home}/new`), ports);
    expect(readdirSync(home)).toEqual(['new']);
    expect(ports.reporter.notes).toEqual([expect.stringContaining(dead)]);
  });

  it('are removed inside a folder with files', async () => {
    const home = newHome();
    mkdirSync(`${home}/out/${dead}`, { recursive: true });
    writeFileSync(`${home}/out/other`, 'x');
    await writeFiles(plan(`${home}/out`), testPorts());
    expect(treeOf(`${home}/out`)).toEqual(['es01.crt', 'es01.key', 'other']);
  });

  it.each([
    ['of a process that lives', `.es01.tlsmith-${process.pid}-0123456789ab`, 'folder'],
    ['of another form', '.es01.tlsmith-999999999-xyz', 'folder'],
    ['of a person', 'es01.tlsmith-999999999-0123456789ab', 'folder'],
    ['that are a file', dead, 'file'],
    ['that are a link', dead, 'link'],
  ])('%s stay', async (_, name, kind) => {
    const home = newHome();
    if (kind === 'folder') mkdirSync(`${home}/${name}`);
    if (kind === 'file') writeFileSync(`${home}/${name}`, 'x');
    if (kind === 'link') symlinkSync('/nowhere', `${home}/${name}`);
    const ports = testPorts();
    await writeFiles(plan(`${home}/new`), ports);
    expect(readdirSync(home).sort()).toEqual([name, 'new'].sort());
    expect(ports.reporter.notes).toEqual([]);
  });

  it('of somebody else, which may not be removed, do not stop the work', async () => {
    const home = newHome();
    mkdirSync(`${home}/${dead}`);
    const real = testPorts();
    const ports = filesWith(real, {
      remove: (path) =>
        path.endsWith(dead)
          ? Promise.reject(new TlsmithError('output-not-permitted', 'says the test'))
          : real.files.remove(path),
    });
    await writeFiles(plan(`${home}/new`), ports);
    expect(existsSync(`${home}/new/es01.key`)).toBe(true);
  });

  it('are named without the control characters that a name may hold', async () => {
    const home = newHome();
    mkdirSync(`${home}/.a\u001b[31m.tlsmith-999999999-0123456789ab`);
    const ports = testPorts();
    await writeFiles(plan(`${home}/new`), ports);
    expect(ports.reporter.notes.join()).not.toContain('\u001b');
  });
});

describe('a git work tree', () => {
  function workTree(kind: 'folder' | 'file'): string {
    const home = newHome();
    if (kind === 'folder') mkdirSync(`${home}/.git`);
    else writeFileSync(`${home}/.git`, 'gitdir: elsewhere');
    return home;
  }

  it.each(['folder', 'file'] as const)(
    'with .git as a %s gets a .gitignore into a new folder of secrets, and a warning',
    async (kind) => {
      const home = workTree(kind);
      const ports = testPorts();
      const written = await writeFiles(plan(`${home}/a/new`), ports);
      expect(textAt(home, 'a/new/.gitignore')).toBe('*\n');
      expect(written.at(-1)).toEqual({
        path: `${home}/a/new/.gitignore`,
        kind: 'ignore',
        mode: '0644',
      });
      expect(ports.reporter.warnings).toEqual([expect.stringContaining('git work tree')]);
    },
  );

  it('gets none where nothing is secret', async () => {
    const home = workTree('folder');
    const ports = testPorts();
    await writeFiles(plan(`${home}/new`, { files: [certificate] }), ports);
    expect(treeOf(`${home}/new`)).toEqual(['es01.crt']);
    expect(ports.reporter.warnings).toEqual([]);
  });

  it('gets one into each new folder of secrets in one that stands, with one warning', async () => {
    const home = workTree('folder');
    mkdirSync(`${home}/out/old`, { recursive: true });
    chmodSync(`${home}/out/old`, 0o700);
    const ports = testPorts();
    const names = ['a/a.key', 'b/b.key', 'open/c.crt', 'old/d.key'];
    const files = names.map((name) =>
      textFile(name, 'x', name.endsWith('key') ? 'private-key' : 'certificate'),
    );
    await writeFiles(plan(`${home}/out`, { files }), ports);
    expect(treeOf(`${home}/out`)).toEqual(
      [
        ...['a/', 'a/.gitignore', 'a/a.key', 'b/', 'b/.gitignore', 'b/b.key'],
        ...['old/', 'old/d.key', 'open/', 'open/c.crt'],
      ].sort(),
    );
    expect(ports.reporter.warnings).toEqual([expect.stringContaining('git work tree')]);
  });

  it('gets none below a folder that is ignored as a whole', async () => {
    const home = workTree('folder');
    mkdirSync(`${home}/out`);
    writeFileSync(`${home}/out/.gitignore`, '*\n');
    const files = [textFile('a/a.key', 'x', 'private-key')];
    const ports = testPorts();
    await writeFiles(plan(`${home}/out`, { files }), ports);
    expect(treeOf(`${home}/out`)).toEqual(['.gitignore', 'a/', 'a/a.key']);
    expect(ports.reporter.warnings).toEqual([]);
  });

  it('gets none into a folder that has files', async () => {
    const home = workTree('folder');
    mkdirSync(`${home}/out`);
    writeFileSync(`${home}/out/other`, 'x');
    await writeFiles(plan(`${home}/out`), testPorts());
    expect(treeOf(`${home}/out`)).toEqual(['es01.crt', 'es01.key', 'other']);
  });

  it('is warned of without the control characters of a path', async () => {
    const home = workTree('folder');
    const ports = testPorts();
    await writeFiles(plan(`${home}/a\u001b[31m`), ports);
    expect(ports.reporter.warnings.join()).not.toContain('\u001b');
  });
});
