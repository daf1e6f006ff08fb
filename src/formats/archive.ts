// Files with their modes in one archive, zip or tar.gz, with a list of checksums. Both are made
// piece by piece.
import { createGzip, type Gzip } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { ZipFile } from 'yazl';

export type ArchiveFormat = 'zip' | 'tar.gz';

export interface ArchiveEntry {
  /** With forward slashes. */
  path: string;
  bytes: Uint8Array;
  /** Permission bits. */
  mode: number;
}

export interface ArchiveWriter {
  /** Resolves when there is room for the next one. */
  add(entry: ArchiveEntry): Promise<void>;
  /** The whole archive; nothing can be added any more. */
  finish(): Promise<Uint8Array>;
}

/**
 * Whoever unpacks it as root hands the folders on to services; what is secret has a mode of its
 * own.
 */
const FOLDER_MODE = 0o755;

/** `time` is that of every entry. */
export function archiveWriter(format: ArchiveFormat, time: Date): ArchiveWriter {
  const writer = format === 'zip' ? zipWriter(time) : tarWriter(time);
  const made = new Set<string>();
  return {
    async add(entry) {
      for (const folder of foldersOf(entry.path)) {
        if (!made.has(folder)) await writer.addFolder(folder);
        made.add(folder);
      }
      await writer.addFile(entry);
    },
    finish: () => writer.finish(),
  };
}

/**
 * `a/b/c` → `a/`, `a/b/`: each has an entry, or the umask of whoever unpacks it would decide its
 * mode.
 */
function foldersOf(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1));
}

interface FormatWriter {
  addFolder(path: string): Promise<void>;
  addFile(entry: ArchiveEntry): Promise<void>;
  finish(): Promise<Uint8Array>;
}

function tarWriter(mtime: Date): FormatWriter {
  const stream = pack();
  const gzip = createGzip();
  const bytes = collected(gzip);
  const ending = feed(gzip, inBlocks(stream as AsyncIterable<Uint8Array>));
  const entry = (header: Partial<Header> & { name: string }, content?: Buffer) =>
    new Promise<void>((resolve, reject) => {
      const done = (error?: Error | null) => (error ? reject(error) : resolve());
      if (content) stream.entry(header, content, done);
      else stream.entry(header, done);
    });
  return {
    addFolder: (name) => entry({ name, type: 'directory', mode: FOLDER_MODE, mtime }),
    addFile: ({ path: name, bytes: content, mode }) =>
      entry({ name, mode, mtime }, Buffer.from(content)),
    finish: () => {
      stream.finalize();
      return ending.then(() => bytes);
    },
  };
}

async function feed(gzip: Gzip, blocks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const block of blocks) {
    if (!gzip.write(block)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
}

/** What goes to the compressor at once. */
const BLOCK = 64 * 1024;

/**
 * Headers, contents and padding come in pieces of some 500 octets, and each would make a journey of
 * its own to another thread.
 */
async function* inBlocks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length < BLOCK) continue;
    yield Buffer.concat(held);
    [held, length] = [[], 0];
  }
  yield Buffer.concat(held);
}

/** The kind of a file in the mode, where zip keeps it: `S_IFREG` and `S_IFDIR`. */
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;

function zipWriter(mtime: Date): FormatWriter {
  const file = new ZipFile();
  const bytes = collected(file.outputStream);
  return {
    addFolder: async (path) =>
      file.addEmptyDirectory(path, { mtime, mode: DIRECTORY | FOLDER_MODE }),
    addFile: async ({ path, bytes: content, mode }) =>
      file.addBuffer(Buffer.from(content), path, { mtime, mode: REGULAR | mode }),
    finish: () => {
      file.end();
      return bytes;
    },
  };
}

async function collected(stream: NodeJS.ReadableStream): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
