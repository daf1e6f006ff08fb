// Proves `inspect` through the program: several files at once, passwords, stdin, one line each, and what it does where one is bad.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { inspectFixture } from '../support/inspect-fixture.js';
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

it('says by its exit code whether a rule is broken, where that is asked', async () => {
  const good = await look('--strict', inspectFixture('server.crt'));
  expect([good.exitCode, good.document.ok]).toEqual([0, true]);
  const bad = await look('--strict', inspectFixture('odd.crt'));
  expect([bad.exitCode, bad.document.ok]).toEqual([1, false]);
  expect((await look(inspectFixture('odd.crt'))).exitCode).toBe(0);
});

it('lists its rules, one a line: code, severity, citation', async () => {
  const { stdout, exitCode } = await runHere(['inspect', '--rules']);
  expect(exitCode).toBe(0);
  const rows = stdout.trimEnd().split('\n');
  expect(rows.filter((row) => !/^[a-z-]+\t(error|warning|info)(\/[a-z]+)*\t.+$/.test(row))).toEqual(
    [],
  );
  expect(rows.filter((row) => row.includes('\tRFC ')).length).toBeGreaterThanOrEqual(121);
  expect(new Set(rows).size).toBe(rows.length);
  expect(rows).toContain('serial-number\terror/warning\tRFC 5280, 4.1.2.2');
  const { document } = await runHereJson<{ rules: object[] }>(['inspect', '--rules']);
  expect(document.rules).toHaveLength(rows.length);
  expect(document.rules).toContainEqual({
    ...{ code: 'crl-entry', severities: ['warning'], citation: 'RFC 5280, 5.3.1', of: ['crl'] },
  });
});

it.each([
  ['neither files nor rules', [], /FILE is missing/],
  ['both', ['es01.crt', '--rules'], /with --rules no file is named/],
  ['rules by a verdict', ['--rules', '--strict'], /--rules and --strict exclude each other/],
])('refuses %s', async (_, args, says) => {
  const { exitCode, stderr } = await runHere(['inspect', ...args], { cwd: inputs.at('.') });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(says);
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

it('writes a page of the good ones, also where one is bad', async () => {
  const files = ['es01.crt', 'empty', 'root.crt'].map(inputs.at);
  const page = join(folder, 'page.html');
  const args = ['inspect', '--as', 'html', ...files, '--out', page];
  const dry = await runHere([...args, '--dry-run']);
  expect([dry.exitCode, dry.stdout]).toEqual([3, `${page}\n`]);
  const { exitCode, stdout, stderr } = await runHere(args);
  expect([exitCode, stdout]).toEqual([3, `${page}\n`]);
  expect(stderr).toMatch(/^error: ".*empty" is an empty file/);
  const html = await readFile(page, 'utf8');
  expect(html).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
  expect(html).toContain('CN=es01');
  const shown = await runHere(['inspect', '--as', 'html', inputs.at('es01.crt')]);
  expect([shown.exitCode, shown.stderr]).toEqual([0, '']);
  expect(shown.stdout).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
});

it.each([
  ['a file that is there', ['--as', 'html', '--out', 'es01.crt'], 5, /is also the input/],
  ['another form', ['--as', 'pdf'], 2, /the form is one of html/],
  ['JSON beside it', ['--as', 'html', '--json'], 2, /--as and --json exclude each other/],
  ['one line each', ['--as', 'html', '--short'], 2, /--as and --short exclude each other/],
  ['a file for no page', ['--out', 'x.html'], 2, /--out is of no use without --as/],
])('refuses %s', async (_, flags, exit, says) => {
  const cwd = inputs.at('.');
  const { exitCode, stdout, stderr } = await runHere(['inspect', 'es01.crt', ...flags], { cwd });
  expect(exitCode).toBe(exit);
  expect(`${stdout}${stderr}`).toMatch(says);
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
