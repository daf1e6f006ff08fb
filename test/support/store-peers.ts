// The strangers that read and write stores and keys, beside openssl and the JDKs: found, or undefined.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './peer.js';
import { runProgram } from './run-cli.js';

/** NSS: `certutil` here is not the one of Elasticsearch, and comes with `pk12util`. */
export const NSS = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'tlsmith-nss-'));
  try {
    return findProgram(['certutil'], ['-N', '-d', `sql:${folder}`, '--empty-password']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();

/** A program that must succeed; answers what it says on both streams. */
export async function does(
  program: string,
  args: readonly string[],
  options: Parameters<typeof runProgram>[2] = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(program, args, options);
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout + stderr;
}

/** Starts quickly: what a test asks of a JVM is little. */
export const QUICK_JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'];
/** Compiles to the end: most of its time goes into the rounds of passwords. */
export const PATIENT_JVM = ['-XX:+UseSerialGC', '-Xshare:auto'];
export const QUICK_KEYTOOL = QUICK_JVM.map((option) => `-J${option}`);

/** A new database of NSS without a password. */
export async function nssDatabase(folder: string): Promise<string> {
  await does('mkdir', ['-p', folder]);
  await does('certutil', ['-N', '-d', `sql:${folder}`, '--empty-password']);
  return `sql:${folder}`;
}
