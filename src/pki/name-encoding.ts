// Distinguished names between their structure and DER (RFC 5280, 4.1.2.4), for building and reading certificates.
import * as asn1js from 'asn1js';
import { TlsmithError } from '../errors.js';
import { typeOf } from './attribute-type.js';
import type { AttributeTypeAndValue, DistinguishedName } from './distinguished-name.js';

/** DER of the Name. Attribute values are UTF8String but where the attribute's type says PrintableString or IA5String. */
export function encodeName(name: DistinguishedName): Uint8Array {
  const rdns = name.map(
    (rdn) =>
      new asn1js.Set({ value: inSetOrder(rdn.map((attribute) => encodeAttribute(attribute))) }),
  );
  return new Uint8Array(new asn1js.Sequence({ value: rdns }).toBER());
}

/** Reads a DER Name. String values come as text; anything else keeps its DER. Throws `input-malformed`. */
export function decodeName(der: Uint8Array): DistinguishedName {
  const { result, offset } = asn1js.fromBER(der);
  if (offset === -1 || !(result instanceof asn1js.Sequence)) throw malformed();
  return result.valueBlock.value.map((rdn) => {
    if (!(rdn instanceof asn1js.Set)) throw malformed();
    return rdn.valueBlock.value.map(decodeAttribute);
  });
}

function encodeAttribute(attribute: AttributeTypeAndValue): asn1js.Sequence {
  return new asn1js.Sequence({
    value: [new asn1js.ObjectIdentifier({ value: attribute.type }), encodeValue(attribute)],
  });
}

function encodeValue(attribute: AttributeTypeAndValue): asn1js.AsnType {
  if ('der' in attribute) return asn1js.fromBER(attribute.der).result;
  const { value } = attribute;
  switch (typeOf(attribute.type)?.stringType) {
    case 'printable':
      return new asn1js.PrintableString({ value });
    case 'ia5':
      return new asn1js.IA5String({ value });
    default:
      return new asn1js.Utf8String({ value });
  }
}

/** DER wants the members of a SET OF in the order of their encodings (X.690, 11.6). */
function inSetOrder(members: asn1js.Sequence[]): asn1js.Sequence[] {
  return members
    .map((member) => ({ member, der: Buffer.from(member.toBER()) }))
    .sort((a, b) => Buffer.compare(a.der, b.der))
    .map(({ member }) => member);
}

const STRING_TYPES = [
  asn1js.Utf8String,
  asn1js.PrintableString,
  asn1js.IA5String,
  asn1js.TeletexString,
  asn1js.BmpString,
  asn1js.UniversalString,
];

function decodeAttribute(attribute: asn1js.AsnType): AttributeTypeAndValue {
  if (!(attribute instanceof asn1js.Sequence)) throw malformed();
  const [type, value] = attribute.valueBlock.value;
  if (!(type instanceof asn1js.ObjectIdentifier) || value === undefined) throw malformed();
  const oid = type.valueBlock.toString();
  const isString = STRING_TYPES.some((known) => value instanceof known);
  return isString
    ? { type: oid, value: (value as asn1js.Utf8String).valueBlock.value }
    : { type: oid, der: new Uint8Array(value.toBER()) };
}

function malformed(): TlsmithError {
  return new TlsmithError(
    'input-malformed',
    'a distinguished name in the certificate is malformed',
  );
}
