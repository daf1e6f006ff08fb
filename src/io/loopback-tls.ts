// Real handshakes on 127.0.0.1 with Node's TLS: a server that demands a client certificate, and
// clients of it.
import { once } from 'node:events';
import { isIP, type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { TlsmithError } from '../errors.js';
import type { HandshakeResult, Loopback, LoopbackServer, TlsEnd, TlsProtocol } from '../ports.js';

const TIME_OUT_MS = 10_000;

export const loopbackTls: Loopback = { serve };

async function serve(
  end: TlsEnd,
  clientAuthentication: 'required' | 'optional',
): Promise<LoopbackServer> {
  const refusals: string[] = [];
  const isOptional = clientAuthentication === 'optional';
  const server = createServer(end, isOptional);
  server.on('secureConnection', (socket) => {
    socket.on('error', () => undefined);
    // Who shows a certificate shows a right one; Node itself knows only all or nothing.
    if (isOptional && !socket.authorized && hasCertificate(socket)) {
      refusals.push(String(socket.authorizationError));
      socket.destroy();
      return;
    }
    // One octet back shows the client that the server accepted its certificate: under TLS 1.3
    // nothing else does.
    socket.once('data', () => socket.end('.'));
  });
  server.on('tlsClientError', (error) => refusals.push(reasonOf(error)));
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    throw new TlsmithError(
      'loopback-unusable',
      'no TLS server can be started on 127.0.0.1, so the link cannot be proved here',
      { reason: reasonOf(error) },
      error,
    );
  }
  const { port } = server.address() as AddressInfo;
  return {
    connect: (client, host, protocol) => connect({ port, refusals }, client, host, protocol),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

/** Throws `proof-failed` for a key that does not fit its certificate, or that TLS does not take. */
function createServer(end: TlsEnd, isOptional: boolean): tls.Server {
  try {
    return tls.createServer({
      ...identityOf(end),
      ca: [...end.trustAnchors],
      requestCert: true,
      rejectUnauthorized: !isOptional,
      minVersion: 'TLSv1.2',
    });
  } catch (error) {
    throw new TlsmithError(
      'proof-failed',
      `the proof failed: the server's key and certificate make no TLS server (${reasonOf(error)})`,
      { reason: reasonOf(error) },
      error,
    );
  }
}

function hasCertificate(socket: tls.TLSSocket): boolean {
  return Object.keys(socket.getPeerCertificate()).length > 0;
}

function identityOf(end: TlsEnd): { cert?: string; key?: string } {
  return end.identity ? { cert: end.identity.certificateChain, key: end.identity.privateKey } : {};
}

interface Listening {
  port: number;
  /** What the server said against the client of this connection. */
  refusals: string[];
}

function connect(
  { port, refusals }: Listening,
  client: TlsEnd,
  host: string,
  protocol: TlsProtocol,
): Promise<HandshakeResult> {
  refusals.length = 0;
  return new Promise<HandshakeResult>((resolve) => {
    const socket = tls.connect({
      host: '127.0.0.1',
      port,
      ...identityOf(client),
      ca: [...client.trustAnchors],
      // RFC 6066, 3: literal addresses are not permitted in the server name indication.
      servername: isIP(host) ? '' : host,
      checkServerIdentity: (_, certificate) => tls.checkServerIdentity(host, certificate),
      minVersion: protocol,
      maxVersion: protocol,
    });
    const finish = (completed: boolean, reason: string) => {
      resolve({ completed, reason });
      socket.destroy();
    };
    socket.setTimeout(TIME_OUT_MS, () => finish(false, 'time-out'));
    socket.once('secureConnect', () => socket.write('?'));
    socket.once('data', () => finish(true, ''));
    socket.once('error', (error) => finish(false, refusals[0] ?? reasonOf(error)));
    socket.once('close', () => finish(false, refusals[0] ?? 'the server closed the connection'));
  }).catch((error: unknown) => ({ completed: false, reason: reasonOf(error) }));
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
