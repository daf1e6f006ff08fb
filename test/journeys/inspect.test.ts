// Proves `inspect` through the program: several files at once, passwords, stdin, one line each, and what it does where one is bad.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { runHere, runHereJson } from '../support/run-here.js';
import { makeStoreInputs, type StoreInputs } from '../support/store-inputs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Document {
  ok: boolean;
  items: { file: string; type: string; [field: string]: unknown }[];
  errors?: { file: string; code: string }[];
  error?: { code: string; exitCode: number };
}

const folder = temporaryFolder();
let inputs: StoreInputs;
beforeAll(async () => {
  inputs = await makeStoreInputs(join(folder, 'inputs'));
});

const look = (...args: readonly string[]) => runHereJson<Document>(['inspect', ...args]);
const opened = () => ['--in-password-file', inputs.at('password')];

it('describes files of several kinds in their order', async () => {
  const names = ['es01.crt', 'es01.key', 'locked.key', 'keystore.p12', 'truststore.p12'];
  const { document, exitCode } = await look(...names.map(inputs.at), ...opened());
  expect(exitCode).toBe(0);
  expect(document.items.map(({ file, type }) => [file, type])).toEqual([
    [inputs.at('es01.crt'), 'certificate'],
    [inputs.at('es01.crt'), 'certificate'],
    [inputs.at('es01.key'), 'private-key'],
    [inputs.at('locked.key'), 'private-key'],
    [inputs.at('keystore.p12'), 'keystore'],
    [inputs.at('truststore.p12'), 'truststore'],
  ]);
});

it('shows the good ones where one is bad, with exit 3', async () => {
  const files = ['es01.crt', 'empty', 'root.crt'].map(inputs.at);
  const { document, exitCode } = await look(...files);
  expect([exitCode, document.ok]).toEqual([3, false]);
  expect(document.items).toHaveLength(3);
  expect(document.errors).toMatchObject([{ file: inputs.at('empty'), code: 'input-wrong-kind' }]);
  const text = await runHere(['inspect', '--short', ...files]);
  expect(text.exitCode).toBe(3);
  expect(text.stdout.trimEnd().split('\n')).toHaveLength(3);
  expect(text.stderr).toMatch(/empty" is an empty file/);
});

it('describes an encrypted key without its password, and no store', async () => {
  const { document, exitCode } = await look(inputs.at('locked.key'));
  expect(exitCode).toBe(0);
  expect(document.items).toMatchObject([{ encrypted: true, publicKey: null }]);
  const store = await look(inputs.at('keystore.p12'));
  expect(store.document.error).toMatchObject({ code: 'password-missing', exitCode: 4 });
});

it('says what Java sees in a store', async () => {
  const { document } = await look(inputs.at('truststore.p12'), ...opened());
  expect(document.items).toMatchObject([
    { entries: [1, 2].map((n) => ({ alias: `ca-${n}`, javaEntry: 'trustedCertEntry' })) },
  ]);
  const { stdout } = await runHere(['inspect', inputs.at('keystore.p12'), ...opened()]);
  expect(stdout).toMatch(/PrivateKeyEntry/);
});

it('reads stdin', async () => {
  const input = await readFile(inputs.at('es01.crt'), 'utf8');
  const { stdout, exitCode } = await runHere(['inspect', '--short', '-'], { input });
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/CN=es01/)]);
});

it('is not led astray by the names of files', async () => {
  const file = join(folder, 'x\u001b[31m\u202e.crt');
  await writeFile(file, await readFile(inputs.at('root.crt')));
  for (const how of [[], ['--short']]) {
    const { stdout, exitCode } = await runHere(['inspect', file, ...how]);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/Root/)]);
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  }
});
