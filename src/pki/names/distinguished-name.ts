// Distinguished names as structures, and as RFC 4514 text for people. For every room that shows or
// makes names.
import { TlsmithError } from '../../errors.js';
import { escaped, isUnseen, quote } from '../../quote.js';
import { COMMON_NAME, typeOf, valueFault } from './attribute-type.js';

/**
 * An attribute whose value is text; `type` is a dotted OID. The encoder takes the string type from
 * ATTRIBUTE_TYPES.
 */
export interface TextAttribute {
  readonly type: string;
  readonly value: string;
}

/**
 * An attribute whose value is known as DER only (one whole TLV): `#hex` of a type that we don't
 * know, or no text at all.
 */
export interface DerAttribute {
  readonly type: string;
  readonly der: Uint8Array;
}

export type AttributeTypeAndValue = TextAttribute | DerAttribute;

export type RelativeDistinguishedName = readonly AttributeTypeAndValue[];

/** In encoding order: the root RDN first, the most specific last; the reverse of RFC 4514 text. */
export type DistinguishedName = readonly RelativeDistinguishedName[];

/**
 * RFC 4514 text, the most specific RDN first, with the keywords that openssl prints. Letters beyond
 * ASCII stand as themselves; control, bidirectional and zero-width characters as `\XX` octets of
 * UTF-8. Takes any name, also one that parsing would refuse.
 */
export function formatDistinguishedName(
  name: DistinguishedName,
  keywordOf: (type: string) => string = keywordOfOpenssl,
): string {
  return name
    .toReversed()
    .map((rdn) => rdn.map((attribute) => formatAttribute(attribute, keywordOf)).join('+'))
    .join(',');
}

function keywordOfOpenssl(type: string): string {
  return typeOf(type)?.keyword ?? type;
}

/**
 * The name whose only attribute is this common name. Throws `name-invalid` where `CN=` with this
 * value would.
 */
export function commonNameOnly(commonName: string): DistinguishedName {
  const fault = valueFault(COMMON_NAME, commonName);
  if (fault === undefined) return [[{ type: COMMON_NAME, value: commonName }]];
  throw new TlsmithError(
    'name-invalid',
    `${quote(commonName)} is not a valid common name: ${fault}`,
    {
      value: escaped(commonName),
    },
  );
}

function formatAttribute(
  attribute: AttributeTypeAndValue,
  keywordOf: (type: string) => string,
): string {
  const value = 'der' in attribute ? `#${hexOf(attribute.der)}` : escapeValue(attribute.value);
  return `${keywordOf(attribute.type)}=${value}`;
}

/** RFC 4514 2.4. */
function escapeValue(value: string): string {
  const characters = [...value];
  const last = characters.length - 1;
  return characters
    .map((character, index) => {
      if (character === ' ') return index === 0 || index === last ? '\\ ' : ' ';
      if (character === '#') return index === 0 ? '\\#' : '#';
      if ('"+,;<>\\'.includes(character)) return `\\${character}`;
      return isUnseen(character) ? escapeOctets(character) : character;
    })
    .join('');
}

function escapeOctets(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((octet) => `\\${hexOf(Uint8Array.of(octet)).toUpperCase()}`)
    .join('');
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join('');
}
