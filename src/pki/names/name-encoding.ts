// Distinguished names between their structure and DER (RFC 5280, 4.1.2.4), for building and reading
// certificates.
import { typeOf } from './attribute-type.js';
import { type DerElement, DerReader, malformedDer, membersOf, readDer, TAG } from '../der/der.js';
import { encodeDer, encodeOid, encodeText } from '../der/der-encoding.js';
import { oidOf, textOf } from '../der/der-values.js';
import type { AttributeTypeAndValue, DistinguishedName } from './distinguished-name.js';

const STRING_TAG = { utf8: 0x0c, printable: 0x13, ia5: 0x16 } as const;

/**
 * DER of the Name. Attribute values are UTF8String but where the attribute's type says
 * PrintableString or IA5String.
 */
export function encodeName(name: DistinguishedName): Uint8Array {
  const rdns = name.map((rdn) => encodeDer(TAG.set, ...inSetOrder(rdn.map(encodeAttribute))));
  return encodeDer(TAG.sequence, ...rdns);
}

/**
 * Reads a DER Name. Character strings come as text; anything else keeps its DER. Throws
 * `input-malformed`.
 */
export function decodeName(der: Uint8Array): DistinguishedName {
  return membersOf(readDer(der, TAG.sequence)).map((rdn) => {
    if (rdn.tag !== TAG.set) throw malformedDer();
    return membersOf(rdn).map(decodeAttribute);
  });
}

function encodeAttribute(attribute: AttributeTypeAndValue): Uint8Array {
  const type = encodeDer(TAG.oid, encodeOid(attribute.type));
  if ('der' in attribute) return encodeDer(TAG.sequence, type, attribute.der);
  const tag = STRING_TAG[typeOf(attribute.type)?.stringType ?? 'utf8'];
  return encodeDer(TAG.sequence, type, encodeDer(tag, encodeText(attribute.value)));
}

/** DER wants the members of a SET OF in the order of their encodings (X.690, 11.6). */
function inSetOrder(members: Uint8Array[]): Uint8Array[] {
  return members.sort((a, b) => Buffer.compare(a, b));
}

function decodeAttribute({ tag, content }: DerElement): AttributeTypeAndValue {
  if (tag !== TAG.sequence) throw malformedDer();
  const members = new DerReader(content);
  const type = oidOf(members.next(TAG.oid));
  const value = members.next();
  const text = textOf(value);
  // Bytes that are no text of their type come back as replacement characters: such a value is shown
  // as it stands.
  return text === undefined || text.includes('\ufffd')
    ? { type, der: value.whole }
    : { type, value: text };
}
