// Certificates as PKCS#7: SignedData without content and signers (RFC 5652, 5.1; "degenerate" in
// RFC 2315), as Windows and Java import them.
import { encodeDer, encodeOid } from '../../pki/der/der-encoding.js';
import { TAG } from '../../pki/der/der.js';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';
const VERSION_1 = Uint8Array.of(1);
const EMPTY = new Uint8Array();

/**
 * DER of a ContentInfo. The certificates are given as DER; X.690, 11.6 has the members of a SET in
 * the order of their octets.
 */
export function encodePkcs7(certificates: readonly Uint8Array[]): Uint8Array {
  const sorted = [...certificates].sort((one, other) => Buffer.compare(one, other));
  const signedData = encodeDer(
    TAG.sequence,
    encodeDer(TAG.integer, VERSION_1),
    encodeDer(TAG.set, EMPTY),
    encodeDer(TAG.sequence, encodeDer(TAG.oid, encodeOid(DATA))),
    encodeDer(0xa0, ...sorted),
    encodeDer(TAG.set, EMPTY),
  );
  const type = encodeDer(TAG.oid, encodeOid(SIGNED_DATA));
  return encodeDer(TAG.sequence, type, encodeDer(0xa0, signedData));
}
