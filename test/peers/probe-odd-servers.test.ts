// `probe`, `inspect` and `verify` against servers that speak no TLS, an old one, or nothing at all: a clear outcome within the time-out.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fault, faultyIdentities } from '../support/faulty-identities.js';
import { endServersAfterwards, freePort, startServer } from '../support/generated-link.js';
import { describePeer, OPENSSL } from '../support/peer.js';
import type { Identity } from '../support/peer-ends.js';
import { runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Document {
  ok: boolean;
  attempts?: { outcome: string; message: string }[];
  findings?: { code: string; message: string }[];
  error?: { code: string; message: string };
}

const folder = temporaryFolder();
endServersAfterwards();
let identities: Record<Fault, Identity>;
const servers: Server[] = [];
beforeAll(() => {
  identities = faultyIdentities(folder);
});
afterAll(() => {
  for (const server of servers) server.close();
});

async function portOf(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const COMMANDS = ['probe', 'inspect', 'verify'] as const;

async function ask(command: (typeof COMMANDS)[number], port: number) {
  const { certificate = '', key = '', ca } = identities.right;
  const flags = {
    probe: ['--cert', certificate, '--key', key, '--ca', ca],
    inspect: [],
    verify: ['--ca', ca],
  }[command];
  const words = [command, `localhost:${port}`, '--timeout', '1s', ...flags];
  const { exitCode, document, stderr } = await runHereJson<Document>(words);
  const said = document.error?.message ?? document.findings?.[0]?.message ?? '';
  return { exitCode, said, stderr, document };
}

/** A ServerHello of TLS 1.2 that announces more than comes. */
const HALF_HELLO = Buffer.from('160303004a020000460303', 'hex');
const onHello = (answer: string | Buffer) => (socket: Socket) =>
  socket.once('data', () => socket.end(answer));

/** `isExamined`: what is seen is an answer to `probe`, and no chain to the others. */
const ROWS: readonly [
  title: string,
  serve: (socket: Socket) => void,
  said: RegExp,
  isExamined: boolean,
][] = [
  ['never answers', () => undefined, /never answers a handshake/, false],
  ['closes at once', (socket) => socket.destroy(), /without a word of TLS/, false],
  ['closes on our first word', onHello(''), /without a word of TLS/, false],
  [
    'sends half a handshake, and waits',
    (socket) => socket.write(HALF_HELLO),
    /never answers/,
    false,
  ],
  ['sends garbage', (socket) => socket.end('\u0001\u0002 garbage'), /no TLS/, true],
  ['sends garbage for ever', (socket) => forEver(socket), /no TLS/, true],
  ['answers our first word by garbage', onHello(Buffer.alloc(2_000, 0xff)), /no TLS/, true],
  ['greets by SMTP', (socket) => socket.write('220 mail ESMTP\r\n'), /STARTTLS/, true],
  ['greets by SSH', (socket) => socket.write('SSH-2.0-x\r\n'), /speaks SSH/, true],
  ['speaks HTTP', onHello('HTTP/1.1 400 Bad Request\r\n\r\n'), /HTTP without TLS/, true],
  [
    'is an HTTP proxy',
    onHello('HTTP/1.1 400 Bad Request\r\nVia: 1.1 proxy\r\n\r\n'),
    /an HTTP proxy answers/,
    true,
  ],
  [
    'refuses every version',
    onHello(Buffer.from('15030100020246', 'hex')),
    /neither TLS 1\.2/,
    true,
  ],
];

function forEver(socket: Socket): void {
  const go = () => void (socket.destroyed || socket.write('garbage '.repeat(100), go));
  go();
}

describe.each(COMMANDS)('%s of a server that', (command) => {
  it.each(ROWS)('%s', async (_, serve, said, isExamined) => {
    const seen = await ask(command, await portOf(serve));
    const isAnswer = isExamined && command === 'probe';
    expect(seen.exitCode).toBe(isAnswer ? 1 : 6);
    expect(seen.said).toMatch(said);
    expect(seen.document).toMatchObject(
      isAnswer
        ? { ok: false, attempts: [{}], findings: [{ code: 'no-tls' }] }
        : { ok: false, error: { code: 'peer-unreachable' } },
    );
  });

  it('is not there', async () => {
    const seen = await ask(command, await freePort());
    expect(seen).toMatchObject({ exitCode: 6, document: { error: { code: 'peer-unreachable' } } });
    expect(seen.said).toMatch(/nobody listens/);
  });
});

describePeer('openssl s_server', { openssl: OPENSSL }, () => {
  describe.each(COMMANDS)('%s of one that speaks', (command) => {
    it.each([
      ['-tls1', /TLS 1\.0 only|neither TLS 1\.2/],
      ['-tls1_1', /TLS 1\.1 only|neither TLS 1\.2/],
    ])('%s only', async (version, said) => {
      const { certificate = '', key = '' } = identities.right;
      const port = await freePort();
      const files = ['-cert', certificate, '-key', key];
      const running = await startServer(
        OPENSSL ?? 'openssl',
        [
          ...['s_server', '-accept', `127.0.0.1:${port}`, '-quiet', ...files],
          ...[version, '-cipher', 'DEFAULT@SECLEVEL=0'],
        ],
        port,
      );
      const seen = await ask(command, port);
      await running.end();
      expect(seen.exitCode).toBe(command === 'probe' ? 1 : 6);
      expect(seen.said).toMatch(said);
    });
  });
});
