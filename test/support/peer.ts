// Strangers that judge what tlsmith makes: found, or visibly skipped on a person's machine, or a failure where CI=true.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';
import { runProgram, type RunResult } from './run-cli.js';

/** What tests need beside Node, by the name that a person knows it by: where it was found, or undefined. */
export type Needs = Readonly<Record<string, string | undefined>>;

/**
 * Tests that need strangers. Where one is absent they are skipped, below a title that scripts/absent-strangers.js reads;
 * with CI=true one failing test stands for them.
 */
export function needing(needs: Needs, tests: () => void): void {
  const absent = Object.keys(needs).filter((name) => needs[name] === undefined);
  if (absent.length === 0) return tests();
  const title = `not here: ${absent.join(', ')}`;
  if (process.env['CI'] !== 'true') return void describe.skip(title, tests);
  describe(title, () => {
    it('is installed', () => {
      throw new Error(`CI=true and absent: ${absent.join(', ')}`);
    });
  });
}

export function isHere(needs: Needs): boolean {
  return Object.values(needs).every((path) => path !== undefined);
}

/** A suite that needs strangers. */
export function describePeer(name: string, needs: Needs, suite: () => void): void {
  needing(needs, () => void describe(name, suite));
}

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
