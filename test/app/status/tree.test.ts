// The walk through folders: each once, in order, whatever links and names there are, and never without end.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { beforeAll, expect, it } from 'vitest';
import { Tree, TREE_LIMITS, type TreeLimits } from '../../../src/app/status/tree.js';
import type { TlsmithError } from '../../../src/errors.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);

async function walk(top: string, limits?: TreeLimits) {
  const failures: TlsmithError[] = [];
  const found: string[] = [];
  const waiting: number[] = [];
  const tree = new Tree(testPorts().files, (failure) => failures.push(failure), limits);
  for await (const one of tree.below(top)) {
    found.push(...one.files.map((name) => join(one.path, name).slice(top.length + 1)));
    waiting.push(one.waiting);
  }
  return { found, waiting, failures: failures.map(({ sentence }) => sentence) };
}

beforeAll(async () => {
  for (const name of ['b/c', 'a', 'node_modules', '.git', '..2026_11', '.hidden']) {
    await mkdir(at('odd', name), { recursive: true });
    await writeFile(at('odd', name, 'x'), '');
  }
  await mkdir(at('odd/.a.tlsmith-77-beef'));
  await writeFile(at('odd/.a.tlsmith-77-beef/x'), '');
  await writeFile(at('odd/x.crt.previous'), '');
  await mkdir(at('outside'));
  await writeFile(at('outside/y'), '');
  for (const [link, target] of [
    ['up', '..'],
    ['self', '.'],
    ['again', 'b'],
    ['loop', 'loop'],
    ['lost', 'gone'],
    ['elsewhere', '../outside'],
    ['file', 'a/x'],
    ['kernel', '/proc'],
    ['..data', '..2026_11'],
  ] as const) {
    await symlink(target, at('odd', link));
  }
  spawnSync('mkfifo', [at('odd/pipe')]);
});

it('finds each file in order, and only files', async () => {
  const { found, waiting, failures } = await walk(at('odd'));
  expect(found).toEqual(['file', '.hidden/x', 'a/x', 'b/c/x', 'elsewhere/y']);
  expect(waiting[0]).toBeGreaterThan(waiting.at(-1) as number);
  expect(failures).toEqual([]);
});

it('says where it ends: so many folders deep', async () => {
  await mkdir(at('deep/1/2/3'), { recursive: true });
  await writeFile(at('deep/1/x'), '');
  const { found, failures } = await walk(at('deep'), { ...TREE_LIMITS, depth: 1 });
  expect(found).toEqual(['1/x']);
  expect(failures).toEqual([
    `"${at('deep/1/2')}" is more than 1 folders deep: it is not looked into`,
  ]);
});

it('says where it ends: so many files', async () => {
  const refusal = await refusalOf(() => walk(at('odd'), { ...TREE_LIMITS, entries: 15 }));
  expect(refusal).toMatchObject({ code: 'input-limit' });
  expect(refusal.sentence).toMatch(/^more than 15 files are looked at at once: name folders below/);
});
