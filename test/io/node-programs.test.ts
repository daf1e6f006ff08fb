// Programs that really run: without a shell, with our environment and more, whatever becomes of them.
import { execFileSync } from 'node:child_process';
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
  ['both streams', 'console.log("a");console.error("b")', 0, /^(a\nb|b\na)\n$/],
])('answers %s', async (_, script, exitCode, output) => {
  const outcome = await node(script);
  expect(outcome.exitCode).toBe(exitCode);
  expect(outcome.output).toMatch(output);
});

it('answers which signal ended it', async () => {
  expect(await node('process.kill(process.pid, "SIGKILL")')).toEqual({
    ...{ exitCode: null, signal: 'SIGKILL', output: '' },
  });
});

// What stays behind holds the pipe of its output until the test has written into the other one.
it('does not wait for what it leaves behind, and has all that was written till then', async () => {
  const gate = join(base, 'gate');
  execFileSync('mkfifo', [gate]);
  const script = '(read line < "$GATE") & head -c 60000 /dev/zero | tr "\\0" x; exit 3';
  const outcome = await nodePrograms.run(['/bin/sh', '-c', script], { GATE: gate });
  writeFileSync(gate, 'go\n');
  expect(outcome).toEqual({ exitCode: 3, output: 'x'.repeat(60_000) });
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
    [join(base, 'absent'), /^no such file or directory \(ENOENT\)$/],
    [file, /^permission denied \(EACCES\)$/],
    [base, /EACCES/],
    ['a\0b', /null bytes/],
    ['', /./],
  ] as const) {
    const outcome = await nodePrograms.run([program], {});
    expect(outcome).toEqual({ exitCode: null, reason: expect.stringMatching(reason), output: '' });
  }
});
