// Reads files, stdin and named pipes in pieces and up to a limit.
import { constants, openSync, readSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { TlsmithError } from '../errors.js';
import type { OpenFile } from '../ports.js';
import { asInput } from './file-errors.js';

const READ_LIMIT = 16 * 1024 * 1024;

/**
 * Reads in pieces up to the limit, so that an endless source such as /dev/zero ends with an answer.
 */
export async function read(path: string, limit = READ_LIMIT): Promise<Uint8Array> {
  return asInput(path, async () => {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of await openForReading(path)) {
      const bytes = Buffer.from(chunk as Uint8Array);
      length += bytes.length;
      if (length > limit) {
        throw new TlsmithError(
          'input-too-large',
          (it) => `${it} is larger than ${limit} bytes, the most that is read`,
          { path, limit },
        );
      }
      chunks.push(bytes);
    }
    return new Uint8Array(Buffer.concat(chunks));
  });
}

/** For what is read without a limit: nothing of it is kept here. */
export async function* pieces(path: string): AsyncGenerator<Uint8Array> {
  const source = await asInput(path, () => openForReading(path));
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await asInput(path, () => iterator.next());
      if (done) return;
      yield Buffer.from(value as Uint8Array);
    }
  } finally {
    await iterator.return?.();
  }
}

/** Between so many octets whatever else waits has its turn: a signal first of all. */
const OCTETS_IN_A_TURN = 8 * 1024 * 1024;

/** Read here and now: the way to a thread and back takes longer than most reads. */
export async function openFile(path: string): Promise<OpenFile> {
  const handle = await asInput(path, () => open(path, 'r'));
  let since = 0;
  return {
    async read(at, into) {
      since += into.length;
      if (since > OCTETS_IN_A_TURN) {
        await new Promise((resolve) => setImmediate(resolve));
        since = 0;
      }
      return asInput(path, async () => readSync(handle.fd, into, 0, into.length, at));
    },
    close: () => handle.close(),
  };
}

async function openForReading(path: string): Promise<AsyncIterable<unknown>> {
  if (path === '-') return process.stdin;
  const entry = await stat(path);
  if (entry.isDirectory()) {
    throw new TlsmithError('input-wrong-kind', (it) => `${it} is a folder, not a file`, { path });
  }
  if (!entry.isFIFO()) return (await open(path, 'r')).createReadStream();
  // Opening a pipe that nobody writes into would block a thread, and with it Ctrl-C; as a socket it
  // is waited for like any other.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}
