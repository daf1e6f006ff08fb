// Connections to strangers' servers with Node's TLS, and all that they say meanwhile.
import { connect as connectTcp, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { Dialer, Dialled, Dialling, TlsSession } from '../ports.js';
import { serverFlight } from './server-flight.js';

/** More than any honest handshake; what comes beyond is not kept. */
const MOST_RECEIVED = 256 * 1024;
const MOST_ANSWERED = 16 * 1024;

/** `silenceMs`: how long nothing may come after a handshake until the server counts as content. */
export function tlsDialer(silenceMs: number): Dialer {
  return { dial: (dialling) => dial(dialling, silenceMs) };
}

function dial(dialling: Dialling, silenceMs: number): Promise<Dialled> {
  return new Promise((resolve) => {
    const { host, port, timeOutMs, request, until } = dialling;
    const socket = connectTcp({ host, port });
    const heard = new Heard();
    let reached: Dialled['reached'] = 'nothing';
    let failure: Error | undefined;
    let secure: tls.TLSSocket | undefined;
    const finish = (ended: Dialled['ended']) => {
      clearTimeout(timer);
      secure?.destroy();
      socket.destroy();
      resolve({ reached, ...endingOf(ended, failure), ...heard.result() });
    };
    const wait = (ms: number, ended: Dialled['ended']) => setTimeout(() => finish(ended), ms);
    let timer = wait(timeOutMs, 'time-out');
    // An alert says more than the end of the connection, whichever comes first.
    const fail = (error: Error) => {
      if (failure === undefined || alertIn(failure) === undefined) failure = error;
      close();
    };
    const close = () => {
      const ended = failure ? 'failure' : 'close';
      setImmediate(() => finish(heard.isAnswered ? 'answer' : ended));
    };
    socket.on('error', fail);
    socket.on('close', close);
    socket.on('connect', () => {
      reached = 'connection';
      try {
        secure = tls.connect(optionsOf(dialling, new Listened(socket, heard)));
      } catch (error) {
        fail(error as Error);
        return;
      }
      const session = secure;
      session.on('keylog', (line: Buffer) => heard.learn(line.toString('latin1')));
      session.on('secureConnect', () => {
        reached = 'session';
        heard.session = sessionOf(session);
        if (until === 'handshake') return finish('silence');
        clearTimeout(timer);
        timer = request ? wait(timeOutMs, 'time-out') : wait(silenceMs, 'silence');
        if (request) session.write(request);
      });
      session.on('data', (chunk: Buffer) => {
        const isFirst = !heard.isAnswered;
        heard.hear(chunk);
        if (!request) return finish('answer');
        if (!isFirst) return;
        // For the rest of it, where the server does not close then; it may as well go on for ever.
        clearTimeout(timer);
        timer = wait(silenceMs, 'answer');
      });
      session.on('error', fail);
      session.on('end', close);
      session.on('close', close);
    });
  });
}

function optionsOf(
  { serverName, identity, protocol }: Dialling,
  socket: Duplex,
): tls.ConnectionOptions {
  return {
    socket,
    ...(identity && { cert: identity.certificateChain, key: identity.privateKey }),
    servername: serverName ?? '',
    // Others judge what is shown.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ...(protocol && { minVersion: protocol, maxVersion: protocol }),
  };
}

function endingOf(ended: Dialled['ended'], failure: Error | undefined) {
  const { code, message = '' } = (failure ?? {}) as Partial<NodeJS.ErrnoException>;
  const alert = ended === 'failure' && failure ? alertIn(failure) : undefined;
  return { ended, alert, reason: ended === 'failure' ? (code ?? message) : '' };
}

/** OpenSSL says it in words only: `SSL alert number 116`. */
function alertIn({ message }: Error): number | undefined {
  const number = /SSL alert number (\d+)/.exec(message)?.[1];
  return number === undefined ? undefined : Number(number);
}

function sessionOf(socket: tls.TLSSocket): TlsSession {
  // The declaration forgets that a key may be of no kind that is known here.
  const key = socket.getEphemeralKeyInfo() as { type?: string; name?: string } | null;
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    keyExchange: key?.name ?? key?.type,
  };
}

/** What a server has said on one connection. */
class Heard {
  session: TlsSession | undefined;
  isAnswered = false;
  readonly #received = new Bounded(MOST_RECEIVED);
  readonly #answer = new Bounded(MOST_ANSWERED);
  #secret: Buffer | undefined;

  receive(chunk: Buffer): void {
    this.#received.add(chunk);
  }

  /** A line of NSS's key log, in memory only. */
  learn(line: string): void {
    const secret = /^SERVER_HANDSHAKE_TRAFFIC_SECRET \S+ ([\da-f]+)/i.exec(line)?.[1];
    if (secret !== undefined) this.#secret = Buffer.from(secret, 'hex');
  }

  hear(chunk: Buffer): void {
    this.isAnswered = true;
    this.#answer.add(chunk);
  }

  result(): Pick<Dialled, 'session' | 'handshake' | 'received' | 'answer'> {
    const received = this.#received.bytes();
    return {
      session: this.session,
      handshake: serverFlight(received, this.#secret),
      received: received.subarray(0, 512),
      answer: this.#answer.bytes(),
    };
  }
}

class Bounded {
  readonly #chunks: Buffer[] = [];
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  add(chunk: Buffer): void {
    const kept = chunk.subarray(0, this.#left);
    this.#left -= kept.length;
    this.#chunks.push(kept);
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

/** Node's TLS would take the octets from under a plain socket, unseen. */
class Listened extends Duplex {
  readonly #socket: Socket;

  constructor(socket: Socket, heard: Heard) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      heard.receive(chunk);
      this.push(chunk);
    });
    socket.on('end', () => this.push(null));
  }

  override _read(): void {
    // The socket flows: what comes is little, and kept up to a bound.
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }
}
