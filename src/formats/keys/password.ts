// Passwords of keys and stores: which ones every reader takes, and how to make one.
import { TlsmithError } from '../../errors.js';
import type { Random } from '../../ports.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ALPHABET = `${LETTERS}0123456789`;
const LENGTH = 24;

/**
 * 24 characters (142 bits): a letter, then letters and digits. No YAML, shell, systemd, Logstash or
 * Beats parser reads anything into such a word.
 */
export function generatePassword(random: Random): string {
  const first = pick(LETTERS, random);
  return first + Array.from({ length: LENGTH - 1 }, () => pick(ALPHABET, random)).join('');
}

/** Uniform: octets beyond the largest multiple of the alphabet's length are thrown away. */
function pick(alphabet: string, random: Random): string {
  const limit = 256 - (256 % alphabet.length);
  for (;;) {
    const octet = random.bytes(1)[0] as number;
    if (octet < limit) return alphabet[octet % alphabet.length] as string;
  }
}

/**
 * Printable ASCII only: JDKs refuse other passwords, and openssl and Java encode them differently.
 */
export function checkPassword(password: string): void {
  if (password.length === 0) throw unusable('is empty');
  if (password.length > 200) throw unusable('is longer than 200 characters');
  if (!/^[\x20-\x7e]+$/.test(password)) {
    throw unusable(
      'has a character outside printable ASCII, which Java and OpenSSL encode differently',
    );
  }
}

/**
 * For a password that goes into `secrets.env`: a letter, then letters and digits, as systemd,
 * docker, Logstash and Beats agree on.
 */
export function checkPasswordForSecretsFile(password: string): void {
  checkPassword(password);
  if (/^[A-Za-z][A-Za-z0-9]*$/.test(password)) return;
  throw unusable(
    'goes into secrets.env, and systemd, docker, Logstash and Beats agree only on a letter followed by letters and digits',
  );
}

function unusable(reason: string): TlsmithError {
  return new TlsmithError('password-unusable', `the password ${reason}`);
}
