// RFC 4514 text ↔ distinguished name, for flags, issuing and presenters; in encoding order, because the X.509 library prints so.
import { TlsmithError } from '../errors.js';
import { escaped, isUnseen, quote } from '../quote.js';

/** An attribute whose value is text; `type` is a dotted OID. The encoder takes the string type from ATTRIBUTE_TYPES. */
export interface TextAttribute {
  readonly type: string;
  readonly value: string;
}

/** An attribute whose value is known as DER only (one whole TLV): `#hex` of a type that we don't know, or no text at all. */
export interface DerAttribute {
  readonly type: string;
  readonly der: Uint8Array;
}

export type AttributeTypeAndValue = TextAttribute | DerAttribute;

export type RelativeDistinguishedName = readonly AttributeTypeAndValue[];

/** In encoding order: the root RDN first, the most specific last; the reverse of RFC 4514 text. */
export type DistinguishedName = readonly RelativeDistinguishedName[];

/** The ASN.1 string type in which a value is encoded: PrintableString, IA5String or UTF8String. */
export type AttributeStringType = 'printable' | 'ia5' | 'utf8';

export interface AttributeType {
  /** As `openssl x509 -nameopt RFC2253` prints it; read without regard to case. */
  readonly keyword: string;
  readonly aliases: readonly string[];
  /** Dotted. */
  readonly oid: string;
  /** The most characters of a value (RFC 5280 appendix A.1, else X.520); undefined where no standard sets one. */
  readonly upperBound: number | undefined;
  readonly stringType: AttributeStringType;
}

/** The attribute types that have a keyword. RFC 5280 4.1.2.4 and appendix A; DC and UID are RFC 4519. */
export const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  attribute('CN', '2.5.4.3', 64, 'utf8', 'commonName'),
  attribute('C', '2.5.4.6', 2, 'printable', 'countryName'),
  attribute('O', '2.5.4.10', 64, 'utf8', 'organizationName'),
  attribute('OU', '2.5.4.11', 64, 'utf8', 'organizationalUnitName'),
  attribute('L', '2.5.4.7', 128, 'utf8', 'localityName'),
  attribute('ST', '2.5.4.8', 128, 'utf8', 'stateOrProvinceName'),
  attribute('street', '2.5.4.9', 128, 'utf8', 'streetAddress'),
  attribute('DC', '0.9.2342.19200300.100.1.25', 63, 'ia5', 'domainComponent'),
  attribute('UID', '0.9.2342.19200300.100.1.1', 256, 'utf8', 'userId'),
  attribute('serialNumber', '2.5.4.5', 64, 'printable'),
  attribute('emailAddress', '1.2.840.113549.1.9.1', 255, 'ia5', 'E'),
  attribute('GN', '2.5.4.42', 32_768, 'utf8', 'givenName'),
  attribute('SN', '2.5.4.4', 32_768, 'utf8', 'surname'),
  attribute('name', '2.5.4.41', 32_768, 'utf8'),
  attribute('initials', '2.5.4.43', 32_768, 'utf8'),
  attribute('generationQualifier', '2.5.4.44', 32_768, 'utf8'),
  attribute('title', '2.5.4.12', 64, 'utf8'),
  attribute('description', '2.5.4.13', 1024, 'utf8'),
  attribute('pseudonym', '2.5.4.65', 128, 'utf8'),
  attribute('postalCode', '2.5.4.17', 40, 'utf8'),
  attribute('businessCategory', '2.5.4.15', 128, 'utf8'),
  attribute('organizationIdentifier', '2.5.4.97', undefined, 'utf8'),
  attribute('dnQualifier', '2.5.4.46', undefined, 'printable'),
];

const COMMON_NAME = '2.5.4.3';
const COUNTRY = '2.5.4.6';
const LONGEST_TEXT = 8192;
const MOST_RDNS = 64;

/**
 * Reads RFC 4514 text. Blanks around separators and the quoted values of RFC 2253 are tolerated; the empty text is the empty
 * name. `#hex` of a known type becomes text, so that the same rules hold for it; of an unknown type it stays DER.
 * Throws `name-invalid` with the position (characters, from 1) and the reason.
 */
export function parseDistinguishedName(text: string): DistinguishedName {
  if (text === '') return [];
  const cursor: Cursor = { text, at: 0 };
  if (text.length > LONGEST_TEXT) {
    throw malformed(cursor, 0, `a name has at most ${LONGEST_TEXT} characters`);
  }
  if (text.startsWith('/')) {
    throw malformed(
      cursor,
      0,
      'the form with slashes is not RFC 4514; write CN=name,O=organization',
    );
  }
  const rdns: RelativeDistinguishedName[] = [];
  do {
    if (rdns.length === MOST_RDNS) {
      throw malformed(cursor, cursor.at, `a name has at most ${MOST_RDNS} RDNs`);
    }
    rdns.push(readRdn(cursor));
  } while (skip(cursor, ','));
  return rdns.reverse();
}

/**
 * RFC 4514 text, the most specific RDN first, with the keywords that openssl prints. Letters beyond ASCII stand as themselves;
 * control, bidirectional and zero-width characters as `\XX` octets of UTF-8. Takes any name, also one that parsing would refuse.
 */
export function formatDistinguishedName(name: DistinguishedName): string {
  return name
    .toReversed()
    .map((rdn) => rdn.map(formatAttribute).join('+'))
    .join(',');
}

/** The text values of all common names, in encoding order. */
export function commonNamesOf(name: DistinguishedName): string[] {
  return name
    .flat()
    .flatMap((attribute) =>
      'value' in attribute && attribute.type === COMMON_NAME ? [attribute.value] : [],
    );
}

/** The name whose only attribute is this common name. Throws `name-invalid` where `CN=` with this value would. */
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

function attribute(
  keyword: string,
  oid: string,
  upperBound: number | undefined,
  stringType: AttributeStringType,
  ...aliases: string[]
): AttributeType {
  return { keyword, aliases, oid, upperBound, stringType };
}

function typeOf(oid: string): AttributeType | undefined {
  return ATTRIBUTE_TYPES.find((known) => known.oid === oid);
}

// --- reading

/** Where reading stands in the text; `at` counts UTF-16 units. */
interface Cursor {
  readonly text: string;
  at: number;
}

function malformed(cursor: Cursor, at: number, reason: string): TlsmithError {
  const position = [...cursor.text.slice(0, at)].length + 1;
  const sentence = `${quote(cursor.text)} is not a valid distinguished name: at character ${position}, ${reason}`;
  return new TlsmithError('name-invalid', sentence, { value: escaped(cursor.text), position });
}

function skipBlanks(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ') cursor.at += 1;
}

/** Steps over the separator if it comes next. */
function skip(cursor: Cursor, separator: string): boolean {
  if (cursor.text[cursor.at] !== separator) return false;
  cursor.at += 1;
  return true;
}

/** Steps over what the pattern (sticky) matches here; the empty text where it does not match. */
function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const [found = ''] = pattern.exec(cursor.text) ?? [];
  cursor.at += found.length;
  return found;
}

function readRdn(cursor: Cursor): RelativeDistinguishedName {
  const rdn: AttributeTypeAndValue[] = [];
  do {
    skipBlanks(cursor);
    const start = cursor.at;
    const read = readAttribute(cursor);
    // X.501 9.3: the attributes of one RDN are of distinct types.
    if (rdn.some(({ type }) => type === read.type)) {
      throw malformed(cursor, start, 'one RDN has the same attribute type twice');
    }
    rdn.push(read);
  } while (skip(cursor, '+'));
  return rdn;
}

function readAttribute(cursor: Cursor): AttributeTypeAndValue {
  const word = cursor.at;
  const written = take(cursor, /[a-z\d][a-z\d.-]*/iy);
  if (written === '') {
    throw malformed(cursor, word, 'an attribute type such as CN or O is expected');
  }
  skipBlanks(cursor);
  if (!skip(cursor, '=')) throw malformed(cursor, cursor.at, '"=" is expected, as in CN=name');
  const type = resolveType(cursor, word, written);
  skipBlanks(cursor);
  const start = cursor.at;
  if (cursor.text[start] === '#') return readHexValue(cursor, type);
  const bytes = cursor.text[start] === '"' ? readQuotedValue(cursor) : readPlainValue(cursor);
  const value = decodeUtf8(bytes);
  if (value === undefined) throw malformed(cursor, start, 'the escaped octets are not UTF-8');
  return textAttribute(cursor, start, type, value);
}

function textAttribute(cursor: Cursor, start: number, type: string, value: string): TextAttribute {
  const fault = valueFault(type, value);
  if (fault !== undefined) throw malformed(cursor, start, fault);
  return { type, value };
}

/** RFC 4514 2.3 and 3: a descriptor or a dotted OID; the prefix `OID.` is RFC 2253's. */
function resolveType(cursor: Cursor, start: number, word: string): string {
  const dotted = word.replace(/^oid\./i, '');
  if (/^\d/.test(dotted)) {
    if (isOid(dotted)) return dotted;
    throw malformed(cursor, start, `${quote(dotted)} is not an object identifier`);
  }
  const wanted = word.toLowerCase();
  const known = ATTRIBUTE_TYPES.find(({ keyword, aliases }) =>
    [keyword, ...aliases].some((name) => name.toLowerCase() === wanted),
  );
  if (known !== undefined) return known.oid;
  throw malformed(
    cursor,
    start,
    `the attribute type ${quote(word)} is unknown; a dotted object identifier works for any type`,
  );
}

/** X.660: the first arc is 0, 1 or 2; below 0 and 1 the second is at most 39. */
function isOid(text: string): boolean {
  return /^([01]\.[1-3]?\d|2\.(0|[1-9]\d*))(\.(0|[1-9]\d*))*$/.test(text);
}

/** RFC 4514 3: stringchars and pairs; blanks at the end are dropped unless escaped. */
function readPlainValue(cursor: Cursor): Uint8Array {
  const octets: number[] = [];
  let kept = 0;
  for (;;) {
    const next = cursor.text[cursor.at];
    if (next === undefined || next === ',' || next === '+') break;
    if ('";<>'.includes(next)) {
      throw malformed(
        cursor,
        cursor.at,
        `${next} in a value is written with a backslash before it`,
      );
    }
    octets.push(...(next === '\\' ? readPair(cursor) : readCharacter(cursor)));
    if (next !== ' ') kept = octets.length;
  }
  return Uint8Array.from(octets.slice(0, kept));
}

/** RFC 2253 4: everything up to the closing quotation mark. */
function readQuotedValue(cursor: Cursor): Uint8Array {
  const start = cursor.at;
  const octets: number[] = [];
  skip(cursor, '"');
  while (!skip(cursor, '"')) {
    const next = cursor.text[cursor.at];
    if (next === undefined) throw malformed(cursor, start, 'the quotation mark is never closed');
    octets.push(...(next === '\\' ? readPair(cursor) : readCharacter(cursor)));
  }
  expectSeparator(cursor);
  return Uint8Array.from(octets);
}

/** RFC 4514 3: a backslash before a special character, or before two hexadecimal digits, one octet of UTF-8. */
function readPair(cursor: Cursor): number[] {
  const start = cursor.at;
  const [, special, hex] =
    /^\\(?:([ "#+,;<=>\\])|([\da-f]{2}))/i.exec(cursor.text.slice(start, start + 3)) ?? [];
  if (special !== undefined) {
    cursor.at += 2;
    return encodeUtf8(special);
  }
  if (hex === undefined) {
    throw malformed(
      cursor,
      start,
      'a backslash is followed by a special character or by two hexadecimal digits',
    );
  }
  cursor.at += 3;
  return [Number.parseInt(hex, 16)];
}

function readCharacter(cursor: Cursor): number[] {
  const character = String.fromCodePoint(cursor.text.codePointAt(cursor.at) ?? 0);
  // Encoding would silently replace it.
  if (/\p{Cs}/u.test(character)) {
    throw malformed(cursor, cursor.at, 'half of a surrogate pair is not a character');
  }
  cursor.at += character.length;
  return encodeUtf8(character);
}

function expectSeparator(cursor: Cursor): void {
  skipBlanks(cursor);
  const next = cursor.text[cursor.at];
  if (next === undefined || next === ',' || next === '+') return;
  throw malformed(cursor, cursor.at, '"," or "+" is expected');
}

/** RFC 4514 2.4: `#` and the hexadecimal BER of the value. */
function readHexValue(cursor: Cursor, type: string): AttributeTypeAndValue {
  const start = cursor.at;
  skip(cursor, '#');
  const digits = take(cursor, /[\da-f]*/iy);
  expectSeparator(cursor);
  const der = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const content = digits.length % 2 === 0 ? contentOf(der) : undefined;
  if (content === undefined) {
    throw malformed(cursor, start, '"#" is followed by the DER of one value in hexadecimal digits');
  }
  if (typeOf(type) === undefined) return { type, der };
  const value = STRING_TAGS.includes(der[0] ?? 0) ? decodeUtf8(content) : undefined;
  if (value === undefined) {
    throw malformed(
      cursor,
      start,
      'this type takes a UTF8String, a PrintableString or an IA5String (RFC 5280 4.1.2.4)',
    );
  }
  return textAttribute(cursor, start, type, value);
}

/** UTF8String, PrintableString, IA5String: all three decode as UTF-8. */
const STRING_TAGS: readonly number[] = [0x0c, 0x13, 0x16];

/** No attribute value nests deeper in practice; the bound keeps hostile input from exhausting the stack. */
const DEEPEST = 16;

/** The content of the one DER value that fills the octets, well-formed to its leaves; undefined where they are none. */
function contentOf(der: Uint8Array, depth = 0): Uint8Array | undefined {
  const [tag = 0] = der;
  const first = readElement(der);
  if (first === undefined || first.end !== der.length || depth > DEEPEST) return undefined;
  const isConstructed = (tag & 0x20) !== 0;
  return !isConstructed || areElements(first.content, depth + 1) ? first.content : undefined;
}

function areElements(octets: Uint8Array, depth: number): boolean {
  for (let rest = octets; rest.length > 0;) {
    const next = readElement(rest);
    if (next === undefined || contentOf(rest.subarray(0, next.end), depth) === undefined) {
      return false;
    }
    rest = rest.subarray(next.end);
  }
  return true;
}

/** The first DER element (X.690 8.1, 10.1: the shortest length form) with a tag of one octet. */
function readElement(der: Uint8Array): { content: Uint8Array; end: number } | undefined {
  const [tag = 0, first = 0] = der;
  if (der.length < 2 || tag === 0 || (tag & 0x1f) === 0x1f) return undefined;
  const lengthOctets = first < 0x80 ? 0 : first & 0x7f;
  // The text is at most 8192 characters long: two octets of length are enough.
  if (first === 0x80 || lengthOctets > 2) return undefined;
  const start = 2 + lengthOctets;
  const long = der.subarray(2, start).reduce((sum, octet) => sum * 256 + octet, 0);
  if (lengthOctets > 0 && long < (lengthOctets === 1 ? 0x80 : 0x100)) return undefined;
  const end = start + (lengthOctets === 0 ? first : long);
  return end <= der.length ? { content: der.subarray(start, end), end } : undefined;
}

// --- values

const ALPHABETS: Readonly<
  Record<AttributeStringType, { readonly pattern: RegExp; readonly fault: string }>
> = {
  printable: {
    pattern: /^[A-Za-z\d '()+,\-./:=?]*$/,
    fault: "takes letters A to Z, digits, blanks and '()+,-./:=? only (PrintableString)",
  },
  ia5: { pattern: /^\p{ASCII}*$/u, fault: 'takes ASCII only (IA5String)' },
  utf8: { pattern: /^/, fault: '' },
};

function valueFault(oid: string, value: string): string | undefined {
  if (value === '') return 'the value is empty';
  const control = /[\p{Cc}\p{Cs}]/u.exec(value)?.[0];
  if (control !== undefined) return `the value contains a control character, ${quote(control)}`;
  const known = typeOf(oid);
  if (known === undefined) return undefined;
  const { keyword, upperBound, stringType } = known;
  if (oid === COUNTRY && !/^[A-Za-z]{2}$/.test(value)) {
    return 'a country is two letters (ISO 3166), as in C=DE';
  }
  const length = [...value].length;
  if (upperBound !== undefined && length > upperBound) {
    return `the value of ${keyword} has ${length} characters; the most is ${upperBound}`;
  }
  const { pattern, fault } = ALPHABETS[stringType];
  return pattern.test(value) ? undefined : `${keyword} ${fault}`;
}

function encodeUtf8(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    // A byte order mark is part of the value.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

// --- writing

function formatAttribute(attribute: AttributeTypeAndValue): string {
  const type = typeOf(attribute.type)?.keyword ?? attribute.type;
  const value = 'der' in attribute ? `#${hexOf(attribute.der)}` : escapeValue(attribute.value);
  return `${type}=${value}`;
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
  return encodeUtf8(character)
    .map((octet) => `\\${hexOf(Uint8Array.of(octet)).toUpperCase()}`)
    .join('');
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join('');
}
