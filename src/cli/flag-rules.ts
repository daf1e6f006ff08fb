// Rules between flags: which exclude each other, and that only one may read stdin.
import { TlsmithError } from '../errors.js';

/** Throws `flags-conflict` where both are given. Only names are repeated, never values. */
export function refuseTogether(flags: object, first: string, second: string): void {
  const given = (name: string) => {
    const value = (flags as Record<string, unknown>)[name];
    return value !== undefined && value !== false;
  };
  if (!given(first) || !given(second)) return;
  throw new TlsmithError('flags-conflict', `--${first} and --${second} exclude each other`, {
    flags: [`--${first}`, `--${second}`],
  });
}

/**
 * A password that would open nothing was probably meant for something else, which would then stay
 * open.
 */
export function refusePasswordWithout(flags: object, stem: string, needed: string): void {
  for (const name of [`${stem}-file`, `${stem}-env`]) {
    if ((flags as Record<string, unknown>)[name] === undefined) continue;
    throw new TlsmithError('flags-conflict', `--${name} is of no use without --${needed}`, {
      flags: [`--${name}`, `--${needed}`],
    });
  }
}

const READERS = [
  'password-file',
  'ca-password-file',
  'in-password-file',
  'in-key-password-file',
  'ca',
  'ca-cert',
  'ca-key',
  'ca-p12',
  'key',
  'cert',
  'chain',
  'signed',
  'answers',
  'in',
  'untrusted',
  'crl',
];

/** Standard input can be read once. */
export function refuseSharedStdin(flags: Readonly<Record<string, unknown>>): void {
  const readsStdin = (value: unknown) =>
    value === '-' || (Array.isArray(value) && value.includes('-'));
  const readers = READERS.filter((name) => readsStdin(flags[name])).map((name) => `--${name}`);
  if (readers.length < 2) return;
  throw new TlsmithError('flags-conflict', `${readers.join(' and ')} cannot both read stdin`, {
    flags: readers,
  });
}

/** `--out -` is for an answer that is one text. */
export function refuseStdout(out: string | undefined): void {
  if (out !== '-') return;
  throw new TlsmithError(
    'stdout-unsuitable',
    'this command writes more than one file, which stdout cannot take',
    { flags: ['--out'] },
  );
}

/** The same where arguments may be files too: all that are read, in any order. */
export function refuseSecondStdin(readers: readonly (string | undefined)[]): void {
  if (readers.filter((reader) => reader === '-').length < 2) return;
  throw new TlsmithError('flags-conflict', 'only one of the files and passwords can be stdin (-)');
}
