// Links of two configs as they come to be: both ends really started, and really dialled; and what
// `doctor` says of the very same files.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect as connectPlain, type Socket } from 'node:net';
import { connect } from 'node:tls';
import { afterAll, expect } from 'vitest';
import { examine } from '../../src/app/examining/configs.js';
import { freePort } from './generated-link.js';
import { OPENSSL } from './peer.js';
import { runProgram } from './run-cli.js';
import { BEATS, CURL, NGINX, REDIS, REDIS_CLI, STUNNEL } from './strangers.js';
import { testPorts } from './test-ports.js';

type Server = 'nginx' | 'stunnel' | 'redis';
/** `beats`: the library of Beats, which dials once. */
export type Product = Server | 'beats';

/** One end: what its config says. `FILES`, `HERE`, `PORT`, `FRONT` and `BACK` are filled in. */
export interface RealEnd {
  product: Product;
  text: string;
  /** More configs, by their names, for what is included. */
  more?: Readonly<Record<string, string>>;
}

export interface RealLink {
  server: RealEnd & { product: Server };
  client?: RealEnd;
}

export interface Reality {
  serverStarts: boolean;
  clientStarts: boolean;
  /** Through the client's end, or by the right certificate where there is none. */
  works: boolean;
  /** Who shows no certificate. */
  anybody: boolean;
  said: string;
}

const running = new Set<ChildProcess>();
const PATIENCE_MS = 10_000;

/** Call at the top of a test file: what plain HTTP stands behind a tunnel; ends all that runs. */
export function endRealEnds(): void {
  afterAll(async () => {
    for (const child of running) await end(child);
  });
}

async function end(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

interface Started {
  child: ChildProcess;
  isUp: boolean;
  said(): string;
}

/** Until it listens, or ends. */
async function start(file: string, args: readonly string[], port: number): Promise<Started> {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  let hasEnded = false;
  child.on('close', () => (hasEnded = true));
  for (;;) {
    if (await isListening(port)) return { child, isUp: true, said: () => said };
    if (hasEnded) return { child, isUp: false, said: () => said };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function isListening(port: number): Promise<boolean> {
  const socket = connectPlain(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** What comes back of that question until the other side closes or has answered. */
function ask(socket: Socket, question: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const done = (why = '') => {
      socket.destroy();
      resolve(text === '' ? `refused: ${why}` : text);
    };
    socket.setTimeout(PATIENCE_MS, () => done('silence'));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (isAnswer(text)) done();
    });
    socket.on('end', () => done('closed'));
    socket.on('close', () => done('closed'));
    socket.on('error', (error) => done(error.message));
    socket.write(question);
  });
}

const isAnswer = (text: string) => /hello\n$|^\+PONG\r\n|^-.*\r\n/.test(text);
const isAccepted = (text: string) => /^HTTP\/1\.\d 200 [^]*hello\n$|^\+PONG\r\n$/.test(text);
const QUESTIONS = {
  nginx: 'GET / HTTP/1.0\r\nHost: localhost\r\n\r\n',
  stunnel: 'GET / HTTP/1.0\r\nHost: localhost\r\n\r\n',
  redis: 'PING\r\n',
} as const;

export class RealLinks {
  #count = 0;
  #back: number | undefined;

  /** `files`: what `FILES` stands for. */
  constructor(
    private readonly folder: string,
    private readonly files: string,
  ) {
    chmodSync(folder, 0o755);
  }

  /** Both ends of a row, started and dialled, and what doctor says of their configs. */
  async try(link: RealLink) {
    const here = `${this.folder}/${this.#count++}`;
    const [port, front, back] = [await freePort(), await freePort(), await this.#backend()];
    const fill = (text: string) =>
      text
        .replaceAll('FILES', this.files)
        .replaceAll('FINGERPRINT', readFileSync(`${this.files}/fingerprint`, 'utf8'))
        .replaceAll('HERE', here)
        .replaceAll(/(?<!-)PORT/g, String(port))
        .replaceAll('FRONT', String(front))
        .replaceAll('BACK', String(back));
    const server = this.#write(link.server, `${here}/server`, fill);
    const client = link.client && this.#write(link.client, `${here}/client`, fill);
    const paths = [server, client].flatMap((path) => path ?? []);
    const said = await doctor(paths);
    const reality = await this.#reality(link, { server, client, port, front });
    return { reality, ...said };
  }

  async #reality(
    { server, client }: RealLink,
    at: { server: string; client: string | undefined; port: number; front: number },
  ): Promise<Reality> {
    const question = QUESTIONS[server.product];
    const first = await startEnd(server.product, at.server, at.port);
    if (!first.isUp) {
      return { ...NOTHING, said: first.said() };
    }
    const none = await ask(connect({ port: at.port, rejectUnauthorized: false }), question);
    const facts = { serverStarts: true, anybody: isAccepted(none) };
    try {
      if (!client || at.client === undefined) {
        const own = await this.#own(server.product, at.port);
        return { ...facts, clientStarts: true, works: isAccepted(own), said: `${none}\n${own}` };
      }
      if (client.product === 'beats') {
        const { stdout } = await runProgram(BEATS ?? 'beats', [at.client]);
        const isLoaded = !stdout.startsWith('refused-config');
        const isIn = stdout === 'accepted\n';
        return { ...facts, clientStarts: isLoaded, works: isIn, said: stdout };
      }
      const second = await startEnd(client.product, at.client, at.front);
      const answer = second.isUp ? await ask(connectPlain(at.front, '127.0.0.1'), question) : '';
      await end(second.child);
      return {
        ...facts,
        clientStarts: second.isUp,
        works: isAccepted(answer),
        said: `${none}\n${answer}\n${second.said()}\n${first.said()}`,
      };
    } finally {
      await end(first.child);
    }
  }

  /** The right certificate, by a client of that product that trusts the right CA. */
  async #own(product: Server, port: number): Promise<string> {
    const [ca, cert, key] = ['ca.crt', 'client.crt', 'client.key'].map(
      (name) => `${this.files}/${name}`,
    ) as [string, string, string];
    const shown = ['--cacert', ca, '--cert', cert, '--key', key];
    if (product === 'nginx') {
      const url = `https://localhost:${port}/`;
      const args = ['-sSi', '--http1.1', '--noproxy', '*', ...shown, url];
      return outputOf(CURL ?? 'curl', args);
    }
    if (product === 'redis') {
      const args = ['-h', 'localhost', '-p', String(port), '--tls', ...shown, 'PING'];
      return (await outputOf(REDIS_CLI ?? 'redis-cli', args)).replace(/^PONG\n$/, '+PONG\r\n');
    }
    const args = ['s_client', '-quiet', '-verify_return_error', '-verify_hostname', 'localhost'];
    const files = ['-CAfile', ca, '-cert', cert, '-key', key];
    const dialled = ['-connect', `localhost:${port}`, '-servername', 'localhost'];
    const input = QUESTIONS.stunnel;
    return outputOf(OPENSSL ?? 'openssl', [...args, ...files, ...dialled], input);
  }

  #write({ product, text, more = {} }: RealEnd, folder: string, fill: (text: string) => string) {
    mkdirSync(folder, { recursive: true });
    const local = (written: string) => fill(written.replaceAll('HERE', folder));
    for (const [name, content] of Object.entries(more)) {
      writeFileSync(`${folder}/${name}`, local(content));
    }
    const path = `${folder}/${product === 'beats' ? 'filebeat.yml' : `${product}.conf`}`;
    writeFileSync(path, local(product === 'nginx' ? framed(text, folder) : text));
    return path;
  }

  /** Plain HTTP behind a tunnel, in this process. */
  async #backend(): Promise<number> {
    if (this.#back !== undefined) return this.#back;
    const server = createServer((_, response) => response.end('hello\n'));
    server.unref();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#back = (server.address() as AddressInfo).port;
    return this.#back;
  }
}

/** What it prints where all is well; else what it complains of. */
async function outputOf(file: string, args: readonly string[], input = ''): Promise<string> {
  const { stdout, stderr } = await runProgram(file, args, { input });
  return stdout === '' ? `refused: ${stderr}` : stdout;
}

const NOTHING = { serverStarts: false, clientStarts: false, works: false, anybody: false };

/** What nginx wants around what stands in `http`; all that it writes goes into the folder. */
function framed(text: string, folder: string): string {
  if (/^\s*http\s*\{/m.test(text)) return `${frameOf(folder).join('\n')}\n${text}`;
  const [head, temporary] = frameOf(folder);
  return `${head}\nhttp {\n${temporary}\n${text}}\n`;
}

function frameOf(folder: string): [string, string] {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join(' ');
  const head = `daemon off; master_process off; pid ${folder}/pid; error_log stderr notice; events {}`;
  return [head, `access_log off; ${temporary}`];
}

async function startEnd(product: Server, config: string, port: number): Promise<Started> {
  if (product === 'stunnel') return start(STUNNEL ?? 'stunnel4', [config], port);
  if (product === 'redis') {
    const args = [
      config,
      '--dir',
      config.replace(/\/[^/]*$/, ''),
      '--save',
      '',
      '--daemonize',
      'no',
    ];
    return start(REDIS ?? 'redis-server', args, port);
  }
  const started = await start(NGINX ?? 'nginx', ['-c', config], port);
  if (started.isUp) return started;
  // It is the config, and nothing of this machine.
  const { exitCode } = await runProgram(NGINX ?? 'nginx', ['-t', '-c', config]);
  if (exitCode === 0) throw new Error(`nginx -t takes what nginx refuses: ${started.said()}`);
  return started;
}

/** What doctor warns of rightly where a link works all the same. */
const RIGHTLY = ['verification-off', 'unasked-certificate', 'clear-secret', 'file-mode'];

async function doctor(paths: readonly string[]) {
  const clock = { now: () => new Date() };
  const { findings, links } = await examine({ paths, stack: undefined }, testPorts({ clock }));
  const demands = links.map(({ server }) => server.view.meant('client-authentication'));
  const blamed = findings.filter(
    ({ code, severity }) => severity !== 'info' && !RIGHTLY.includes(code),
  );
  return {
    codes: [...new Set(blamed.map(({ code }) => code))].toSorted(),
    all: findings.map(
      ({ code, severity, message, place }) =>
        `${severity} ${code} ${place.file.split('/').slice(-2).join('/')}:${place.line} ${message}`,
    ),
    demands,
    links: links.length,
  };
}

export interface Outcome {
  works: boolean;
  /** What doctor blames: codes of errors and warnings. */
  says: readonly string[];
}

/** Codes of what doctor says all the same. */
export const works = (...says: readonly string[]): Outcome => ({ works: true, says });
export const fails = (...says: readonly string[]): Outcome => ({ works: false, says });
/** It fails by what doctor does not look into. */
export const unseen = fails();

/** Whom a server takes without a certificate. */
const OPEN: Readonly<Record<string, boolean>> = {
  required: false,
  optional: true,
  unverified: true,
  none: true,
};

/** Both ends come to what is expected, and doctor has said so. */
export async function holds(links: RealLinks, link: RealLink, expected: Outcome): Promise<void> {
  const { reality, codes, all, demands } = await links.try(link);
  expect(reality.works, reality.said).toBe(expected.works);
  expect(codes, `${all.join('\n')}\n${reality.said}`).toEqual(expected.says);
  const [demand, ...others] = demands.map(String);
  if (!reality.works || demand === undefined || others.length > 0) return;
  expect(reality.anybody, `client certificates: ${demand}`).toBe(OPEN[demand]);
}
