// The file system as the port promises it: bounded reading, exclusive creation, exact modes, our error codes.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/io/node-files.js';
import { modeAt, textAt, treeOf } from '../support/folder-tree.js';
import { codeOf, refusalOf } from '../support/refusal-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { quietSignals } from '../support/test-ports.js';

const base = temporaryFolder();
const files = nodeFiles(quietSignals);
const utf8 = (text: string) => new Uint8Array(Buffer.from(text));
let count = 0;

function newHome(): string {
  const home = join(base, `home-${(count += 1)}`);
  mkdirSync(home);
  return home;
}

describe('identity', () => {
  it('stays with a file under a second name, and goes with it', async () => {
    const home = newHome();
    const [at, next] = [`${home}/a`, `${home}/next`];
    expect(await files.identity(at)).toBeUndefined();
    await files.createFile(at, utf8('same'), 0o600);
    const first = await files.identity(at);
    expect(first).toBeDefined();
    await files.hardLink(at, `${home}/second`);
    await files.setMode(at, 0o644);
    expect(await files.identity(at)).toBe(first);
    await files.createFile(next, utf8('same'), 0o644);
    await files.rename(next, at);
    expect(await files.identity(at)).not.toBe(first);
    expect(await files.identity(`${home}/second`)).toBe(first);
  });
});

describe('read', () => {
  it('answers the bytes of a file, also through a link', async () => {
    const home = newHome();
    writeFileSync(`${home}/a`, Uint8Array.of(0, 1, 255));
    symlinkSync('a', `${home}/link`);
    expect(await files.read(`${home}/a`)).toEqual(Uint8Array.of(0, 1, 255));
    expect(await files.read(`${home}/link`)).toEqual(Uint8Array.of(0, 1, 255));
  });

  it('answers no bytes for an empty file', async () => {
    const home = newHome();
    writeFileSync(`${home}/empty`, '');
    expect(await files.read(`${home}/empty`)).toEqual(new Uint8Array());
  });

  it('reads 16 MiB and refuses one octet more', async () => {
    const home = newHome();
    const limit = 16 * 1024 * 1024;
    writeFileSync(`${home}/big`, '');
    truncateSync(`${home}/big`, limit);
    expect((await files.read(`${home}/big`)).length).toBe(limit);
    truncateSync(`${home}/big`, limit + 1);
    const error = await refusalOf(() => files.read(`${home}/big`));
    expect(error.code).toBe('input-too-large');
    expect(error.details).toEqual({ path: `${home}/big`, limit });
  });

  it('takes another limit', async () => {
    const home = newHome();
    writeFileSync(`${home}/a`, '12345');
    expect(await codeOf(() => files.read(`${home}/a`, 4))).toBe('input-too-large');
    expect(await files.read(`${home}/a`, 5)).toHaveLength(5);
  });

  it('comes to an end with an endless source', async () => {
    expect(await codeOf(() => files.read('/dev/zero', 1024 * 1024))).toBe('input-too-large');
  });

  it.each([
    ['absent', (home: string) => `${home}/absent`, 'input-absent'],
    ['a broken link', (home: string) => `${home}/broken`, 'input-absent'],
    ['below a file', (home: string) => `${home}/file/below`, 'input-absent'],
    ['a folder', (home: string) => home, 'input-wrong-kind'],
    ['a link to itself', (home: string) => `${home}/loop`, 'input-unreadable'],
    ['a name that is too long', (home: string) => `${home}/${'x'.repeat(300)}`, 'input-unreadable'],
  ])('refuses what is %s', async (_, pathIn, code) => {
    const home = newHome();
    writeFileSync(`${home}/file`, 'x');
    symlinkSync('nowhere', `${home}/broken`);
    symlinkSync('loop', `${home}/loop`);
    const error = await refusalOf(() => files.read(pathIn(home)));
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({ path: pathIn(home) });
  });

  it('refuses a path with a zero octet', async () => {
    expect(await codeOf(() => files.read('a\u0000b'))).toBe('input-unreadable');
  });

  it('shows control characters of a path escaped', async () => {
    const error = await refusalOf(() => files.read(`${base}/a\u001b[31m\u202e`));
    expect(error.sentence).not.toMatch(/[\u001b\u202e]/);
  });

  it('if present answers nothing where nothing stands, and fails for other reasons', async () => {
    const home = newHome();
    writeFileSync(`${home}/a`, 'x');
    expect(await files.readIfPresent(`${home}/absent`)).toBeUndefined();
    expect(await files.readIfPresent(`${home}/a`)).toEqual(utf8('x'));
    expect(await codeOf(() => files.readIfPresent(home))).toBe('input-wrong-kind');
  });
});

describe('pieces', () => {
  const lengthOf = async (path: string) => {
    let length = 0;
    for await (const piece of files.pieces(path)) length += piece.length;
    return length;
  };

  it('answers a file of any size, and nothing of an empty one', async () => {
    const home = newHome();
    writeFileSync(`${home}/big`, '');
    expect(await lengthOf(`${home}/big`)).toBe(0);
    truncateSync(`${home}/big`, 17 * 1024 * 1024);
    expect(await lengthOf(`${home}/big`)).toBe(17 * 1024 * 1024);
  });

  it('refuses what is absent, and a folder', async () => {
    const home = newHome();
    expect((await refusalOf(() => lengthOf(`${home}/absent`))).code).toBe('input-absent');
    expect((await refusalOf(() => lengthOf(home))).code).toBe('input-wrong-kind');
  });
});

describe('kind', () => {
  it('says what stands at a path without following links', async () => {
    const home = newHome();
    writeFileSync(`${home}/file`, '');
    mkdirSync(`${home}/folder`);
    symlinkSync('folder', `${home}/link`);
    symlinkSync('nowhere', `${home}/broken`);
    const kinds = ['file', 'folder', 'link', 'broken', 'absent'].map((name) =>
      files.kind(`${home}/${name}`),
    );
    expect(await Promise.all(kinds)).toEqual(['file', 'folder', 'link', 'link', 'absent']);
    expect(await files.kind('/dev/null')).toBe('other');
    expect(await codeOf(() => files.kind(`${home}/file/below`))).toBe('output-not-folder');
  });
});

describe('list', () => {
  it('answers names in order, and an input error where there is no folder', async () => {
    const home = newHome();
    for (const name of ['b', 'a', '.hidden']) writeFileSync(`${home}/${name}`, '');
    expect(await files.list(home)).toEqual(['.hidden', 'a', 'b']);
    expect(await codeOf(() => files.list(`${home}/absent`))).toBe('input-absent');
    expect(await codeOf(() => files.list(`${home}/a`))).toBe('input-absent');
  });
});

describe('real and absolute', () => {
  it('resolve links, or name what is not there', async () => {
    const home = newHome();
    mkdirSync(`${home}/folder`);
    symlinkSync('folder', `${home}/link`);
    expect(await files.real(`${home}/link/`)).toBe(`${home}/folder`);
    expect(await files.real(`${home}/x/../absent`)).toBe(`${home}/absent`);
    expect(files.absolute('a/../b')).toBe(resolve('b'));
    expect(files.absolute(`${home}/folder/`)).toBe(`${home}/folder`);
  });
});

describe('access', () => {
  it('answers the bits of what stands there, and whose it is', async () => {
    const home = newHome();
    mkdirSync(`${home}/folder`);
    chmodSync(`${home}/folder`, 0o2751);
    symlinkSync('folder', `${home}/link`);
    expect(await files.access(`${home}/folder`)).toEqual({ mode: 0o2751, owner: 'self' });
    expect((await files.access(`${home}/link`)).mode).toBe(0o777);
    expect(await codeOf(() => files.access(`${home}/absent`))).toBe('output-failed');
  });
});

describe('copyOwnership', () => {
  it('gives a file the mode of another', async () => {
    const home = newHome();
    writeFileSync(`${home}/model`, '', { mode: 0o640 });
    writeFileSync(`${home}/new`, '', { mode: 0o600 });
    await files.copyOwnership(`${home}/model`, `${home}/new`);
    expect(modeAt(`${home}/new`)).toBe('0640');
  });
});

describe('removeTail', () => {
  it.each([
    ['what was appended last', 'one\ntwo\n', 'one\n'],
    ['nothing of a file that goes on', 'one\ntwo\nthree\n', 'one\ntwo\nthree\n'],
    ['nothing of a shorter file', '\n', '\n'],
  ])('cuts off %s', async (_, before, after) => {
    const path = `${newHome()}/file`;
    writeFileSync(path, before);
    await files.removeTail(path, 'two\n');
    expect(textAt(path)).toBe(after);
  });
});

describe('isInsideGitWorkTree', () => {
  it('looks for .git upwards, whatever it is', async () => {
    const home = newHome();
    mkdirSync(`${home}/tree/a/b`, { recursive: true });
    mkdirSync(`${home}/linked/a`, { recursive: true });
    mkdirSync(`${home}/tree/.git`);
    writeFileSync(`${home}/linked/.git`, 'gitdir: elsewhere');
    expect(await files.isInsideGitWorkTree(`${home}/tree/a/b`)).toBe(true);
    expect(await files.isInsideGitWorkTree(`${home}/tree/a/b/absent/too`)).toBe(true);
    expect(await files.isInsideGitWorkTree(`${home}/linked/a`)).toBe(true);
    expect(await files.isInsideGitWorkTree(home)).toBe(false);
  });
});

describe('isProcessAlive', () => {
  it.each([
    ['ours', process.pid, true],
    ['the first one', 1, true],
    ['none', 999_999_999, false],
    ['one beyond all numbers', 2 ** 40, false],
  ])('of %s', (_, pid, expected) => {
    expect(files.isProcessAlive(pid)).toBe(expected);
  });

  it('knows its own number', () => {
    expect(files.processId()).toBe(process.pid);
  });
});

describe('makeParents', () => {
  it('makes what is missing and answers it, outermost first', async () => {
    const home = newHome();
    expect(await files.makeParents(`${home}/a/b/c`)).toEqual([`${home}/a`, `${home}/a/b`]);
    expect(treeOf(home)).toEqual(['a/', 'a/b/']);
    expect(await files.makeParents(`${home}/a/b/c`)).toEqual([]);
  });

  it('refuses a file on the way', async () => {
    const home = newHome();
    writeFileSync(`${home}/file`, '');
    for (const below of ['file/a', 'file/a/b']) {
      expect(await codeOf(() => files.makeParents(`${home}/${below}`))).toBe('output-not-folder');
    }
  });
});

describe('createFile', () => {
  it('writes all bytes with exactly the mode', async () => {
    const home = newHome();
    for (const mode of [0o600, 0o644, 0o640]) {
      const path = `${home}/${mode.toString(8)}`;
      await files.createFile(path, utf8('bytes'), mode);
      expect(modeAt(path)).toBe(mode.toString(8).padStart(4, '0'));
      expect(textAt(path)).toBe('bytes');
    }
  });

  it.each(['a file', 'a link', 'a broken link', 'a folder'])(
    'is exclusive: %s is left alone',
    async (what) => {
      const home = newHome();
      writeFileSync(`${home}/other`, 'old');
      if (what === 'a file') writeFileSync(`${home}/x`, 'old');
      if (what === 'a link') symlinkSync('other', `${home}/x`);
      if (what === 'a broken link') symlinkSync('nowhere', `${home}/x`);
      if (what === 'a folder') mkdirSync(`${home}/x`);
      const code = await codeOf(() => files.createFile(`${home}/x`, utf8('new'), 0o600));
      expect(code).toBe('output-exists');
      expect(textAt(home, 'other')).toBe('old');
      expect(existsSync(`${home}/nowhere`)).toBe(false);
    },
  );

  it('refuses a folder that is not there', async () => {
    const home = newHome();
    const code = await codeOf(() => files.createFile(`${home}/a/x`, utf8('new'), 0o600));
    expect(code).toBe('output-failed');
  });
});

describe('makeFolder', () => {
  it('is exclusive and exact', async () => {
    const home = newHome();
    await files.makeFolder(`${home}/a`, 0o700);
    expect(modeAt(`${home}/a`)).toBe('0700');
    await files.makeFolder(`${home}/b`, 0o755);
    expect(modeAt(`${home}/b`)).toBe('0755');
    expect(await codeOf(() => files.makeFolder(`${home}/a`, 0o700))).toBe('output-exists');
  });
});

describe('modes', () => {
  const umasks = ['000', '022', '077', '777'];
  const homes = Object.fromEntries(umasks.map((umask) => [umask, newHome()]));
  let modes: Record<string, Record<string, string>>;

  // A process of its own, because a umask belongs to a process and tests share theirs.
  beforeAll(() => {
    const source = resolve(dirname(fileURLToPath(import.meta.url)), '../../src/io/node-files.ts');
    const program = `
      import { statSync } from 'node:fs';
      import { nodeFiles } from ${JSON.stringify(source)};
      const files = nodeFiles({ onEnd: () => () => {}, defer: () => () => {} });
      const homes = ${JSON.stringify(homes)};
      const modes = {};
      for (const [umask, home] of Object.entries(homes)) {
        process.umask(umask);
        await files.makeFolder(home + '/folder', 0o700);
        await files.makeFolder(home + '/open', 0o755);
        await files.createFile(home + '/key', new Uint8Array(3), 0o600);
        await files.createFile(home + '/certificate', new Uint8Array(3), 0o644);
        const mode = (name) => (statSync(home + '/' + name).mode & 0o7777).toString(8);
        const names = ['folder', 'open', 'key', 'certificate'];
        modes[umask] = Object.fromEntries(names.map((name) => [name, mode(name)]));
      }
      console.log(JSON.stringify(modes));
    `;
    const { outputFiles } = buildSync({
      stdin: { contents: program, resolveDir: base, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      write: false,
    });
    const result = spawnSync(process.execPath, ['--input-type=module', '-'], {
      input: outputFiles[0]?.text ?? '',
      encoding: 'utf8',
    });
    if (result.status !== 0) throw new Error(result.stderr);
    modes = JSON.parse(result.stdout) as typeof modes;
  });

  it.each(umasks)('are exact under the umask %s', (umask) => {
    expect(modes[umask]).toEqual({ folder: '700', open: '755', key: '600', certificate: '644' });
  });
});

describe('hardLink', () => {
  it('gives a second name', async () => {
    const home = newHome();
    writeFileSync(`${home}/a`, 'x');
    await files.hardLink(`${home}/a`, `${home}/b`);
    expect(lstatSync(`${home}/a`).ino).toBe(lstatSync(`${home}/b`).ino);
  });

  it.each(['a file', 'a link', 'a broken link'])('onto %s is refused', async (what) => {
    const home = newHome();
    writeFileSync(`${home}/a`, 'new');
    writeFileSync(`${home}/other`, 'old');
    if (what === 'a file') writeFileSync(`${home}/b`, 'old');
    if (what === 'a link') symlinkSync('other', `${home}/b`);
    if (what === 'a broken link') symlinkSync('nowhere', `${home}/b`);
    expect(await codeOf(() => files.hardLink(`${home}/a`, `${home}/b`))).toBe('output-exists');
    expect(textAt(home, 'other')).toBe('old');
  });

  it('of a link names the link itself', async () => {
    const home = newHome();
    writeFileSync(`${home}/a`, 'x');
    symlinkSync('a', `${home}/link`);
    await files.hardLink(`${home}/link`, `${home}/second`);
    expect(readlinkSync(`${home}/second`)).toBe('a');
  });
});

describe('rename', () => {
  it('replaces a file and a link, and does not follow the link', async () => {
    const home = newHome();
    writeFileSync(`${home}/other`, 'old');
    symlinkSync('other', `${home}/link`);
    writeFileSync(`${home}/a`, 'new');
    await files.rename(`${home}/a`, `${home}/link`);
    expect(treeOf(home)).toEqual(['link', 'other']);
    expect(textAt(home, 'other')).toBe('old');
  });

  it('replaces an empty folder, not a filled one', async () => {
    const home = newHome();
    mkdirSync(`${home}/a`);
    mkdirSync(`${home}/empty`);
    mkdirSync(`${home}/filled/x`, { recursive: true });
    expect(await codeOf(() => files.rename(`${home}/a`, `${home}/filled`))).toBe('output-exists');
    await files.rename(`${home}/a`, `${home}/empty`);
    expect(readdirSync(home)).toEqual(['empty', 'filled']);
  });
});

describe('remove', () => {
  it('takes files, links and whole folders, and nothing that a link leads to', async () => {
    const home = newHome();
    mkdirSync(`${home}/kept`);
    writeFileSync(`${home}/kept/x`, '');
    mkdirSync(`${home}/gone/deep`, { recursive: true });
    symlinkSync('../kept', `${home}/gone/link`);
    await files.remove(`${home}/gone`);
    await files.remove(`${home}/never-there`);
    expect(treeOf(home)).toEqual(['kept/', 'kept/x']);
  });

  it('of an empty folder leaves a filled one, and one that is not there', async () => {
    const home = newHome();
    mkdirSync(`${home}/filled/x`, { recursive: true });
    await files.removeEmptyFolder(`${home}/filled`);
    await files.removeEmptyFolder(`${home}/absent`);
    expect(treeOf(home)).toEqual(['filled/', 'filled/x/']);
    await files.removeEmptyFolder(`${home}/filled/x`);
    expect(treeOf(home)).toEqual(['filled/']);
  });
});

describe('appendLine', () => {
  it('adds whole lines to a file that exists', async () => {
    const home = newHome();
    writeFileSync(`${home}/ledger`, 'first\n');
    const lines = Array.from({ length: 20 }, (_, number) => `line ${number}\n`);
    await Promise.all(lines.map((line) => files.appendLine(`${home}/ledger`, line)));
    const [first, ...rest] = textAt(home, 'ledger').trimEnd().split('\n');
    expect(first).toBe('first');
    expect(rest.sort()).toEqual(lines.map((line) => line.trimEnd()).sort());
  });

  it.each([
    ['a link', 'output-is-link'],
    ['nothing', 'output-failed'],
    ['a folder', 'output-failed'],
  ])('refuses %s', async (what, code) => {
    const home = newHome();
    writeFileSync(`${home}/other`, 'old');
    if (what === 'a link') symlinkSync('other', `${home}/ledger`);
    if (what === 'a folder') mkdirSync(`${home}/ledger`);
    expect(await codeOf(() => files.appendLine(`${home}/ledger`, 'x\n'))).toBe(code);
    expect(textAt(home, 'other')).toBe('old');
    expect(existsSync(`${home}/ledger`)).toBe(what !== 'nothing');
  });
});

describe('syncFolder', () => {
  it('does not fail where there is nothing to sync', async () => {
    const home = newHome();
    await files.syncFolder(home);
    await files.syncFolder(`${home}/absent`);
  });
});

describe('removeOnSignal', () => {
  it('removes the folder when the signal comes, and not after it was cancelled', () => {
    const home = newHome();
    const cleanUps = new Set<() => void>();
    const signalling = nodeFiles({
      ...quietSignals,
      onEnd(cleanUp) {
        cleanUps.add(cleanUp);
        return () => cleanUps.delete(cleanUp);
      },
    });
    mkdirSync(`${home}/first/x`, { recursive: true });
    mkdirSync(`${home}/second`);
    signalling.removeOnSignal(`${home}/first`, []);
    const cancel = signalling.removeOnSignal(`${home}/second`, []);
    cancel();
    for (const cleanUp of cleanUps) cleanUp();
    expect(treeOf(home)).toEqual(['second/']);
  });
});

describe('a file that is open for its parts', () => {
  it('is read from any octet on, as far as it goes', async () => {
    const home = newHome();
    writeFileSync(`${home}/long`, 'abcdefgh');
    const file = await files.open(`${home}/long`);
    const room = Buffer.alloc(5);
    const parts: string[] = [];
    for (const at of [0, 5, 8]) {
      const count = await file.read(at, room);
      parts.push(room.toString('utf8', 0, count));
    }
    await file.close();
    expect(parts).toEqual(['abcde', 'fgh', '']);
  });

  it('says what stands in the way', async () => {
    expect(await codeOf(() => files.open('/no/such/file'))).toBe('input-absent');
  });
});
