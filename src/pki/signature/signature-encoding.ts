// Signatures as certificates and requests hold them: the algorithm's identifier, and the octets
// from WebCrypto's form (RFC 3279, 2.2.3).
import type { HashName } from '../../ports.js';
import { TAG } from '../der/der.js';
import { encodeDer, encodeOid, encodeUnsigned } from '../der/der-encoding.js';
import type { PublicKey } from '../key/public-key.js';

/** MD5 only of RSA, for what is meant to be refused. */
export type SignatureHash = HashName | 'MD5';

/** RFC 4055, 5: RSA has NULL parameters. RFC 5758, 3.2 and RFC 8410, 3: the others have none. */
export function algorithmIdentifier(
  { algorithm }: PublicKey,
  hash: SignatureHash = 'SHA-256',
): Uint8Array {
  const [withRsa, withEcdsa] = ALGORITHMS[hash];
  if (algorithm === 'RSA') {
    return encodeDer(TAG.sequence, encodeDer(TAG.oid, encodeOid(withRsa)), encodeDer(TAG.null));
  }
  const oid = algorithm === 'EC' ? withEcdsa : ED25519;
  if (oid === undefined) throw new RangeError(`no ECDSA is known with ${hash}`);
  return encodeDer(TAG.sequence, encodeDer(TAG.oid, encodeOid(oid)));
}

const ED25519 = '1.3.101.112';
const ALGORITHMS: Readonly<Record<SignatureHash, readonly [rsa: string, ecdsa?: string]>> = {
  MD5: ['1.2.840.113549.1.1.4'],
  'SHA-1': ['1.2.840.113549.1.1.5', '1.2.840.10045.4.1'],
  'SHA-256': ['1.2.840.113549.1.1.11', '1.2.840.10045.4.3.2'],
  'SHA-384': ['1.2.840.113549.1.1.12', '1.2.840.10045.4.3.3'],
  'SHA-512': ['1.2.840.113549.1.1.13', '1.2.840.10045.4.3.4'],
};

/**
 * The BIT STRING: of ECDSA a SEQUENCE of r and s, which come as two halves of one size; of RSA and
 * EdDSA the octets themselves.
 */
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
