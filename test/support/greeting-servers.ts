// Servers of three kinds that ask for client certificates as they are told, over one version of TLS, and speak first: whom they take
// hears them at once.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { freePort, startServer } from './generated-link.js';
import { JDKS } from './jdks.js';
import type { Needs } from './peer.js';
import { type Identity, type Protocol, startJava } from './peer-ends.js';
import { STUNNEL } from './strangers.js';

export interface Greeting {
  identity: Identity;
  demand: 'required' | 'optional' | 'nobody';
  protocol: Protocol;
  /** For what has to be written. */
  folder: string;
}

/** One kind of them, until it is ended. */
export interface GreetingServers {
  start(greeting: Greeting): Promise<{ port: number; end(): Promise<void> }>;
  end(): Promise<void>;
}

export interface GreetingKind {
  name: string;
  needs: Needs;
  /** Whether it verifies what is shown to it though nothing has to be. */
  verifiesOptional: boolean;
  open(): GreetingServers;
}

const [jdk] = JDKS;
const nothing = async () => undefined;

export const GREETING_SERVERS: readonly GreetingKind[] = [
  {
    ...{ name: 'stunnel', needs: { stunnel: STUNNEL }, verifiesOptional: true },
    open: () => ({ start: startStunnel, end: nothing }),
  },
  {
    ...{ name: 'Node', needs: {}, verifiesOptional: false },
    open: () => ({ start: startNode, end: nothing }),
  },
  {
    ...{ name: 'a JDK', needs: { [jdk?.name ?? 'a JDK']: jdk?.path }, verifiesOptional: true },
    open: openJdk,
  },
];

const read = (file: string | undefined) => readFileSync(file ?? '');

async function listening(server: Server): Promise<{ port: number; end(): Promise<void> }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const end = async () => {
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, end };
}

function startNode({ identity: { certificate, key, ca }, demand, protocol }: Greeting) {
  const server = createTlsServer(
    {
      ...{ cert: read(certificate), key: read(key), ca: read(ca) },
      ...{ requestCert: demand !== 'nobody', rejectUnauthorized: demand === 'required' },
      ...{ minVersion: protocol, maxVersion: protocol },
    },
    (socket) => {
      socket.on('error', () => undefined);
      socket.write('hello\n');
    },
  );
  return listening(server);
}

/** One JVM, in which servers listen until it ends. */
function openJdk(): GreetingServers {
  const java = startJava(jdk?.path ?? 'java');
  return {
    async start({ identity: { certificate = '', key = '', ca }, demand, protocol }) {
      const [, port] = await java.ask('greet', certificate, key, '', ca, demand, protocol);
      return { port: Number(port), end: nothing };
    },
    end: () => java.end(),
  };
}

/** stunnel verifies what is shown to it by `verify = 1` too, and demands it by `verifyChain`. */
const STUNNEL_DEMANDS = { required: 'verifyChain = yes', optional: 'verify = 1', nobody: '' };

async function startStunnel({ identity, demand, protocol, folder }: Greeting) {
  const behind = await listening(
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('hello\n');
    }),
  );
  const port = await freePort();
  const { certificate = '', key = '', ca } = identity;
  const lines = [
    ...['foreground = yes', 'pid =', '[greeting]'],
    ...[`accept = 127.0.0.1:${port}`, `connect = 127.0.0.1:${behind.port}`],
    ...[`cert = ${certificate}`, `key = ${key}`, `CAfile = ${ca}`],
    ...[STUNNEL_DEMANDS[demand], `sslVersion = ${protocol}`],
  ];
  const config = `${folder}/stunnel-${port}.conf`;
  writeFileSync(config, `${lines.join('\n')}\n`);
  const running = await startServer(STUNNEL ?? 'stunnel4', [config], port);
  return {
    port,
    end: async () => {
      await running.end();
      await behind.end();
    },
  };
}
