// Kits installed as their snippets say, each on a free port, for the tests that start the real products from them.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { afterAll } from 'vitest';
import { makes } from './peer-certificate.js';
import { runProgram, type RunOptions, type RunResult } from './run-cli.js';

/** Below the range that the system gives to connections and to port 0, so that nothing takes it before its server does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 30_000);
    const server = createServer().listen(port, '127.0.0.1');
    // Rejects where the port is taken.
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/** One end of a link, its files where its snippet looks for them. */
export interface InstalledEnd {
  folder: string;
  /** The path of a file in it. */
  file(name: string): string;
  text(name: string): string;
}

export interface InstalledLink {
  client: InstalledEnd;
  server: InstalledEnd;
  /** The CA of the kit, to make another kit with. */
  ca: string;
  port: number;
}

export interface LinkOptions {
  client: string;
  server: string;
  /** Where kit and files go. */
  folder: string;
  hosts?: readonly string[];
  port?: number;
  /** Further flags of `kit`. */
  flags?: readonly string[];
}

/** Makes the kit with a folder of its own as the install folder of both ends, and puts their files there. */
export async function installLink(options: LinkOptions): Promise<InstalledLink> {
  const { client, server, folder, hosts = ['localhost'], flags = [] } = options;
  const port = options.port ?? (await freePort());
  const installed = `${folder}/installed`;
  await makes([
    ...['kit', client, server, '--client-name', 'dialling', '--server-name', 'listening'],
    ...hosts.flatMap((host) => ['--host', host]),
    ...['--port', String(port), '--install-dir', installed, '-o', `${folder}/kit`, ...flags],
  ]);
  mkdirSync(installed, { recursive: true, mode: 0o755 });
  const end = (name: string): InstalledEnd => {
    const from = `${folder}/kit/${name}`;
    for (const file of readdirSync(from)) cpSync(`${from}/${file}`, `${installed}/${file}`);
    return {
      folder: from,
      file: (file) => `${from}/${file}`,
      text: (file) => readFileSync(`${from}/${file}`, 'utf8'),
    };
  };
  return { client: end('dialling'), server: end('listening'), ca: `${folder}/kit/ca`, port };
}

/** The client of a kit of another CA, which trusts the server of the first all the same: only the server can refuse it. */
export async function foreignClient(
  link: InstalledLink,
  options: LinkOptions,
): Promise<InstalledEnd> {
  const foreign = await installLink({ ...options, port: link.port });
  cpSync(`${link.ca}/ca.crt`, `${options.folder}/installed/ca.crt`);
  return foreign.client;
}

const running = new Set<ChildProcess>();

/** Ends every server of the file that still runs, by the id with which it was started. */
export function endServersAfterwards(): void {
  afterAll(async () => {
    await Promise.all([...running].map((child) => endServer(child)));
  });
}

async function endServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await closed;
  clearTimeout(late);
}

export interface RunningServer {
  id: number;
  /** What it has said so far, on either stream. */
  said(): string;
  end(): Promise<void>;
}

/** Starts a server and waits until it listens on the port of 127.0.0.1; throws with what it said if it ends before. */
export async function startServer(
  file: string,
  args: readonly string[],
  port: number,
  { cwd, env = {} }: Pick<RunOptions, 'cwd' | 'env'> = {},
): Promise<RunningServer> {
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(cwd !== undefined && { cwd }),
  });
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  const state = { failure: undefined as string | undefined };
  child.on('error', (error) => (state.failure = error.message));
  child.on('close', (code, signal) => (state.failure ??= `ended with ${code ?? signal}`));
  for (;;) {
    if (await isListening(port)) break;
    if (state.failure !== undefined) throw new Error(`${file} ${state.failure}\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { id: child.pid ?? 0, said: () => said, end: () => endServer(child) };
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** A file beside the others of an end, such as the frame that a product wants around its snippet. */
export function besideFile({ folder }: InstalledEnd, name: string, text: string): string {
  const path = `${folder}/${name}`;
  writeFileSync(path, text);
  return path;
}

/** Runs a snippet that is a shell script, as it is. */
export function runScript(end: InstalledEnd, name: string, input = ''): Promise<RunResult> {
  return runProgram('sh', [end.file(name)], { input });
}
