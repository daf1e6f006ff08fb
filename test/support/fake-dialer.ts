// A dialer that answers as a test tells it, without a socket.
import type { Dialer, Dialled, Dialling } from '../../src/ports.js';

export interface FakeDialer extends Dialer {
  readonly calls: Dialling[];
}

/** Where nothing else is said the server takes everybody and is silent. */
const CONTENT: Dialled = {
  reached: 'session',
  ended: 'silence',
  alert: undefined,
  reason: '',
  session: { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', keyExchange: 'X25519' },
  handshake: new Uint8Array(),
  received: new Uint8Array(),
  answer: new Uint8Array(),
};

/** `answer` is told which connection it is, counted from 0. */
export function fakeDialer(answer: (call: Dialling, at: number) => Partial<Dialled>): FakeDialer {
  const calls: Dialling[] = [];
  return {
    calls,
    async dial(call) {
      calls.push(call);
      return { ...CONTENT, ...answer(call, calls.length - 1) };
    },
  };
}
