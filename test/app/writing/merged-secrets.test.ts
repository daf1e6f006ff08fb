// `secrets.env` is merged: nothing that opens a file is lost, whoever else writes beside us.
import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyFile } from '../../../src/app/writing/host-files.js';
import { type PlannedFile, type PlannedSecret, textFile } from '../../../src/app/writing/plan.js';
import { secretsFile } from '../../../src/app/writing/secrets.js';
import { writeFiles } from '../../../src/app/writing/write-files.js';
import { TlsmithError } from '../../../src/errors.js';
import { modeAt, textAt, treeOf } from '../../support/folder-tree.js';
import { refusalOf } from '../../support/refusal-of.js';
import { seededRandom } from '../../support/seeded-random.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { type TestPorts, testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;

/** A folder with a `secrets.env` of that text. */
function folderWith(text: string, mode = 0o600): string {
  const folder = join(base, `folder-${(count += 1)}`);
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(`${folder}/secrets.env`, text);
  chmodSync(`${folder}/secrets.env`, mode);
  return folder;
}

const secret = (variable: string, text: string, opens?: string): PlannedSecret =>
  opens === undefined ? { variable, text } : { variable, text, opens };

function write(
  folder: string,
  secrets: readonly PlannedSecret[],
  { force = false, ports = testPorts(), others = [] as readonly PlannedFile[] } = {},
) {
  const files = [secretsFile('secrets.env', secrets), ...others];
  return writeFiles({ folder, files, force, dryRun: false, inputs: [] }, ports);
}

/** As a run of its own, with staging of its own. */
function writeAs(seed: number, folder: string, name: string) {
  const ports = testPorts({ random: seededRandom(seed + 1) });
  return write(folder, [secret(name, name.toLowerCase())], { ports });
}

async function keyUnder(password: string | undefined, path: string): Promise<PlannedFile> {
  const ports = testPorts();
  const { privateKeyInfo } = await ports.crypto.generateKeyPair('ec-p256');
  return keyFile(
    path,
    privateKeyInfo,
    password === undefined ? undefined : { text: password, isGenerated: true },
    ports,
  );
}

const KIT = '# of the kit; do not lose\nWEB_KEY_PASSWORD=old\nOTHER="x # y"';

describe('a name that is new', () => {
  it('is added without force; every other line stays, comments too', async () => {
    const folder = folderWith(KIT);
    const { ino } = statSync(`${folder}/secrets.env`);
    await write(folder, [secret('A_KEYSTORE_PASSWORD', 'new', 'a.p12')]);
    expect(textAt(folder, 'secrets.env')).toBe(`${KIT}\nA_KEYSTORE_PASSWORD=new\n`);
    expect(statSync(`${folder}/secrets.env`).ino).toBe(ino);
    expect(treeOf(folder)).toEqual(['secrets.env']);
  });

  it('with the value that stands there changes nothing', async () => {
    const folder = folderWith(KIT);
    await write(folder, [secret('WEB_KEY_PASSWORD', 'old', 'web.key')]);
    expect(textAt(folder, 'secrets.env')).toBe(KIT);
  });

  it.each([0, 1, 2, 3])('is there after eight runs at once, round %i', async () => {
    const folder = folderWith(KIT);
    const names = Array.from({ length: 8 }, (_, index) => `N${index}_PASSWORD`);
    await Promise.all(names.map((name, seed) => writeAs(seed, folder, name)));
    const lines = textAt(folder, 'secrets.env').split('\n');
    expect(lines.slice(0, 3)).toEqual(KIT.split('\n'));
    expect(lines.slice(3).filter(Boolean).sort()).toEqual(
      names.map((name) => `${name}=${name.toLowerCase()}`),
    );
  });

  it('is there after eight runs at once of which each finds no file', async () => {
    const folder = join(base, `folder-${(count += 1)}`);
    mkdirSync(folder);
    const names = Array.from({ length: 8 }, (_, index) => `N${index}_PASSWORD`);
    await Promise.all(names.map((name, seed) => writeAs(seed, folder, name)));
    expect(textAt(folder, 'secrets.env').split('\n').filter(Boolean).sort()).toEqual(
      names.map((name) => `${name}=${name.toLowerCase()}`),
    );
  });

  it.each([
    ['closes a file that everybody may read', 0o644, '0600'],
    ['leaves it to the group that may', 0o640, '0640'],
  ])('%s', async (_, before, after) => {
    const folder = folderWith(KIT, before);
    const written = await write(folder, [secret('A', 'new')]);
    expect(modeAt(`${folder}/secrets.env`)).toBe(after);
    expect(written[0]?.mode).toBe(after);
  });

  it.each([
    ['a link', 'output-is-link'],
    ['a folder', 'output-exists'],
  ])('is not written into %s', async (what, code) => {
    const folder = join(base, `folder-${(count += 1)}`);
    mkdirSync(folder);
    writeFileSync(`${folder}/elsewhere`, KIT);
    if (what === 'a link') symlinkSync('elsewhere', `${folder}/secrets.env`);
    else mkdirSync(`${folder}/secrets.env`);
    for (const force of [false, true]) {
      const error = await refusalOf(() => write(folder, [secret('A', 'new')], { force }));
      expect(error.code).toBe(code);
    }
    expect(textAt(folder, 'elsewhere')).toBe(KIT);
  });

  it.each([
    ['a quote that is open', 'A="1\n'],
    ['no text', 'A=\u0000'],
  ])('is not written after %s', async (_, text) => {
    const folder = folderWith(text);
    const error = await refusalOf(() => write(folder, [secret('B', 'new')], { force: true }));
    expect(error.code).toBe('input-malformed');
    expect(error.sentence).toContain('secrets.env');
    expect(textAt(folder, 'secrets.env')).toBe(text);
  });

  it('is taken back if a later file fails', async () => {
    const folder = folderWith(KIT);
    const ports = testPorts();
    const failing: TestPorts = {
      ...ports,
      files: {
        ...ports.files,
        rename: () => Promise.reject(new TlsmithError('disk-full', 'says the test')),
      },
    };
    // A subfolder that comes after the secrets: its rename fails.
    const others = [textFile('sub/x.crt', 'x', 'certificate')];
    const refused = await refusalOf(() =>
      write(folder, [secret('A', 'new')], { ports: failing, others }),
    );
    expect(refused.code).toBe('disk-full');
    expect(textAt(folder, 'secrets.env')).toBe(KIT);
    expect(treeOf(folder)).toEqual(['secrets.env']);
  });
});

describe('a name that stands there with another value', () => {
  const replacing = [secret('WEB_KEY_PASSWORD', 'new', 'web.key')];

  it('gives way with force, in its place, where it opens the file that is written over', async () => {
    const folder = folderWith(KIT, 0o640);
    const old = await keyUnder('old', 'web.key');
    writeFileSync(`${folder}/web.key`, old.bytes);
    const others = [await keyUnder('new', 'web.key')];
    expect((await refusalOf(() => write(folder, replacing, { others }))).code).toBe(
      'output-exists',
    );
    expect(textAt(folder, 'secrets.env')).toBe(KIT);
    await write(folder, replacing, { force: true, others });
    expect(textAt(folder, 'secrets.env')).toBe(KIT.replace('=old', '=new'));
    expect(modeAt(`${folder}/secrets.env`)).toBe('0640');
    expect(treeOf(folder)).toEqual(['secrets.env', 'web.key']);
  });

  it('gives way with force where that file needs none', async () => {
    const folder = folderWith(KIT);
    writeFileSync(`${folder}/web.key`, (await keyUnder(undefined, 'web.key')).bytes);
    await write(folder, replacing, { force: true, others: [await keyUnder('new', 'web.key')] });
    expect(textAt(folder, 'secrets.env')).toBe(KIT.replace('=old', '=new'));
  });

  it.each(['absent', 'opened by another', 'no key'])(
    'stays even with force where the file that is written is %s: another file may need it',
    async (what) => {
      const folder = folderWith(KIT);
      if (what === 'opened by another')
        writeFileSync(`${folder}/web.key`, (await keyUnder('another', 'web.key')).bytes);
      if (what === 'no key') writeFileSync(`${folder}/web.key`, 'x');
      const before = treeOf(folder);
      const others = [await keyUnder('new', 'web.key')];
      for (const force of [false, true]) {
        const error = await refusalOf(() => write(folder, replacing, { force, others }));
        expect([error.code, error.details.variable]).toEqual(['secret-in-use', 'WEB_KEY_PASSWORD']);
        expect(error.sentence).not.toMatch(/\bold\b|\bnew\b/);
      }
      expect(textAt(folder, 'secrets.env')).toBe(KIT);
      expect(treeOf(folder)).toEqual(before);
    },
  );

  it('stays where somebody else has changed it meanwhile', async () => {
    const folder = folderWith(KIT);
    writeFileSync(`${folder}/web.key`, (await keyUnder('old', 'web.key')).bytes);
    const plan = {
      folder,
      files: [secretsFile('secrets.env', replacing), await keyUnder('new', 'web.key')],
      force: true,
      dryRun: false,
      inputs: [],
    };
    const theirs = KIT.replace('=old', '=theirs');
    const record = () => Promise.resolve(writeFileSync(`${folder}/secrets.env`, theirs));
    const before = textAt(folder, 'web.key');
    const error = await refusalOf(() => writeFiles(plan, testPorts(), { record }));
    expect(error.code).toBe('output-exists');
    expect(textAt(folder, 'secrets.env')).toBe(theirs);
    expect(textAt(folder, 'web.key')).toBe(before);
  });
});
