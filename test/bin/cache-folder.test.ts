// Compiled code is kept where nobody else can put any: the folder that is chosen, and what makes it none.
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { itNeeding } from '../support/peer.js';
import { NOBODY, ROOT } from '../support/program-of-somebody.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const { cacheFolder } = createRequire(import.meta.url)('../../bin/code-cache.js') as {
  cacheFolder(environment: Record<string, string>, user?: number): string | undefined;
};
const base = temporaryFolder();
let count = 0;

/** A folder of this user's alone. */
function newHome(): string {
  const home = join(base, `home-${(count += 1)}`);
  mkdirSync(home, { mode: 0o700 });
  return home;
}
const chosen = (cacheHome: string) => cacheFolder({ XDG_CACHE_HOME: cacheHome });

it('is a folder of 0700 in XDG_CACHE_HOME, which is made too', () => {
  const home = newHome();
  for (const time of ['first', 'second'])
    expect([time, chosen(`${home}/cache`)]).toEqual([time, `${home}/cache/tlsmith`]);
  for (const path of ['cache', 'cache/tlsmith'])
    expect(lstatSync(`${home}/${path}`).mode & 0o777).toBe(0o700);
});

it.each(['absent/cache', '/proc/none/.cache', '/nonexistent/.cache'])(
  'is none where there is no home for it: %s',
  (path) => {
    const home = newHome();
    expect(chosen(resolve(home, path))).toBeUndefined();
    expect(readdirSync(home)).toEqual([]);
  },
);

it.each([
  ['a folder that others may enter', (path: string) => mkdirSync(path, { mode: 0o755 })],
  ['a folder that others may write', (path: string) => (mkdirSync(path), chmodSync(path, 0o777))],
  ['a file', (path: string) => writeFileSync(path, '')],
  [
    'a link to a folder of ours',
    (path: string) => (
      mkdirSync(`${path}-behind`, { mode: 0o700 }),
      symlinkSync(`${path}-behind`, path)
    ),
  ],
  ['a link that leads nowhere', (path: string) => symlinkSync('/nowhere/at/all', path)],
])('is none where its place is taken by %s', (_, make) => {
  const home = newHome();
  make(`${home}/tlsmith`);
  expect(chosen(home)).toBeUndefined();
});

it.each([
  ['a folder for everybody, sticky like the temporary one', '', 0o1777],
  ['a folder of a group', '', 0o775],
  ['a folder below one that others may write', 'below/deep', 0o777],
])('is none in %s, and nothing is made there', (_, below, mode) => {
  const home = newHome();
  chmodSync(home, mode);
  expect(chosen(join(home, below))).toBeUndefined();
  expect(readdirSync(home)).toEqual([]);
});

it('is none where the path to it is no path', () => {
  const home = newHome();
  writeFileSync(`${home}/file`, '');
  symlinkSync('/nowhere/at/all', `${home}/link`);
  for (const path of ['file', 'file/below', 'link', 'link/below'])
    expect([path, chosen(`${home}/${path}`)]).toEqual([path, undefined]);
  expect(existsSync('/nowhere')).toBe(false);
});

it('is none without users to compare', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: newHome() }, Number.NaN)).toBeUndefined();
});

itNeeding({ root: ROOT }).each([
  ['the folder', 'tlsmith'],
  ['the folder above', '.'],
])('is none where %s is of another user: he could fill it', (_, path) => {
  const home = newHome();
  mkdirSync(`${home}/tlsmith`, { mode: 0o700 });
  chownSync(join(home, path), NOBODY, NOBODY);
  expect(chosen(home)).toBeUndefined();
  // Who owns it may use it; what is below a folder of root's is his all the same.
  if (path === 'tlsmith')
    expect(cacheFolder({ XDG_CACHE_HOME: home }, NOBODY)).toBe(`${home}/tlsmith`);
});
