// A server without TLS.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Answers whatever it is asked with a text, and hangs up. */
export async function answering(text: string): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(text));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
