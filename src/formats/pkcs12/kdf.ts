// The key derivation of PKCS#12 (RFC 7292, appendix B) and the forms in which derivations see a
// password.
import type { Crypto, DigestName } from '../../ports.js';

/** One reading of a password: as PKCS#12's own derivation takes it, and as PBKDF2 and scrypt do. */
export interface PasswordForm {
  bmp: Uint8Array;
  octets: Uint8Array;
}

/**
 * B.1: a BMPString with two zero octets behind it, and UTF-8 for PBES2. The empty password is
 * written in both ways, with and without the zeros; and NSS before 3.31 gave the BMPString to
 * PBKDF2 too.
 */
export function passwordForms(password: string): [PasswordForm, PasswordForm] {
  const bmp = bmpPassword(password);
  if (password === '') {
    const octets = new Uint8Array();
    return [
      { bmp, octets },
      { bmp: octets, octets },
    ];
  }
  return [
    { bmp, octets: new TextEncoder().encode(password) },
    { bmp, octets: bmp },
  ];
}

export function bmpPassword(password: string): Uint8Array {
  return new Uint8Array(Buffer.from(`${password}\0`, 'utf16le').swap16());
}

/** B.3: what the octets are for. */
export const PURPOSE = { key: 1, iv: 2, mac: 3 } as const;

/** Output of the hash, and the block that it works on, in octets (u and v of B.2). */
const SIZES: Readonly<Record<DigestName, readonly [output: number, block: number]>> = {
  MD5: [16, 64],
  'SHA-1': [20, 64],
  'SHA-224': [28, 64],
  'SHA-256': [32, 64],
  'SHA-384': [48, 128],
  'SHA-512': [64, 128],
  'SHA-512/224': [28, 128],
  'SHA-512/256': [32, 128],
};

export function outputLength(hash: DigestName): number {
  return SIZES[hash][0];
}

/** How many times the hash is called for `length` octets. */
export function derivationCost(hash: DigestName, iterations: number, length: number): number {
  return iterations * Math.ceil(length / outputLength(hash));
}

export interface Derivation {
  hash: DigestName;
  /** In the form of PKCS#12. */
  password: Uint8Array;
  salt: Uint8Array;
  iterations: number;
}

/** B.2. The caller has bounded the iterations. */
export function deriveOctets(
  { hash, password, salt, iterations }: Derivation,
  purpose: number,
  length: number,
  crypto: Crypto,
): Uint8Array {
  const [output, block] = SIZES[hash];
  const diversifier = new Uint8Array(block).fill(purpose);
  const input = Buffer.concat([filled(salt, block), filled(password, block)]);
  const derived = new Uint8Array(Math.ceil(length / output) * output);
  for (let at = 0; at < length; at += output) {
    const first = Buffer.concat([diversifier, input]);
    const octets = crypto.digestRepeatedly(hash, first, iterations);
    derived.set(octets, at);
    if (at + output < length) addToBlocks(input, filled(octets.subarray(0, block), block), block);
  }
  return derived.subarray(0, length);
}

/** Repeated up to the next full block; nothing stays nothing. */
function filled(octets: Uint8Array, block: number): Uint8Array {
  const length = Math.ceil(octets.length / block) * block;
  return Uint8Array.from({ length }, (_, index) => octets[index % octets.length] as number);
}

/** B.2, step 6C: each block plus B plus 1, modulo 2 to the power of its bits. */
function addToBlocks(input: Uint8Array, addend: Uint8Array, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at--) {
      carry += (input[start + at] as number) + (addend[at] as number);
      input[start + at] = carry & 0xff;
      carry >>= 8;
    }
  }
}
