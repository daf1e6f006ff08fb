// Read access to folders of templates.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { templateFolder } from '../../src/io/template-folder.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { templates } from '../support/test-ports.js';

const root = temporaryFolder();
mkdirSync(`${root}/b`);
mkdirSync(`${root}/a`);
writeFileSync(`${root}/a/descriptor.json`, '{"\u00fc":1}');
writeFileSync(`${root}/README.md`, 'no folder');
symlinkSync('a', `${root}/link`);

describe('templateFolder', () => {
  it('lists folders in order, and nothing else', async () => {
    expect(await templateFolder(root).folders()).toEqual([
      { name: 'a', isShipped: true },
      { name: 'b', isShipped: true },
    ]);
  });

  it('answers the text of a file, or nothing where there is none', async () => {
    const found = templateFolder(root);
    expect(await found.read('a', 'descriptor.json')).toBe('{"\u00fc":1}');
    expect(await found.read('a', 'frame.mustache')).toBeUndefined();
    expect(await found.read('absent', 'descriptor.json')).toBeUndefined();
  });

  it('finds the products that are shipped', async () => {
    const names = (await templates.folders()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['beats', 'logstash']));
  });
});

describe('a folder of the person beside the shipped one', () => {
  const own = temporaryFolder();
  mkdirSync(`${own}/a`, { recursive: true });
  mkdirSync(`${own}/mine`);
  mkdirSync(`${own}/.git`);
  writeFileSync(`${own}/a/frame.mustache`, 'own');
  const emptyFolder = temporaryFolder();
  const both = templateFolder(root, own);

  it('adds products, and takes the place of a shipped one whole', async () => {
    expect(await both.folders()).toEqual([
      { name: 'a', isShipped: false },
      { name: 'b', isShipped: true },
      { name: 'mine', isShipped: false },
    ]);
    expect(await both.read('a', 'frame.mustache')).toBe('own');
    expect(await both.read('a', 'descriptor.json')).toBeUndefined();
  });

  it.each([
    ['absent', `${root}/nowhere`, 'input-absent'],
    ['a file', `${root}/README.md`, 'input-wrong-kind'],
    ['empty', emptyFolder, 'input-wrong-kind'],
  ])('that is %s is refused', async (_what, folder, code) => {
    await expect(templateFolder(root, folder).folders()).rejects.toMatchObject({ code });
  });

  it('with a file larger than any template is refused', async () => {
    writeFileSync(`${own}/mine/descriptor.json`, ' '.repeat(1024 * 1024 + 1));
    await expect(both.read('mine', 'descriptor.json')).rejects.toMatchObject({
      code: 'input-too-large',
    });
  });
});
