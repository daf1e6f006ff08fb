// Programs that somebody has named to be run: without a shell, what they write kept up to a bound.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { getSystemErrorMap } from 'node:util';
import type { ProgramOutcome, Programs } from '../ports.js';

const LIMIT = 64 * 1024;

export const nodePrograms: Programs = {
  run: ([program = '', ...words], variables) =>
    new Promise<ProgramOutcome>((resolve) => {
      const failed = (error: unknown) => {
        resolve({ exitCode: null, reason: reasonOf(error), output: '' });
      };
      try {
        const child = spawn(program, words, {
          env: { ...process.env, ...variables },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        child.on('error', failed);
        follow(child, resolve);
      } catch (error) {
        failed(error);
      }
    }),
};

function follow(
  child: ChildProcessByStdio<null, Readable, Readable>,
  resolve: (outcome: ProgramOutcome) => void,
): void {
  const pieces: Buffer[] = [];
  let length = 0;
  let reads = 0;
  const keep = (piece: Buffer) => {
    const kept = piece.subarray(0, LIMIT - length);
    reads += 1;
    length += kept.length;
    pieces.push(kept);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('exit', (exitCode, signal) => {
    const answer = () => {
      child.stdout.destroy();
      child.stderr.destroy();
      const output = Buffer.concat(pieces).toString();
      resolve({ exitCode, ...(signal && { signal }), output });
    };
    // What it has left running may hold the pipes open, so their end is not waited for: one turn
    // in which all that is there was looked at, and nothing came, is enough.
    const drain = (before: number) => {
      if (length === LIMIT || reads === before) answer();
      else setImmediate(drain, reads);
    };
    setImmediate(drain, -1);
  });
}

/** `no such file or directory (ENOENT)`; in Node's words where the system has none. */
function reasonOf(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  const [name, words] = (errno !== undefined && getSystemErrorMap().get(errno)) || [];
  return name && words ? `${words} (${name})` : message;
}
