// Strangers that judge what tlsmith makes: found, or visibly skipped on a laptop, or a failure where CI=true.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';
import { runProgram, type RunResult } from './run-cli.js';

/**
 * A suite that needs a stranger. `path` is what `findProgram` answered; where it is absent the suite is skipped, or,
 * with CI=true, replaced by one failing test.
 */
export function describePeer(name: string, path: string | undefined, suite: () => void): void {
  if (path === undefined && process.env['CI'] === 'true') {
    describe(name, () => {
      it('is installed', () => {
        throw new Error(`CI=true and a peer is absent: ${name}`);
      });
    });
    return;
  }
  describe.skipIf(path === undefined)(name, suite);
}

/** The first of the candidates (a name on PATH, or an absolute path) that runs with `args` and exits 0. */
export function findProgram(
  candidates: readonly string[],
  args: readonly string[],
): string | undefined {
  return candidates.find((file) => spawnSync(file, args, { stdio: 'ignore' }).status === 0);
}

export const OPENSSL = findProgram(['openssl'], ['version']);
export const CURL = findProgram(['curl'], ['--version']);
/** The system's Python first: a version manager's may be any. `ssl.VERIFY_X509_STRICT` must be there. */
export const PYTHON = findProgram(
  ['/usr/bin/python3', 'python3'],
  ['-c', 'import ssl; ssl.VERIFY_X509_STRICT; ssl.TLSVersion.TLSv1_3'],
);

export interface Jdk {
  version: number;
  java: string;
}

/** Every JDK of 11 or later (single-file source launch): one for each version, from the usual folders, JAVA_HOME and PATH. */
export function findJdks(): Jdk[] {
  const folder = '/usr/lib/jvm';
  const homes = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  if (process.env['JAVA_HOME'] !== undefined) homes.push(process.env['JAVA_HOME']);
  const inPath = (process.env['PATH'] ?? '').split(delimiter).map((bin) => join(bin, 'java'));
  const programs = [...homes.map((home) => join(home, 'bin', 'java')), ...inPath]
    .filter((file) => existsSync(file))
    .map((file) => realpathSync(file));
  const found = new Map<number, string>();
  for (const java of new Set(programs)) {
    if (!existsSync(join(java, '..', 'javac'))) continue;
    const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
    const version = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
    if (version >= 11 && !found.has(version)) found.set(version, java);
  }
  return [...found]
    .map(([version, java]) => ({ version, java }))
    .sort((a, b) => a.version - b.version);
}

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
