// What the program runs besides its own files: nothing that another user has laid ready for it.
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { describePeer } from '../support/peer.js';
import { copyProgram, NOBODY, programOfSomebody, ROOT } from '../support/program-of-somebody.js';
import { PACKAGE_ROOT, PROGRAM, runProgram } from '../support/run-cli.js';
import { NODE_22 } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const base = temporaryFolder();

describe('the folder for compiled code', () => {
  beforeAll(() => chmodSync(base, 0o755));
  const run = (env: Record<string, string>) =>
    runProgram(process.execPath, [PROGRAM, '--version'], { env });

  it.each([
    ['in XDG_CACHE_HOME', 'XDG_CACHE_HOME', 'xdg', 'xdg/tlsmith'],
    ['in the .cache of the home', 'HOME', 'home', 'home/.cache/tlsmith'],
  ])('is one of the user alone %s', async (_, name, value, expected) => {
    mkdirSync(join(base, value), { mode: 0o700 });
    await run({ XDG_CACHE_HOME: '', TMPDIR: base, [name]: join(base, value) });
    const folder = join(base, expected);
    expect(lstatSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^version-v.*\.code$/)]);
  });

  it.each(['', 'relative/path', '/proc/none'])('is none without a home (%j)', async (value) => {
    const before = readdirSync(base);
    const env = { XDG_CACHE_HOME: value, HOME: '/proc/none', TMPDIR: base };
    expect((await run(env)).exitCode).toBe(0);
    expect(readdirSync(base)).toEqual(before);
  });
});

/** Where a Node keeps its cache below `folder`, all files. */
const cached = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describePeer('a cache that another user has planted', { root: ROOT, 'Node 22': NODE_22 }, () => {
  const node = NODE_22 as string;
  const planted = 'console.log("planted");';

  /** What a user may prepare: code of his own under the very names under which ours is kept. */
  async function plant(shared: string, program: string): Promise<string[]> {
    const evil = join(base, 'evil');
    cpSync(join(program, '../..'), evil, { recursive: true });
    const env = { NODE_COMPILE_CACHE: shared, TMPDIR: shared };
    await runProgram(node, [join(evil, 'bin/run.js'), '--version'], {
      env,
      uid: NOBODY,
      gid: NOBODY,
    });
    const files = cached(shared);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) writeFileSync(file, planted);
    return files;
  }

  it.each(['the temporary folder', 'a folder in place of ours'])(
    'in %s is neither read nor written by root',
    async (where) => {
      const shared = join(base, where.replaceAll(' ', '-'));
      const inTemporary = where === 'the temporary folder';
      const folder = inTemporary ? join(shared, 'node-compile-cache') : join(shared, 'tlsmith');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(shared, inTemporary ? 0o1777 : 0o755);
      chownSync(folder, NOBODY, NOBODY);
      const { program } = programOfSomebody(join(base, `copy-${where.length}`));
      const files = await plant(folder, program);
      const env = {
        TMPDIR: shared,
        HOME: '/proc/none',
        XDG_CACHE_HOME: inTemporary ? '' : shared,
        NODE_DEBUG_NATIVE: 'COMPILE_CACHE',
      };
      const { exitCode, stdout, stderr } = await runProgram(node, [program, '--version'], { env });
      expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^tlsmith\//)]);
      expect(stderr).not.toContain(shared);
      for (const file of files) expect(readFileSync(file, 'utf8')).toBe(planted);
      expect(cached(folder)).toEqual(files);
    },
  );
});

describe('modules that another user has planted', () => {
  const MODULES = ['tsx', 'typescript', 'ts-node', 'picomatch', 'oclif', 'supports-color', 'yaml'];
  const PLANTED = 'a planted module runs';
  const place = join(base, 'planted');

  beforeAll(() => {
    for (const folder of ['node_modules', 'here/node_modules']) {
      for (const name of MODULES) {
        const path = join(place, folder, name);
        mkdirSync(path, { recursive: true });
        const exports = { '.': './index.js', './*': './index.js' };
        writeFileSync(
          join(path, 'package.json'),
          JSON.stringify({ name, main: 'index.js', exports }),
        );
        writeFileSync(join(path, 'index.js'), `console.log(${JSON.stringify(PLANTED)});`);
      }
    }
    for (const name of ['package.json', 'tsconfig.json', '.oclifrc.json', 'oclif.manifest.json'])
      writeFileSync(
        join(place, 'here', name),
        '{"oclif": {"plugins": ["tsx"], "hooks": {"init": "tsx"}}}',
      );
    copyProgram(join(place, 'program'));
    // As in a checkout: what makes the framework look for a compiler.
    cpSync(join(PACKAGE_ROOT, 'tsconfig.json'), join(place, 'program/tsconfig.json'));
    mkdirSync(join(place, 'program/src'));
  });

  it.each(['production', 'development', 'test'])(
    'above the program, or where a person stands, do not run under NODE_ENV=%s',
    async (environment) => {
      for (const args of [['--version'], ['config', 'list'], ['cert', 'batch', 'absent.yml']]) {
        const { stdout, stderr } = await runProgram(
          process.execPath,
          [join(place, 'program/bin/run.js'), ...args],
          { cwd: join(place, 'here'), env: { NODE_ENV: environment } },
        );
        expect(stdout + stderr).not.toContain(PLANTED);
        expect(stdout + stderr).not.toBe('');
      }
    },
  );
});
