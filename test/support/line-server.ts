// A TLS server on Node that demands a client certificate and keeps the lines that it gets: Logstash's tcp and http inputs, for one test.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type TlsOptions, type TLSSocket } from 'node:tls';
import type { InstalledEnd } from './generated-link.js';

export interface LineServer {
  /** Everything that came, in order, as lines or bodies of requests. */
  readonly lines: string[];
  /** Why clients were refused. */
  readonly refusals: string[];
  /** Resolves once the connections that there were are over. */
  settled(): Promise<void>;
  close(): void;
}

/** With the files of a folder; `stem` is their name. */
export function identityIn(end: InstalledEnd, stem = 'listening'): TlsOptions {
  return {
    cert: readFileSync(end.file(`${stem}.crt`)),
    key: readFileSync(end.file(`${stem}.key`)),
    ca: readFileSync(end.file('ca.crt')),
    requestCert: true,
    rejectUnauthorized: true,
  };
}

export async function serveLines(options: TlsOptions, port: number): Promise<LineServer> {
  const lines: string[] = [];
  const refusals: string[] = [];
  const open = new Set<Promise<unknown>>();
  const server = createServer(options, (socket: TLSSocket) => {
    open.add(new Promise((resolve) => socket.once('close', resolve)));
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const parts = text.split('\n');
      text = parts.pop() ?? '';
      lines.push(...parts);
    });
    socket.on('end', () => socket.end());
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', (error) => refusals.push(error.message));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const settled = async () => void (await Promise.all(open));
  return { lines, refusals, settled, close: () => server.close() };
}

/** The same over HTTP: a body a line, answered by `ok` as Logstash does. `login` is what the header has to say, where one is needed. */
export async function serveBodies(
  options: TlsOptions,
  port: number,
  login?: string,
): Promise<LineServer> {
  const lines: string[] = [];
  const refusals: string[] = [];
  const server = createHttpsServer(options, (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const isKnown = login === undefined || request.headers.authorization === login;
      if (isKnown) lines.push(body);
      response.writeHead(isKnown ? 200 : 401, { connection: 'close' }).end('ok');
    });
  });
  server.on('tlsClientError', (error) => refusals.push(error.message));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    lines,
    refusals,
    settled: async () => undefined,
    close: () => server.close(),
  };
}
