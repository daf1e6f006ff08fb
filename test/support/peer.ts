// Strangers that judge what tlsmith makes: found, or visibly skipped on a person's machine, or a failure where CI=true.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';
import { runProgram, type RunResult } from './run-cli.js';

/** What tests need beside Node, by the name that a person knows it by: where it was found, or undefined. */
export type Needs = Readonly<Record<string, string | undefined>>;

export function absentFrom(needs: Needs): string[] {
  return Object.keys(needs).filter((name) => needs[name] === undefined);
}

/** What scripts/absent-strangers.js looks for in the titles of skipped tests. */
const titleOf = (absent: readonly string[]) => `not here: ${absent.join(', ')}`;

const failFor = (absent: readonly string[]) => () => {
  throw new Error(`CI=true and absent: ${absent.join(', ')}`);
};

/** A suite that needs strangers. Where one is absent it is skipped and says so; with CI=true one failing test stands for it. */
export function describePeer(name: string, needs: Needs, suite: () => void): void {
  const absent = absentFrom(needs);
  if (absent.length === 0) return void describe(name, suite);
  if (process.env['CI'] !== 'true') {
    return void describe.skip(titleOf(absent), () => void describe(name, suite));
  }
  describe(name, () => it('is installed', failFor(absent)));
}

/** `it` for tests that need strangers: like `describePeer`, one by one. */
export function itNeeding(needs: Needs): One & Pick<typeof it, 'each'> {
  const absent = absentFrom(needs);
  if (absent.length === 0) return it;
  const marked = (name: string) => `${name} (${titleOf(absent)})`;
  if (process.env['CI'] !== 'true') {
    const skipped: One = (name, test) => it.skip(marked(name), test);
    const each = (rows: readonly unknown[]) => (name: string, test: () => void) =>
      it.skip.each(rows)(marked(name), test);
    return Object.assign(skipped, { each: each as unknown as typeof it.each });
  }
  const failing: One = (name) => it(marked(name), failFor(absent));
  const each = () => (name: string) => it(marked(name), failFor(absent));
  return Object.assign(failing, { each: each as unknown as typeof it.each });
}

type One = (name: string, test: () => void | Promise<void>) => void;

/** The first of the candidates (a name on PATH, or an absolute path) that runs with `args` and exits 0. */
export function findProgram(
  candidates: readonly string[],
  args: readonly string[],
): string | undefined {
  return candidates.find((file) => spawnSync(file, args, { stdio: 'ignore' }).status === 0);
}

/** The first of the programs that stands on the PATH, or where its own path says. */
export function findOnPath(...programs: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const files = programs.flatMap((program) =>
    program.includes('/') ? [program] : folders.map((folder) => join(folder, program)),
  );
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export const OPENSSL = findProgram(['openssl'], ['version']);

/** `openssl ARGS...`, whatever its exit code. */
export function openssl(args: readonly string[], input = ''): Promise<RunResult> {
  return runProgram(OPENSSL ?? 'openssl', args, { input });
}

/** `openssl ARGS...` that must succeed; answers its stdout. */
export async function opensslDoes(args: readonly string[], input = ''): Promise<string> {
  const { exitCode, stdout, stderr } = await openssl(args, input);
  if (exitCode !== 0) throw new Error(`openssl ${args.join(' ')}: exit ${exitCode}\n${stderr}`);
  return stdout;
}

/**
 * The exit codes of many calls of `openssl`: a shell starts them, for which this process takes twice
 * the time.
 */
export async function opensslExits(calls: readonly (readonly string[])[]): Promise<number[]> {
  const word = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const line = (args: readonly string[]) =>
    `${[OPENSSL ?? 'openssl', ...args].map(word).join(' ')} >/dev/null 2>&1; echo $?\n`;
  const { stdout } = await runProgram('sh', [], { input: calls.map(line).join('') });
  return stdout.trim().split('\n').map(Number);
}

/** Like `Promise.all(items.map(work))`, with two at work at a time: the cores that CI has. */
export async function twoAtATime<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
