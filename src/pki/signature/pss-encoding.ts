// RSASSA-PSS (RFC 8017, 8.1 and 9.1.1) over SHA-256 with a salt of its length, up to the operation of
// the key: for whoever has to make the same signature again, as no library takes a salt.
import type { Crypto } from '../../ports.js';
import { TAG } from '../der/der.js';
import { encodeDer, encodeOid } from '../der/der-encoding.js';

export const PSS_SALT_LENGTH = 32;

const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';
const SHA_256 = '2.16.840.1.101.3.4.2.1';

const algorithm = (oid: string, parameters: Uint8Array) =>
  encodeDer(TAG.sequence, encodeDer(TAG.oid, encodeOid(oid)), parameters);

/** RFC 4055, 3.1: hash under [0], mask under [1], length of the salt under [2]. */
export const PSS_IDENTIFIER: Uint8Array = (() => {
  const hash = algorithm(SHA_256, encodeDer(TAG.null));
  const parameters = encodeDer(
    TAG.sequence,
    encodeDer(0xa0, hash),
    encodeDer(0xa1, algorithm(MGF1, hash)),
    encodeDer(0xa2, encodeDer(TAG.integer, new Uint8Array([PSS_SALT_LENGTH]))),
  );
  return algorithm(RSASSA_PSS, parameters);
})();

/** EMSA-PSS for a modulus of whole octets, whose highest bit is left free. */
export function encodePss(
  data: Uint8Array,
  salt: Uint8Array,
  length: number,
  crypto: Pick<Crypto, 'digest'>,
): Uint8Array {
  const digest = crypto.digest('SHA-256', data);
  const hash = crypto.digest('SHA-256', Buffer.concat([new Uint8Array(8), digest, salt]));
  const block = new Uint8Array(length - hash.length - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const mask = maskFrom(hash, block.length, crypto);
  const masked = block.map((octet, at) => octet ^ (mask[at] as number));
  masked[0] = (masked[0] as number) & 0x7f;
  return new Uint8Array(Buffer.concat([masked, hash, new Uint8Array([0xbc])]));
}

/** MGF1 (RFC 8017, B.2.1): digests of the seed with a counter of four octets behind it. */
function maskFrom(seed: Uint8Array, length: number, crypto: Pick<Crypto, 'digest'>): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let counter = 0; counter * seed.length < length; counter++) {
    const octets = new Uint8Array(4);
    new DataView(octets.buffer).setUint32(0, counter);
    blocks.push(crypto.digest('SHA-256', Buffer.concat([seed, octets])));
  }
  return Buffer.concat(blocks).subarray(0, length);
}
