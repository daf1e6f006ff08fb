// Every file of a folder that holds one host's certificate or key is found, whatever its form and name; what is of another host is not.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { identityFilesIn } from '../../../../src/app/reading/folder/identity-files.js';
import { encodePem } from '../../../../src/formats/containers/pem.js';
import { type Generations, hostGenerations } from '../../../support/host-generations.js';
import {
  binaryForms,
  blocksOf,
  type Blocks,
  FORM_PASSWORD,
  PEM_FORMS,
} from '../../../support/identity-forms.js';
import { knownPasswords } from '../../../support/known-passwords.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { testPorts } from '../../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;
let generations: Generations;
let blocks: Blocks;

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(base, `${(count += 1)}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const found = async (folder: string, passwords = knownPasswords(FORM_PASSWORD)) => {
  const certificate = generations.old.chain[0];
  const { files, locked } = await identityFilesIn({ folder, certificate, passwords }, testPorts());
  return { forms: Object.fromEntries(files.map(({ name, form }) => [name, form])), locked, files };
};

beforeAll(() => {
  generations = hostGenerations('ec');
  blocks = blocksOf(generations, generations.old);
});

describe('PEM', () => {
  it.each(PEM_FORMS)('%s', async (_, textOf) => {
    const text = textOf(blocks);
    const { files } = await found(folderWith({ any: text }));
    expect(files).toMatchObject([{ name: 'any', form: 'pem', hasTextAround: false }]);
    const [file] = files;
    expect(file?.form === 'pem' && file.parts.map((part) => part.text).join('')).toBe(text);
  });

  it.each<[string, (text: string) => string, hasTextAround: boolean]>([
    ['a byte order mark', (text) => `\ufeff${text}`, false],
    ['line ends of Windows', (text) => text.replaceAll('\n', '\r\n'), false],
    ['blank lines', (text) => `\n\n${text}\n`, false],
    [
      'attributes of bags, as openssl writes them',
      (text) => `Bag Attributes\n    x: y\n${text}`,
      true,
    ],
    ['text behind', (text) => `${text}the end`, true],
  ])('with %s', async (_, change, hasTextAround) => {
    const { files } = await found(folderWith({ 'x.pem': change(blocks.pkcs8 + blocks.leaf) }));
    expect(files).toMatchObject([{ form: 'pem', hasTextAround }]);
  });
});

it('finds DER, PKCS#7 and stores, and says the form of each', async () => {
  const { forms, locked } = await found(
    folderWith(await binaryForms(generations, generations.old)),
  );
  expect(forms).toEqual({
    'bundle.p7b': 'pkcs7',
    'bundle.p7c': 'pkcs7',
    'der.crt': 'der-certificate',
    'legacy.p12': 'key-store',
    'locked.der': 'der-key',
    'locked.key': 'pem',
    'modern.p12': 'key-store',
    'open.p12': 'key-store',
    'pkcs8.der': 'der-key',
    'rooted.p12': 'key-store',
    'traditional.der': 'der-key',
    'trust.p12': 'trust-store',
    'trusted.p12': 'key-store',
  });
  expect(locked).toEqual([]);
});

it('names what nothing opens, and leaves it out', async () => {
  const folder = folderWith(await binaryForms(generations, generations.old));
  const { forms, locked } = await found(folder, knownPasswords('another'));
  expect(locked).toEqual(
    ['legacy.p12', 'locked.der', 'locked.key', 'modern.p12', 'rooted.p12', 'trust.p12'].concat(
      'trusted.p12',
    ),
  );
  expect(Object.keys(forms)).toEqual([
    ...['bundle.p7b', 'bundle.p7c', 'der.crt', 'open.p12', 'pkcs8.der', 'traditional.der'],
  ]);
});

it('leaves another host, whom it trusts, damage and what was set aside alone', async () => {
  const { other, intermediate, root } = generations;
  const { leaf, pkcs8 } = blocks;
  const folder = folderWith({
    'ca.crt': blocks.root + blocks.intermediate,
    'ca.der': root,
    'chain.p7b': encodePem('PKCS7', intermediate),
    'damaged.key': pkcs8.replace('MIG', 'MIH'),
    'damaged.p12': Buffer.from('3082010002010330', 'hex'),
    'es01.crt': leaf,
    'es01.crt.previous': leaf,
    'es01.renewal.csr': leaf,
    'es01.renewal.key': pkcs8,
    'es02.crt': encodePem('CERTIFICATE', other.certificate),
    'es02.key': encodePem('PRIVATE KEY', other.key.privateKeyInfo),
    'huge.pem': leaf + ' '.repeat(2 ** 20),
    '.hidden.crt': leaf,
    'notes.txt': 'BEGIN CERTIFICATE',
    'ssh.key': readFileSync(new URL('../../../fixtures/keys/openssh/ed25519', import.meta.url)),
  });
  mkdirSync(join(folder, 'folder.crt'));
  symlinkSync(join(folder, 'es01.crt'), join(folder, 'link.crt'));
  const outside = folderWith({ 'es01.crt': leaf });
  symlinkSync(join(outside, 'es01.crt'), join(folder, 'outside.crt'));
  symlinkSync(join(folder, 'absent'), join(folder, 'broken.crt'));
  const { forms, locked } = await found(folder);
  expect([forms, locked]).toEqual([{ 'es01.crt': 'pem', 'outside.crt': 'pem' }, []]);
});
