// Runs the built program inside this process, for what a call says and writes: a tenth of what a
// process of its own costs. Only in suites of forks: it changes the working folder, the user, the
// environment and the streams of the process while it runs.
import { Console } from 'node:console';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { join } from 'node:path';
import { rememberDerivations } from './remembering-node.js';
import { PROGRAM_ROOT, type RunOptions, type RunResult } from './run-cli.js';

type Run = (argv: readonly string[], root: string) => Promise<void>;

/** What the program listens to until it ends, and streams whose failures it collects. */
const LISTENED = ['uncaughtException', 'unhandledRejection', 'SIGINT', 'SIGTERM', 'SIGHUP', 'exit'];

class Ended extends Error {
  constructor(readonly exitCode: number) {
    super(`the program ended with exit ${exitCode}`);
  }
}

export interface HereOptions extends RunOptions {
  /** The package that is run: ours, or a copy that its user may read. */
  root?: string;
}

const requireFile = createRequire(import.meta.url);
let last: Promise<unknown> = Promise.resolve();

rememberDerivations();

/** `tlsmith ARGS...`, without a process and signals of its own; one call waits for the other. */
export function runHere(args: readonly string[], options: HereOptions = {}): Promise<RunResult> {
  const result = last.then(() => runNow(args, options));
  last = result.catch(() => undefined);
  return result;
}

async function runNow(
  args: readonly string[],
  { cwd = process.cwd(), input = '', env = {}, root = PROGRAM_ROOT, ...user }: HereOptions,
): Promise<RunResult> {
  const { run } = requireFile(join(root, 'dist/program.cjs')) as { run: Run };
  const undo: (() => void)[] = [];
  const stdout = capture(process.stdout, undo);
  const stderr = capture(process.stderr, undo);
  keepListeners(process, LISTENED, undo);
  keepProcess(undo);
  Object.assign(process.env, { NO_COLOR: '1', ...env });
  Object.defineProperty(process, 'stdin', { value: Readable.from([input]), configurable: true });
  process.exit = (code) => {
    throw new Ended(Number(code ?? process.exitCode ?? 0));
  };
  process.chdir(cwd);
  become(user, undo);
  // What runs the tests has put its own in place.
  globalThis.console = new Console(process.stdout, process.stderr);
  try {
    await run(args, root);
    throw new Error('the program came back without an end');
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    const { exitCode } = error;
    return { exitCode, signal: null, stdout: stdout.join(''), stderr: stderr.join('') };
  } finally {
    for (const step of undo.toReversed()) step();
  }
}

/** The same, with the one JSON document of stdout. */
export async function runHereJson<T = Record<string, unknown>>(
  args: readonly string[],
  options: HereOptions = {},
): Promise<RunResult & { document: T }> {
  const result = await runHere([...args, '--json'], options);
  return { ...result, document: JSON.parse(result.stdout) as T };
}

/** Files are opened and owned as in a process of that user; only root can become somebody. */
function become({ uid, gid }: Pick<RunOptions, 'uid' | 'gid'>, undo: (() => void)[]): void {
  if (uid === undefined || gid === undefined) return;
  const [groups, user, group] = [process.getgroups?.(), process.geteuid?.(), process.getegid?.()];
  process.setgroups?.([]);
  process.setegid?.(gid);
  process.seteuid?.(uid);
  undo.push(() => {
    process.seteuid?.(user ?? 0);
    process.setegid?.(group ?? 0);
    process.setgroups?.(groups ?? []);
  });
}

/** What is written to the stream, piece by piece, instead of writing it. */
function capture(stream: NodeJS.WriteStream, undo: (() => void)[]): string[] {
  const pieces: string[] = [];
  const { write } = stream;
  stream.write = (chunk: string | Uint8Array, ...more: unknown[]) => {
    pieces.push(Buffer.from(chunk as string).toString());
    const told = more.find((one) => typeof one === 'function') as (() => void) | undefined;
    if (told) process.nextTick(told);
    return true;
  };
  undo.push(() => {
    stream.write = write;
  });
  keepListeners(stream, ['error'], undo);
  return pieces;
}

function keepListeners(
  emitter: NodeJS.EventEmitter,
  events: readonly string[],
  undo: (() => void)[],
): void {
  for (const event of events) {
    const before = emitter.rawListeners(event) as (() => void)[];
    undo.push(() => {
      emitter.removeAllListeners(event);
      for (const listener of before) emitter.on(event, listener);
    });
  }
}

function keepProcess(undo: (() => void)[]): void {
  const [folder, environment, { exit, exitCode }] = [process.cwd(), { ...process.env }, process];
  const { console } = globalThis;
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin') as PropertyDescriptor;
  undo.push(() => {
    process.chdir(folder);
    for (const name of Object.keys(process.env)) {
      if (!(name in environment)) delete process.env[name];
    }
    Object.assign(process.env, environment);
    globalThis.console = console;
    process.exit = exit;
    process.exitCode = exitCode;
    Object.defineProperty(process, 'stdin', stdin);
  });
}
