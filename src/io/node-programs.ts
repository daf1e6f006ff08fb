// Programs that somebody has named to be run: without a shell, what they write kept up to a bound.
import { spawn } from 'node:child_process';
import type { ProgramOutcome, Programs } from '../ports.js';

const LIMIT = 64 * 1024;

export const nodePrograms: Programs = {
  run: ([program = '', ...words], variables) =>
    new Promise<ProgramOutcome>((resolve) => {
      const pieces: Buffer[] = [];
      let length = 0;
      const keep = (piece: Buffer) => {
        const kept = piece.subarray(0, LIMIT - length);
        length += kept.length;
        pieces.push(kept);
      };
      const outputWith = (more = '') => Buffer.concat(pieces).toString() + more;
      const failed = (error: unknown) => {
        resolve({ exitCode: null, output: outputWith((error as Error).message) });
      };
      try {
        const child = spawn(program, words, {
          env: { ...process.env, ...variables },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        child.stdout.on('data', keep);
        child.stderr.on('data', keep);
        child.on('error', failed);
        child.on('close', (exitCode) => {
          resolve({ exitCode, output: outputWith() });
        });
      } catch (error) {
        failed(error);
      }
    }),
};
