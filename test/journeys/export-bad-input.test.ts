// Proves that each bad call and file of `export`, `inspect` and stores in kits ends with its exit code and sentence, and nothing written.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileTree } from '../support/file-tree.js';
import { describePeer } from '../support/peer.js';
import { PROGRAM, runCli, runProgram } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { makeStoreInputs, type StoreInputs } from '../support/store-inputs.js';
import { SCRIPT } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { BAD_STORE_INPUTS, type BadStoreInput } from './export-bad-input-rows.js';

interface Failure {
  ok: boolean;
  error: { code: string; message: string; hint?: string; exitCode: number };
}

const temporary = temporaryFolder();
let inputs: StoreInputs;

beforeAll(async () => {
  inputs = await makeStoreInputs(join(temporary, 'inputs'));
});

describe.each(Object.entries(BAD_STORE_INPUTS))('%s', (title, rows) => {
  const numbered = rows.map((row, number) => [row.what, row.exit, row, number] as const);
  const homeOf = (kind: string, number: number) =>
    join(temporary, kind, title.replaceAll(' ', '-'), String(number));

  it.each(numbered)('refuses %s with exit %i', (_what, _exit, row, number) =>
    expectRefusal(row, homeOf('here', number), runHere),
  );

  it.each(numbered.slice(0, 1))(
    'refuses %s with exit %i as a process of its own',
    (_what, _exit, row, number) => expectRefusal(row, homeOf('spawned', number), runCli),
  );
});

type Run = typeof runHere;

async function expectRefusal(row: BadStoreInput, home: string, run: Run): Promise<void> {
  if (row.isTextOnly !== true) {
    const text = await runRow(row, join(home, 'text'), [], run);
    expect(text.stderr).not.toMatch(/^\s+at /m);
    expect(text.stdout).toBe('');
    expect(/^error: (.*)$/m.exec(text.stderr)?.[1] ?? text.stderr).toMatch(row.says);
    if (row.advises) expect(text.stderr).toMatch(row.advises);
    expect(text.exitCode).toBe(row.exit);
  }
  const more = row.isTextOnly === true ? [] : ['--json'];
  const json = await runRow(row, join(home, 'json'), more, run);
  const { ok, error } = JSON.parse(json.stdout) as Failure;
  expect([ok, error.code, error.exitCode]).toEqual([false, row.code, row.exit]);
  expect(error.message).toMatch(row.says);
  if (row.advises) expect(`${error.message} ${error.hint ?? ''}`).toMatch(row.advises);
  expect(json.exitCode).toBe(row.exit);
}

describePeer('on a terminal', { script: SCRIPT }, () => {
  const onTerminal = (args: readonly string[]) =>
    runProgram('script', [
      ...['-qec', [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(' ')],
      '/dev/null',
    ]);

  it.each([
    ['a key store', () => ['export', 'keystore', '--dir', inputs.at('host')]],
    ['a trust store', () => ['export', 'truststore', '--ca', inputs.at('root.crt')]],
  ])('%s is refused', async (_, call) => {
    const password = ['--password-file', inputs.at('password')];
    const { stdout, exitCode } = await onTerminal([...call(), '--out', '-', ...password]);
    expect(stdout).toMatch(/does not go to a terminal/);
    expect(exitCode).toBe(2);
  });

  it('a key is text, and is shown', async () => {
    const call = ['export', 'key', '--in', inputs.at('es01.key'), '--out', '-'];
    const { stdout, exitCode } = await onTerminal(call);
    expect(stdout).toMatch(/BEGIN PRIVATE KEY/);
    expect(exitCode).toBe(0);
  });
});

/** One run in its own working folder, which must stay as it is, as must all inputs. */
async function runRow(row: BadStoreInput, cwd: string, more: readonly string[], run: Run) {
  await mkdir(cwd, { recursive: true });
  await row.prepare?.(cwd);
  const before = await fileTree(cwd);
  const inputsBefore = await fileTree(inputs.folder);
  const result = await run([...row.args(inputs), ...more], { ...row.options, cwd });
  expect(await fileTree(cwd)).toEqual(before);
  expect(await fileTree(inputs.folder)).toEqual(inputsBefore);
  return result;
}
