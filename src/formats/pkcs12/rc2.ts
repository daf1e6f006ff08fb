// RC2 in CBC mode (RFC 2268), for reading only: old Windows, OpenSSL and keytool wrote certificates
// under its 40-bit form.
import { withoutPadding } from './padding.js';

const BLOCK = 8;

/**
 * Undefined where the padding shows that the key, the vector or the data is another one.
 * `effectiveBits` as in RFC 2268, section 2.
 */
export function decryptRc2Cbc(
  key: Uint8Array,
  effectiveBits: number,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array | undefined {
  if (data.length % BLOCK !== 0) return undefined;
  const words = expandKey(key, effectiveBits);
  const plain = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += BLOCK) {
    const before = at === 0 ? iv : data.subarray(at - BLOCK, at);
    const block = decryptBlock(words, data.subarray(at, at + BLOCK));
    for (let index = 0; index < BLOCK; index++) {
      plain[at + index] = (block[index] as number) ^ (before[index] as number);
    }
  }
  return withoutPadding(plain, BLOCK);
}

/** Section 3.2: the sixteen rounds backwards; two of them, after five and eleven, are mashing. */
export function decryptBlock(words: Uint16Array, block: Uint8Array): Uint8Array {
  const view = new DataView(block.buffer, block.byteOffset, BLOCK);
  const r = [0, 2, 4, 6].map((at) => view.getUint16(at, true)) as [number, number, number, number];
  for (let round = 15; round >= 0; round--) {
    for (let index = 3; index >= 0; index--) unmix(r, index, words[4 * round + index] as number);
    if (round !== 11 && round !== 5) continue;
    for (let index = 3; index >= 0; index--) {
      const word = words[before(r, index, 1) & 63] as number;
      r[index] = ((r[index] as number) - word) & 0xffff;
    }
  }
  const plain = new Uint8Array(BLOCK);
  const out = new DataView(plain.buffer);
  r.forEach((value, index) => out.setUint16(2 * index, value, true));
  return plain;
}

const ROTATIONS = [1, 2, 3, 5] as const;

function unmix(r: number[], index: number, word: number): void {
  const rotation = ROTATIONS[index] as number;
  const value = r[index] as number;
  const rotated = ((value >>> rotation) | (value << (16 - rotation))) & 0xffff;
  const last = before(r, index, 1);
  const chosen = (last & before(r, index, 2)) + (~last & before(r, index, 3));
  r[index] = (rotated - word - chosen) & 0xffff;
}

function before(r: readonly number[], index: number, steps: number): number {
  return r[(index + 4 - steps) % 4] as number;
}

/**
 * Section 2: 64 words from a key of 1 to 128 octets, of whose strength only `effectiveBits` are
 * left.
 */
export function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const table = piTable();
  const octets = new Uint8Array(128);
  octets.set(key);
  for (let at = key.length; at < 128; at++) {
    const sum = (octets[at - 1] as number) + (octets[at - key.length] as number);
    octets[at] = table[sum & 0xff] as number;
  }
  const effective = Math.ceil(effectiveBits / 8);
  const mask = 0xff >> (8 * effective - effectiveBits);
  octets[128 - effective] = table[(octets[128 - effective] as number) & mask] as number;
  for (let at = 127 - effective; at >= 0; at--) {
    octets[at] = table[(octets[at + 1] as number) ^ (octets[at + effective] as number)] as number;
  }
  const view = new DataView(octets.buffer);
  return Uint16Array.from({ length: 64 }, (_, index) => view.getUint16(2 * index, true));
}

/** PITABLE of section 2: a permutation of the octets drawn from the digits of pi. */
const PI_TABLE =
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
  '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
  '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
  '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
  '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
  'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
  '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
  '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad';

function piTable(): Uint8Array {
  return new Uint8Array(Buffer.from(PI_TABLE, 'hex'));
}
