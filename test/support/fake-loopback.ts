// A loopback that answers handshakes as a test tells it, without a socket.
import type {
  HandshakeResult,
  Loopback,
  TlsEnd,
  TlsIdentity,
  TlsProtocol,
} from '../../src/ports.js';

export interface Attempt {
  client: TlsEnd;
  host: string;
  protocol: TlsProtocol;
}

export interface FakeLoopback extends Loopback {
  readonly servers: TlsEnd[];
  readonly attempts: Attempt[];
  closed: number;
}

export type AttemptKind = 'own' | 'none' | 'foreign';

/**
 * `answer` gets what the client presents: nothing, a certificate of the CA under proof, or one of another CA (recognised by the first
 * certificate that ever connected). It answers a reason for a refusal, or '' for a handshake that completes.
 */
export function fakeLoopback(
  answer: (kind: AttemptKind, attempt: Attempt) => string = (kind) =>
    kind === 'own' ? '' : 'refused by the fake',
): FakeLoopback {
  const servers: TlsEnd[] = [];
  const attempts: Attempt[] = [];
  const own = new Set<TlsIdentity>();
  const fake: FakeLoopback = {
    servers,
    attempts,
    closed: 0,
    serve: async (server) => {
      servers.push(server);
      let foreign: TlsIdentity | undefined;
      return {
        async connect(client, host, protocol): Promise<HandshakeResult> {
          const attempt = { client, host, protocol };
          attempts.push(attempt);
          const { identity } = client;
          const isNew = identity !== undefined && !own.has(identity) && identity !== foreign;
          // The proof tries a client's own certificate before the foreign one, and no client before a server.
          const wasRefusedNone = attempts.some((earlier) => earlier.client.identity === undefined);
          if (isNew && wasRefusedNone && foreign === undefined) foreign = identity;
          else if (isNew) own.add(identity);
          const kind = identity === undefined ? 'none' : identity === foreign ? 'foreign' : 'own';
          const reason = answer(kind, attempt);
          return { completed: reason === '', reason };
        },
        async close() {
          fake.closed += 1;
        },
      };
    },
  };
  return fake;
}
