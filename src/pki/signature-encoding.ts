// Signatures from WebCrypto's form to that of a certificate (RFC 3279, 2.2.3).
import { TAG } from './der.js';
import { encodeDer, encodeUnsigned } from './der-encoding.js';
import type { PublicKey } from './public-key.js';

/** The BIT STRING: of ECDSA a SEQUENCE of r and s, which come as two halves of one size; of RSA and EdDSA the octets themselves. */
export function signatureBits(signature: Uint8Array, family: PublicKey['algorithm']): Uint8Array {
  const value = family === 'EC' ? ecdsaValue(signature) : signature;
  return encodeDer(TAG.bitString, new Uint8Array([0]), value);
}

function ecdsaValue(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  const integers = [signature.subarray(0, half), signature.subarray(half)];
  return encodeDer(
    TAG.sequence,
    ...integers.map((octets) => encodeDer(TAG.integer, encodeUnsigned(octets))),
  );
}
