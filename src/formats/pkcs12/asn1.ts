// Reads the small ASN.1 pieces of a PKCS#12 store (algorithm parameters, bags), BER included, with
// limits; for the files beside it.
import * as asn1js from 'asn1js';
import { malformed } from './fault.js';

/**
 * Some 2,000 bags have 40,000 elements. Octet strings are not looked into, so that certificates and
 * keys do not count.
 */
const MAXIMUM_ELEMENTS = 50_000;

/** Throws `input-malformed`. */
export function parse(bytes: Uint8Array): asn1js.AsnType {
  const { result, offset } = read(bytes);
  if (offset === -1) throw malformed();
  return result;
}

/** asn1js answers most faults with an offset of -1, and throws for some strings of characters. */
function read(bytes: Uint8Array) {
  try {
    return asn1js.fromBER(bytes, { parseEmbedded: false, maxNodes: MAXIMUM_ELEMENTS });
  } catch (error) {
    throw malformed(error);
  }
}

/** The members of a SEQUENCE, a SET or an explicit tag; none for anything else. */
export function members(value: asn1js.AsnType | undefined): asn1js.AsnType[] {
  return value instanceof asn1js.Constructed ? value.valueBlock.value : [];
}

export function identifier(value: asn1js.AsnType | undefined): string {
  if (!(value instanceof asn1js.ObjectIdentifier)) throw malformed();
  return value.valueBlock.toString();
}

/**
 * A count; Infinity for an integer of more than 31 bits, for which asn1js answers 0 and any limit
 * would pass.
 */
export function count(value: asn1js.AsnType | undefined): number {
  if (!(value instanceof asn1js.Integer)) throw malformed();
  return value.valueBlock.isHexOnly ? Number.POSITIVE_INFINITY : value.valueBlock.valueDec;
}

/** The octets of an OCTET STRING, universal or implicitly tagged, in one piece or (BER) in many. */
export function octets(value: asn1js.AsnType | undefined): Uint8Array {
  if (value instanceof asn1js.OctetString || value instanceof asn1js.Constructed) {
    const pieces = value.valueBlock.value as asn1js.AsnType[];
    if (value.idBlock.isConstructed) return new Uint8Array(Buffer.concat(pieces.map(octets)));
  }
  if (value instanceof asn1js.OctetString || value instanceof asn1js.Primitive) {
    return value.valueBlock.valueHexView;
  }
  throw malformed();
}

/** The element as it stands in the file. */
export function encoded(value: asn1js.AsnType): Uint8Array {
  return value.valueBeforeDecodeView;
}
