// The program as somebody without rights runs it: a copy that he may read, and who he is.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM_ROOT, PROGRAM } from './run-cli.js';

/** Nobody: owns nothing, belongs to no group of interest. */
export const NOBODY = 65534;

export const isRoot = process.getuid?.() === 0;

/** What tests need that make files of several users. */
export const ROOT = isRoot ? 'root' : undefined;

/** All of the program that it needs to run; what else stands in `folder` stays. */
export function copyProgram(folder: string): void {
  for (const part of ['bin', 'dist', 'templates', 'package.json', 'oclif.manifest.json']) {
    cpSync(join(PROGRAM_ROOT, part), join(folder, part), { recursive: true });
  }
}

/** `folder` gets the copy. A person who is not root already is somebody. */
export function programOfSomebody(folder: string): {
  root: string;
  program: string;
  somebody: { uid?: number; gid?: number };
} {
  if (!isRoot) return { root: PROGRAM_ROOT, program: PROGRAM, somebody: {} };
  const copy = join(folder, 'program');
  copyProgram(copy);
  const somebody = { uid: NOBODY, gid: NOBODY };
  return { root: copy, program: join(copy, 'bin/run.js'), somebody };
}
