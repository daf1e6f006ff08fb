// Proves that each bad call and each bad file ends with its exit code, a message that names the trouble, and nothing written.
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileTree } from '../support/file-tree.js';
import { makeOddInputs, type OddInputs } from '../support/odd-inputs.js';
import { itNeeding, OPENSSL } from '../support/peer.js';
import { programOfSomebody } from '../support/program-of-somebody.js';
import { runCli, runProgram } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { BAD_INPUTS, type BadInput } from './bad-input-rows.js';

interface Failure {
  ok: boolean;
  error: {
    code: string;
    message: string;
    hint?: string;
    details: Record<string, unknown>;
    exitCode: number;
  };
}

const temporary = temporaryFolder();
let inputs: OddInputs;

const openssl = { openssl: OPENSSL };

beforeAll(async () => {
  await chmod(temporary, 0o755); // One test runs as somebody else.
  if (OPENSSL !== undefined) inputs = await makeOddInputs(join(temporary, 'inputs'));
});

describe.each(Object.entries(BAD_INPUTS))('%s', (title, rows) => {
  const numbered = rows.map((row, number) => [row.what, row.exit, row, number] as const);
  const homeOf = (kind: string, number: number) =>
    join(temporary, kind, title.replaceAll(' ', '-'), String(number));

  itNeeding(openssl).each(numbered)('refuses %s with exit %i', (_what, _exit, row, number) =>
    expectRefusal(row, homeOf('here', number), runHere),
  );

  itNeeding(openssl).each(numbered.slice(0, 1))(
    'refuses %s with exit %i as a process of its own',
    (_what, _exit, row, number) => expectRefusal(row, homeOf('spawned', number), runCli),
  );
});

type Run = typeof runHere;

async function expectRefusal(row: BadInput, home: string, run: Run): Promise<void> {
  const text = await runRow(row, join(home, 'text'), [], run);
  const json = await runRow(row, join(home, 'json'), ['--json'], run);

  expect(text.stdout).toBe('');
  expect(text.stderr).toMatch(/^error: /m);
  expect(text.stderr).not.toMatch(/^\s+at /m);
  expect(sentenceOf(text.stderr)).toMatch(row.says);
  if (row.advises) expect(text.stderr).toMatch(row.advises);

  const document = JSON.parse(json.stdout) as Failure;
  expect(Object.keys(document).sort()).toEqual(['error', 'ok']);
  expect(document).toMatchObject({
    ok: false,
    error: { code: row.code, details: expect.any(Object), exitCode: row.exit },
  });
  expect(document.error.message).toMatch(row.says);
  if (row.advises) {
    expect(`${document.error.message} ${document.error.hint ?? ''}`).toMatch(row.advises);
  }
  expect([text.exitCode, json.exitCode]).toEqual([row.exit, row.exit]);
}

const CALL = ['cert', 'issue', 'x', '--self-signed', '--profile', 'server', '--san', 'a.example'];

describe('an output folder in a place where the person may not write', () => {
  it.each([[[]], [['--json']]])('ends with exit 5 and nothing written %j', async (more) => {
    const { program, folder, somebody } = await placeOfAnother();
    const args = [program, ...CALL, ...more];
    const result = await runProgram(process.execPath, args, { cwd: folder, ...somebody });
    const said = more.length === 0 ? result.stderr : result.stdout;
    expect(said).toMatch(/may not be written: permission denied/);
    if (more.length > 0) {
      expect(JSON.parse(result.stdout)).toMatchObject({
        ok: false,
        error: { code: 'output-not-permitted', exitCode: 5 },
      });
    }
    expect(result.exitCode).toBe(5);
    expect(await fileTree(folder)).toEqual([]);
  });
});

describe('the single document of --json', () => {
  it.each([
    ['before the command', ['--json', 'frobnicate'], 'command-unknown'],
    ['between the words', ['cert', '--json', 'issue'], 'argument-missing'],
    ['after an unknown flag', ['cert', 'issue', 'x', '--nope', '--json'], 'flag-unknown'],
    ['with nothing else', ['--json'], 'command-unknown'],
  ])('comes with --json %s', async (_, args, code) => {
    const { stdout, exitCode } = await runHere(args);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code, exitCode: 2 } });
    expect(exitCode).toBe(2);
  });
});

/** One run in its own working folder, which must stay as it is, as must all inputs. */
async function runRow(row: BadInput, cwd: string, more: readonly string[], run: Run) {
  await mkdir(cwd, { recursive: true });
  await row.prepare?.(cwd, inputs);
  const before = await fileTree(cwd);
  const inputsBefore = await fileTree(inputs.folder);
  const result = await run([...row.args(inputs), ...more], { ...row.options?.(inputs), cwd });
  expect(await fileTree(cwd)).toEqual(before);
  expect(await fileTree(inputs.folder)).toEqual(inputsBefore);
  return result;
}

function sentenceOf(stderr: string): string {
  return /^error: (.*)$/m.exec(stderr)?.[1] ?? '';
}

/** A folder that `somebody` may enter but not write, and a copy of the program that he may read. */
async function placeOfAnother() {
  const folder = join(temporary, 'of-another');
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o555);
  return { folder, ...programOfSomebody(temporary) };
}
