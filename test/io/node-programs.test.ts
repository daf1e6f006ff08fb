// Programs that really run: without a shell, with our environment and more, whatever becomes of them.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodePrograms } from '../../src/io/node-programs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const base = temporaryFolder();
const node = (script: string, variables = {}) =>
  nodePrograms.run([process.execPath, '-e', script], variables);

it('gets its words and variables as they are, and no input', async () => {
  const script =
    'console.log(JSON.stringify([process.argv.slice(1), process.env.A, process.env.PATH]));process.stdin.on("end", () => console.error("no more")).resume()';
  const words = ['$HOME; x', '', 'a "b"'];
  const { exitCode, output } = await nodePrograms.run([process.execPath, '-e', script, ...words], {
    A: 'a\nb',
  });
  expect(exitCode).toBe(0);
  expect(output).toBe(`${JSON.stringify([words, 'a\nb', process.env['PATH']])}\nno more\n`);
});

it.each<[string, string, exitCode: number | null, output: RegExp]>([
  ['an exit code', 'console.log("a");process.exit(3)', 3, /^a\n$/],
  ['a signal', 'process.kill(process.pid, "SIGKILL")', null, /^$/],
  ['both streams', 'console.log("a");console.error("b")', 0, /^(a\nb|b\na)\n$/],
])('answers %s', async (_, script, exitCode, output) => {
  const outcome = await node(script);
  expect(outcome.exitCode).toBe(exitCode);
  expect(outcome.output).toMatch(output);
});

it('keeps 64 KiB of what it writes, and lets it write on', async () => {
  const { exitCode, output } = await node('process.stdout.write("x".repeat(2 ** 21))');
  expect([exitCode, output]).toEqual([0, 'x'.repeat(64 * 1024)]);
});

it('answers why a program could not be started', async () => {
  const file = join(base, 'not-executable');
  writeFileSync(file, '');
  chmodSync(file, 0o644);
  for (const [program, reason] of [
    [join(base, 'absent'), /ENOENT/],
    [file, /EACCES/],
    [base, /EACCES/],
    ['a\0b', /null bytes/],
    ['', /./],
  ] as const) {
    const outcome = await nodePrograms.run([program], {});
    expect(outcome.exitCode).toBe(null);
    expect(outcome.output).toMatch(reason);
  }
});
