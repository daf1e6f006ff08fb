// Runs the built program as a person would, with arguments as an array, and answers its streams and exit code.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const PACKAGE_ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Whose program is run: this one's, or that of an installed package (`scripts/test.js packed`). Ends in a slash. */
export const PROGRAM_ROOT = process.env.TLSMITH_ROOT ?? PACKAGE_ROOT;
export const PROGRAM = `${PROGRAM_ROOT}bin/run.js`;

export interface RunOptions {
  cwd?: string;
  /** What stdin holds; without it stdin is empty. */
  input?: string;
  /** Added to the environment. */
  env?: Readonly<Record<string, string>>;
  uid?: number;
  gid?: number;
}

export interface RunResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** `tlsmith ARGS...` */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return runProgram(process.execPath, [PROGRAM, ...args], options);
}

/** The same, with the one JSON document of stdout. */
export async function runJson<T = Record<string, unknown>>(
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult & { document: T }> {
  const result = await runCli([...args, '--json'], options);
  return { ...result, document: JSON.parse(result.stdout) as T };
}

/** Any program; a missing one rejects. */
export function runProgram(
  file: string,
  args: readonly string[],
  { cwd, input = '', env = {}, uid, gid }: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', ...env },
      ...(cwd !== undefined && { cwd }),
      ...(uid !== undefined && { uid }),
      ...(gid !== undefined && { gid }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
    // The program may end without reading its input.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
