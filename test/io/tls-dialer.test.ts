// Real servers on 127.0.0.1, good and odd: how far a connection comes, how it ends, and what was
// heard.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { tlsDialer } from '../../src/io/tls-dialer.js';
import { decodeName } from '../../src/pki/names/name-encoding.js';
import { formatDistinguishedName } from '../../src/pki/names/distinguished-name.js';
import type { Dialling } from '../../src/ports.js';
import { readServerMessages } from '../../src/tls/server-messages.js';
import { tlsAuthority } from '../support/tls-authority.js';

const own = await tlsAuthority('own');
const foreign = await tlsAuthority('foreign');
const serving = await own.identity('server', 'logs.lan');
const identities = {
  own: await own.identity('client', 'beat'),
  none: undefined,
  foreign: await foreign.identity('client', 'beat'),
};

/** What is refused says so by itself; only who is content is waited for. */
const dialler = { refused: tlsDialer(60_000), content: tlsDialer(20) };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const options = (more: tls.TlsOptions): tls.TlsOptions => ({
  ...{ cert: serving.certificateChain, key: serving.privateKey, ca: own.anchor },
  ...more,
});

function secure(more: tls.TlsOptions, serve: (socket: tls.TLSSocket) => void = () => undefined) {
  const server = tls.createServer(options(more), (socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  return portOf(server);
}

const call = (port: number, more: Partial<Dialling> = {}): Dialling => ({
  ...{ host: '127.0.0.1', port, serverName: 'logs.lan', timeOutMs: 60_000 },
  ...more,
});

describe.each(['TLSv1.3', 'TLSv1.2'] as const)('%s', (protocol) => {
  const versions = { minVersion: protocol, maxVersion: protocol };

  it('a server that demands a certificate is content with ours, and says of whom it asks', async () => {
    const port = await secure({ ...versions, requestCert: true });
    const dialled = await dialler.content.dial(call(port, { identity: identities.own }));
    expect(dialled).toMatchObject({ reached: 'session', ended: 'silence', reason: '' });
    expect(dialled.session).toMatchObject({ protocol, keyExchange: 'X25519' });
    const { certificates, acceptedIssuers = [], isWhole } = readServerMessages(dialled.handshake);
    expect(isWhole).toBe(true);
    expect(certificates.length).toBeGreaterThan(0);
    const names = acceptedIssuers.map((der) => formatDistinguishedName(decodeName(der)));
    expect(names).toEqual(['CN=own']);
  });

  it.each([
    ['none', protocol === 'TLSv1.3' ? 116 : 40],
    // Node itself ends the connection without a word.
    ['foreign', undefined],
  ] as const)('it refuses %s', async (kind, alert) => {
    const port = await secure({ ...versions, requestCert: true });
    const dialled = await dialler.refused.dial(call(port, { identity: identities[kind] }));
    expect(dialled.alert).toBe(alert);
    expect(['close', 'failure']).toContain(dialled.ended);
    expect(readServerMessages(dialled.handshake).asksForCertificate).toBe(true);
  });

  it('of who wants the handshake alone nobody waits', async () => {
    const port = await secure({ ...versions, requestCert: true });
    const whole = { identity: identities.own, until: 'handshake' } as const;
    const { reached, ended, handshake } = await dialler.refused.dial(call(port, whole));
    expect({ reached, ended }).toEqual({ reached: 'session', ended: 'silence' });
    expect(readServerMessages(handshake)).toMatchObject({
      isWhole: true,
      asksForCertificate: true,
    });
  });

  it('a server that asks nobody', async () => {
    const { handshake } = await dialler.content.dial(call(await secure(versions)));
    expect(readServerMessages(handshake)).toMatchObject({
      ...{ isWhole: true, asksForCertificate: false, acceptedIssuers: undefined },
    });
  });

  it('what is asked is answered, until the server closes', async () => {
    const port = await secure(versions, (socket) => {
      socket.once('data', (chunk) => socket.end(`heard ${chunk.toString()}`));
    });
    const { ended, answer } = await dialler.refused.dial(
      call(port, { request: Buffer.from('hello') }),
    );
    expect({ ended, answer: Buffer.from(answer).toString() }).toEqual({
      ...{ ended: 'answer', answer: 'heard hello' },
    });
  });

  it('who answers and stays is waited for no longer than one who is silent', async () => {
    const port = await secure(versions, (socket) => socket.on('data', () => socket.write('.')));
    const dialled = await dialler.content.dial(call(port, { request: Buffer.from('hello') }));
    expect(dialled).toMatchObject({ ended: 'answer', answer: Buffer.from('.') });
  });

  it('who never ends is cut off', async () => {
    const port = await secure(versions, (socket) => {
      const go = () => void (socket.destroyed || socket.write('.', () => setImmediate(go)));
      socket.once('data', go);
    });
    const dialled = await dialler.content.dial(call(port, { request: Buffer.from('hello') }));
    expect(dialled.ended).toBe('answer');
  });

  it('the other version is refused by an alert', async () => {
    const other = protocol === 'TLSv1.3' ? 'TLSv1.2' : 'TLSv1.3';
    const port = await secure(versions);
    const dialled = await dialler.refused.dial(call(port, { protocol: other }));
    expect(dialled).toMatchObject({ reached: 'connection', ended: 'failure', alert: 70 });
  });
});

describe('no TLS', () => {
  const plain = (serve: (socket: Socket) => void) =>
    portOf(
      createServer((socket) => {
        socket.on('error', () => undefined);
        serve(socket);
      }),
    );

  it.each([
    ['a banner', '220 mail.example ESMTP\r\n'],
    ['an HTTP answer', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['garbage', '\u0000\u0001\u0002 garbage and more of it'],
  ])('%s is kept as it came', async (_, text) => {
    const port = await plain((socket) => socket.end(text));
    const dialled = await dialler.refused.dial(call(port));
    expect(dialled).toMatchObject({ reached: 'connection', ended: 'failure', alert: undefined });
    expect(Buffer.from(dialled.received).toString()).toBe(text);
    expect(dialled.handshake).toHaveLength(0);
  });

  it('a server that closes at once', async () => {
    const port = await plain((socket) => socket.destroy());
    const dialled = await dialler.refused.dial(call(port));
    expect(dialled.received).toHaveLength(0);
    expect(['close', 'failure']).toContain(dialled.ended);
  });

  it('a server that never answers', async () => {
    const open: Socket[] = [];
    const port = await plain((socket) => open.push(socket));
    const dialled = await dialler.refused.dial(call(port, { timeOutMs: 300 }));
    expect(dialled).toMatchObject({ ended: 'time-out', reason: '' });
    for (const socket of open) socket.destroy();
  });

  it('nobody listens', async () => {
    const port = await plain(() => undefined);
    const [server] = servers.splice(0);
    server?.close();
    await once(server as Server, 'close');
    const dialled = await dialler.refused.dial(call(port));
    expect(dialled).toMatchObject({ reached: 'nothing', reason: 'ECONNREFUSED' });
  });
});

it('a key that TLS does not take ends the connection, and no more', async () => {
  const port = await secure({});
  const identity = { ...identities.own, privateKey: 'no key' };
  const dialled = await dialler.refused.dial(call(port, { identity }));
  expect(dialled).toMatchObject({ reached: 'connection', ended: 'failure' });
});
