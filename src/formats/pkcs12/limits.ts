// What opening a foreign store may cost: each count of iterations has a limit, and so has their
// sum.
import { TlsmithError } from '../../errors.js';
import { malformed } from './fault.js';

export const MAXIMUM_PBKDF2_ITERATIONS = 5_000_000;
export const MAXIMUM_PBE_ITERATIONS = 1_000_000;
export const MAXIMUM_SCRYPT_MEMORY = 64 * 1024 * 1024;
export const MAXIMUM_SCRYPT_ROUNDS = 16;

/**
 * All derivations of one store: what two of its largest parts may ask for, or a thousand keys of
 * keytool with their 10,000.
 */
const MAXIMUM_WORK = 30_000_000;

/** As many as certificates are read from a PEM file: more than any trust store in use. */
const MAXIMUM_ENTRIES = 2_000;

export function checkEntries(found: number): void {
  if (found <= MAXIMUM_ENTRIES) return;
  throw new TlsmithError(
    'input-limit',
    (it) => `${it} holds ${found} entries; at most ${MAXIMUM_ENTRIES} are read`,
    { found, limit: MAXIMUM_ENTRIES },
  );
}

/** Throws `input-limit` with the number. `what` follows it: `PBKDF2 iterations`. */
export function checkCount(found: number, limit: number, what: string): void {
  if (found < 1) throw malformed();
  if (found > limit) throw tooMuch(found, limit, what);
}

/**
 * Adds up what the parts of one store cost, in iterations. Throws `input-limit` once it is too
 * much.
 */
export class Work {
  #spent = 0;

  spend(iterations: number): void {
    this.#spent += iterations;
    if (this.#spent > MAXIMUM_WORK) throw tooMuch(this.#spent, MAXIMUM_WORK, 'iterations in all');
  }
}

function tooMuch(found: number, limit: number, what: string): TlsmithError {
  const asked = Number.isFinite(found) ? String(found) : 'more than 2147483647';
  return new TlsmithError(
    'input-limit',
    `its protection asks for ${asked} ${what}; at most ${limit} are accepted`,
    { found: asked, limit },
  );
}
