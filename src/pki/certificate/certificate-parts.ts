// Puts the part of a certificate that is signed together (RFC 5280, 4.1) from whatever it is given:
// what we issue goes through rules before, and what shall be wrong goes through none.
import { TAG } from '../der/der.js';
import { encodeDer } from '../der/der-encoding.js';
import { encodeTime } from '../der/time-encoding.js';

/** In the order of RFC 5280, 4.1. */
export interface CertificateParts {
  /** 1, in which the field is left out, or 3. */
  version: number;
  /** The content of the INTEGER, with its sign. */
  serialNumber: Uint8Array;
  /** AlgorithmIdentifier, DER. */
  algorithm: Uint8Array;
  issuerDer: Uint8Array;
  notBefore: Date;
  notAfter: Date;
  subjectDer: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
  /** Extensions, DER; none: the field is left out. */
  extensions: Uint8Array | undefined;
}

/**
 * Version under [0], serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo,
 * extensions under [3].
 */
export function encodeTbsCertificate(parts: CertificateParts): Uint8Array {
  const { version, extensions } = parts;
  const fields = [
    encodeDer(TAG.integer, parts.serialNumber),
    parts.algorithm,
    parts.issuerDer,
    encodeDer(TAG.sequence, encodeTime(parts.notBefore), encodeTime(parts.notAfter)),
    parts.subjectDer,
    parts.subjectPublicKeyInfo,
  ];
  if (version > 1) {
    fields.unshift(encodeDer(0xa0, encodeDer(TAG.integer, new Uint8Array([version - 1]))));
  }
  if (extensions) fields.push(encodeDer(0xa3, extensions));
  return encodeDer(TAG.sequence, ...fields);
}
