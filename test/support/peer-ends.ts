// The two ends of a link as strangers play them: each can serve with one folder, or dial with another.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { checkServerIdentity, createServer, connect, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { JDKS } from './jdks.js';
import { type Needs, OPENSSL } from './peer.js';
import { PeerProcess } from './peer-process.js';
import { PYTHON } from './python.js';
import { PACKAGE_ROOT } from './run-cli.js';
import { QUICK_JVM } from './store-peers.js';

export type Protocol = 'TLSv1.3' | 'TLSv1.2';
export const PROTOCOLS: readonly Protocol[] = ['TLSv1.3', 'TLSv1.2'];

/** What an end holds; a client without certificate has only the `ca`. */
export interface Identity {
  certificate?: string;
  key?: string;
  password?: string;
  ca: string;
}

/** The files in a host's folder. */
export const hostFolder = (kit: string, host: string): Identity => ({
  certificate: `${kit}/${host}/${host}.crt`,
  key: `${kit}/${host}/${host}.key`,
  ca: `${kit}/${host}/ca.crt`,
});

/** `text`: the subject of the other end where accepted, the reason where refused. */
export interface Outcome {
  outcome: string;
  protocol?: string;
  text: string;
}

export interface Dialling {
  /** The name that must stand in the certificate; the connection goes to 127.0.0.1. */
  host: string;
  port: number;
  protocol: Protocol;
  identity: Identity;
}

export interface Listening {
  port: number;
  /** How the next connection that is over has ended for the server. */
  seen(): Promise<Outcome>;
}

/** Started by the test, ended by it. */
export interface End {
  serve(identity: Identity): Promise<Listening>;
  dial(dialling: Dialling): Promise<Outcome>;
  end(): Promise<void>;
}

export interface Peer {
  name: string;
  needs: Needs;
  start(): End;
}

const toOutcome = ([outcome = '', second = '', third]: string[]): Outcome =>
  third === undefined ? { outcome, text: second } : { outcome, protocol: second, text: third };

const fieldsOf = ({ certificate = '', key = '', password = '', ca }: Identity) => [
  ...[certificate, key, password, ca],
];

/** A process that knows `serve`, `seen` and `dial`. */
export class ProcessEnd extends PeerProcess implements End {
  async serve(identity: Identity): Promise<Listening> {
    const [word, port = ''] = await this.ask('serve', ...fieldsOf(identity));
    if (word !== 'port') throw new Error(`no server: ${port}`);
    return { port: Number(port), seen: async () => toOutcome(await this.ask('seen', port)) };
  }

  async dial({ host, port, protocol, identity }: Dialling): Promise<Outcome> {
    return toOutcome(await this.ask('dial', host, String(port), protocol, ...fieldsOf(identity)));
  }
}

const here = `${PACKAGE_ROOT}test/peers`;
export const startJava = (java: string, options: readonly string[] = QUICK_JVM) =>
  new ProcessEnd(java, [...options, `${here}/java/Peer.java`]);
export const startPython = () => new ProcessEnd(PYTHON ?? 'python3', [`${here}/python/peer.py`]);

const read = (file: string | undefined) => (file === undefined ? undefined : readFileSync(file));

function optionsOf({ certificate, key, password, ca }: Identity) {
  return {
    ca: read(ca),
    cert: read(certificate),
    key: read(key),
    ...(password !== undefined && { passphrase: password }),
  };
}

const PATIENCE_MS = 200_000;

function session(socket: TLSSocket): Outcome {
  const { subject } = socket.getPeerCertificate();
  return {
    outcome: 'accepted',
    protocol: socket.getProtocol() ?? '',
    text: `CN=${String(subject.CN)}`,
  };
}

/** Node's own tls, in this process. As the Beats input it closes without an answer after an HTTP request. */
export class NodeEnd implements End {
  readonly #servers: { close(): unknown }[] = [];

  async serve(identity: Identity): Promise<Listening> {
    const outcomes: Outcome[] = [];
    const waiting: ((outcome: Outcome) => void)[] = [];
    // A connection may fail twice, by an alert and by its end: the first counts.
    const judged = new WeakSet<TLSSocket>();
    const add = (socket: TLSSocket, outcome: Outcome) => {
      if (judged.has(socket)) return;
      judged.add(socket);
      const next = waiting.shift();
      if (next === undefined) outcomes.push(outcome);
      else next(outcome);
    };
    const refuse = (socket: TLSSocket, text: string) => add(socket, { outcome: 'refused', text });
    const server = createServer(
      { ...optionsOf(identity), requestCert: true, rejectUnauthorized: true, noDelay: true },
      (socket) => {
        const accepted = session(socket);
        let text = '';
        socket.setTimeout(PATIENCE_MS, () => socket.destroy());
        socket.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          if (text === 'ping\n') socket.end('pong\n');
          else if (text.endsWith('\r\n\r\n')) socket.end();
          else return;
          add(socket, accepted);
        });
        socket.on('error', (error) => refuse(socket, error.message));
        socket.on('close', () => refuse(socket, 'closed by the client'));
      },
    );
    server.on('tlsClientError', (error, socket) =>
      refuse(socket, String(socket.authorizationError ?? error.message)),
    );
    this.#servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
      port: (server.address() as AddressInfo).port,
      seen: async () => outcomes.shift() ?? new Promise((resolve) => waiting.push(resolve)),
    };
  }

  dial({ host, port, protocol, identity }: Dialling): Promise<Outcome> {
    return new Promise((resolve) => {
      const isAddress = /^[\d.]+$|:/.test(host);
      const socket = connect({
        ...optionsOf(identity),
        host: '127.0.0.1',
        port,
        // Without a servername Node compares the address to which it connects.
        ...(isAddress
          ? { checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate) }
          : { servername: host }),
        minVersion: protocol,
        maxVersion: protocol,
      });
      let text = '';
      socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('time-out')));
      socket.setNoDelay(true);
      socket.on('secureConnect', () => socket.write('ping\n'));
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('end', () => {
        if (text === 'pong\n') resolve(session(socket));
      });
      socket.on('error', (error) => resolve({ outcome: 'refused', text: error.message }));
      socket.on('close', () => resolve({ outcome: 'refused', text: 'closed by the server' }));
    });
  }

  async end(): Promise<void> {
    for (const server of this.#servers) server.close();
  }
}

/** `openssl s_client`, strict, one process for each connection. */
class OpensslEnd implements End {
  serve(): Promise<Listening> {
    throw new Error('plays the client only');
  }

  dial({ host, port, protocol, identity }: Dialling): Promise<Outcome> {
    const { certificate, key, password, ca } = identity;
    const isAddress = /^[\d.]+$/.test(host);
    const args = [
      ...['s_client', '-connect', `127.0.0.1:${port}`, '-CAfile', ca, '-x509_strict'],
      ...['-purpose', 'sslserver', '-verify_return_error', '-brief', '-no_ign_eof', '-nocommands'],
      ...(isAddress ? ['-verify_ip', host] : ['-verify_hostname', host, '-servername', host]),
      protocol === 'TLSv1.3' ? '-tls1_3' : '-tls1_2',
      ...(certificate === undefined ? [] : ['-cert', certificate, '-cert_chain', certificate]),
      ...(key === undefined ? [] : ['-key', key]),
      ...(password === undefined ? [] : ['-pass', 'env:PEER_PASSWORD']),
    ];
    return new Promise((resolve, reject) => {
      const child = spawn(OPENSSL ?? 'openssl', args, {
        stdio: 'pipe',
        env: { ...process.env, PEER_PASSWORD: password ?? '' },
        timeout: PATIENCE_MS,
      });
      let stdout = '';
      let stderr = '';
      child.stdin.on('error', () => undefined);
      child.stdin.write('ping\n');
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString();
        if (stdout === 'pong\n') child.stdin.end();
      });
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.on('error', reject);
      child.on('close', () => {
        const text = /^Peer certificate: (.*)$/m.exec(stderr)?.[1]?.replaceAll(' = ', '=') ?? '';
        const used = /^Protocol version: (.*)$/m.exec(stderr)?.[1] ?? '';
        resolve(
          stdout === 'pong\n'
            ? { outcome: 'accepted', protocol: used, text }
            : { outcome: 'refused', text: stderr },
        );
      });
    });
  }

  async end(): Promise<void> {}
}

export const SERVERS: readonly Peer[] = [
  ...JDKS.map(({ name, path }) => ({
    name,
    needs: { [name]: path },
    start: () => startJava(path ?? 'java'),
  })),
  { name: 'Python', needs: { Python: PYTHON }, start: startPython },
  { name: 'Node', needs: {}, start: () => new NodeEnd() },
];

export const CLIENTS: readonly Peer[] = [
  ...SERVERS,
  { name: 'openssl s_client', needs: { openssl: OPENSSL }, start: () => new OpensslEnd() },
];
