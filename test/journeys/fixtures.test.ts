// Sets for the test suites of others, as a person makes them.
import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Manifest, ManifestItem } from '../../src/app/fixtures/manifest.js';
import { fileTree, pathsBelow } from '../support/file-tree.js';
import { itNeeding } from '../support/peer.js';
import { isRoot, programOfSomebody } from '../support/program-of-somebody.js';
import { PROGRAM, runCli, runJson, runProgram } from '../support/run-cli.js';
import { runHereJson } from '../support/run-here.js';
import { NODE_22 } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const temporary = temporaryFolder();
const set = join(temporary, 'set');
const SAME = ['--at', '2026-12-01T10:00:00Z', '--seed', '7'];

interface Written {
  files: { path: string; mode: string }[];
  certificates: { path: string; subject: string }[];
}

let items: readonly ManifestItem[];
let written: Written;
beforeAll(async () => {
  const call = ['fixtures', '--out', 'set', ...SAME];
  const { exitCode, document } = await runJson<Written>(call, { cwd: temporary });
  expect(exitCode).toBe(0);
  written = document;
  const { items: all } = JSON.parse(readFileSync(join(set, 'manifest.json'), 'utf8')) as Manifest;
  items = all;
});

describe('the same call', () => {
  it('makes the same set in another process, byte for byte', async () => {
    const again = join(temporary, 'again');
    await runCli(['fixtures', '--out', again, ...SAME]);
    expect(await fileTree(again)).toEqual(await fileTree(set));
  });

  itNeeding({ 'Node 22': NODE_22 })('makes the same on another Node', async () => {
    const again = join(temporary, 'other-node');
    await runProgram(NODE_22 ?? 'node', [PROGRAM, 'fixtures', '--out', again, ...SAME]);
    expect(await fileTree(again)).toEqual(await fileTree(set));
  });

  it('writes it over an older one only with --force', async () => {
    const folder = join(temporary, 'forced');
    await runCli(['fixtures', '--out', folder, '--at', '2026-12-01', '--seed', '1']);
    const older = await fileTree(folder);
    const refused = await runCli(['fixtures', '--out', folder, ...SAME]);
    expect([refused.exitCode, await fileTree(folder)]).toEqual([5, older]);
    const forced = await runCli(['fixtures', '--out', folder, ...SAME, '--force']);
    expect([forced.exitCode, await fileTree(folder)]).toEqual([0, await fileTree(set)]);
  });
});

describe('a call without moment and seed', () => {
  it('says both, and with them makes the same set again', async () => {
    const [first, second] = [join(temporary, 'drawn'), join(temporary, 'drawn-again')];
    const { document } = await runJson<{ at: string; seed: number; items: number }>([
      ...['fixtures', '--out', first],
    ]);
    const { at, seed } = document;
    const { stderr } = await runCli([
      ...['fixtures', '--out', second, '--at', at, '--seed', String(seed)],
    ]);
    expect(stderr).toContain(
      `${document.items} items as of ${at}; the same again: --at ${at} --seed ${seed}\n`,
    );
    expect(stderr).toContain('never for production');
    expect(await fileTree(second)).toEqual(await fileTree(first));
  });
});

describe('what is written', () => {
  it('has the modes of all secrets, and is told of', async () => {
    const { files, certificates } = written;
    for (const { path, mode } of files) {
      const found = statSync(join(temporary, path)).mode & 0o7777;
      expect(`${path} ${found.toString(8).padStart(4, '0')}`).toBe(`${path} ${mode}`);
      expect(mode).toBe(/\.key$|keystore\.p12$/.test(path) ? '0600' : '0644');
    }
    const found = (await pathsBelow(set)).filter((one) => !one.endsWith('/'));
    expect(files.map(({ path }) => path.slice('set/'.length)).sort()).toEqual(found);
    expect(certificates.length).toBe(items.length);
    expect(statSync(set).mode & 0o777).toBe(0o700);
  });

  it('is nothing with --dry-run, which names all', async () => {
    const { exitCode, stdout, stderr } = await runCli(
      ['fixtures', '--out', 'dry', '--dry-run', ...SAME],
      { cwd: temporary },
    );
    expect([exitCode, stdout.split('\n').length > items.length]).toEqual([0, true]);
    expect(stderr).toContain('dry run: nothing was written');
    expect(await pathsBelow(temporary)).not.toContain('dry/');
  });

  it('is refused where nobody may write', async () => {
    const folder = join(temporary, 'closed');
    mkdirSync(folder, { mode: 0o755 });
    chmodSync(temporary, 0o755);
    if (!isRoot) chmodSync(folder, 0o555);
    const { program, somebody } = programOfSomebody(join(temporary, 'somebody'));
    const { exitCode, stderr } = await runProgram(
      process.execPath,
      [program, 'fixtures', '--out', join(folder, 'set'), ...SAME],
      somebody,
    );
    expect([exitCode, stderr]).toEqual([5, expect.stringMatching(/^error: .*may not/)]);
    expect(await pathsBelow(folder)).toEqual([]);
  });
});

describe('the manifest', () => {
  it.each([
    'valid-server',
    'valid-client-ed25519',
    'valid-rsassa-pss',
    'common-name-only',
    'expired-root',
    'revoked-intermediate',
    'client-for-servers',
  ])('says of %s what verify says', async (name) => {
    const { files, role, host, ok, findings, runtimes } = items.find(
      (one) => one.name === name,
    ) as ManifestItem;
    const { document } = await runHereJson<object>(
      [
        ...['verify', files.certificate, '--ca', files.ca, '--purpose', role],
        ...['--at', '2026-12-01T10:00:00Z'],
        ...(host === undefined ? [] : ['--host', host]),
        ...(files.crl === undefined ? [] : ['--crl', files.crl]),
      ],
      { cwd: set },
    );
    expect(document).toMatchObject({ ok, findings, runtimes });
  });
});
