// RFC 4514 text into a distinguished name, for names that people type.
import { TlsmithError } from '../../errors.js';
import { escaped, quote } from '../../quote.js';
import { ALPHABETS, typeOf, ATTRIBUTE_TYPES, valueFault } from './attribute-type.js';
import type {
  AttributeTypeAndValue,
  DistinguishedName,
  RelativeDistinguishedName,
  TextAttribute,
} from './distinguished-name.js';

const LONGEST_TEXT = 8192;
const MOST_RDNS = 64;

/**
 * Reads RFC 4514 text. Blanks around separators and the quoted values of RFC 2253 are tolerated;
 * the empty text is the empty name. `#hex` of a known type becomes text, so that the same rules
 * hold for it; of an unknown type it stays DER. Throws `name-invalid` with the position
 * (characters, from 1) and the reason.
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

/** Dotted, as a policy is named by one. Throws `name-invalid`. */
export function parseObjectIdentifier(text: string): string {
  if (isOid(text)) return text;
  const reason = 'it is no object identifier, such as 1.3.6.1.4.1.99999.1';
  throw new TlsmithError('name-invalid', `${quote(text)} names nothing: ${reason}`, {
    value: text,
    reason,
  });
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

/**
 * RFC 4514 3: a backslash before a special character, or before two hexadecimal digits, one octet
 * of UTF-8.
 */
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

/**
 * RFC 4514 2.4: `#` and the hexadecimal BER of the value: a string, since OpenSSL reads no
 * certificate with anything else in a name.
 */
function readHexValue(cursor: Cursor, type: string): AttributeTypeAndValue {
  const start = cursor.at;
  skip(cursor, '#');
  const digits = take(cursor, /[\da-f]*/iy);
  expectSeparator(cursor);
  const der = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const content = digits.length % 2 === 0 ? stringContentOf(der) : undefined;
  if (content === undefined) {
    throw malformed(
      cursor,
      start,
      '"#" is followed by the DER of one UTF8String, PrintableString or IA5String in hexadecimal digits',
    );
  }
  if (der[0] !== 0x0c && !isOfAlphabet(der[0] as number, content)) {
    throw malformed(cursor, start, 'the string holds characters that its type does not have');
  }
  if (typeOf(type) === undefined) return { type, der };
  return textAttribute(cursor, start, type, content);
}

function isOfAlphabet(tag: number, text: string): boolean {
  return ALPHABETS[tag === 0x13 ? 'printable' : 'ia5'].pattern.test(text);
}

/** UTF8String, PrintableString, IA5String: all three decode as UTF-8. */
const STRING_TAGS: readonly number[] = [0x0c, 0x13, 0x16];

/**
 * The text of the one DER string that fills the octets (X.690 8.1, 10.1: the shortest length form);
 * undefined where they are none.
 */
function stringContentOf(der: Uint8Array): string | undefined {
  const [tag = 0, first = 0] = der;
  // The text is at most 8192 characters long: two octets of length are enough.
  const lengthOctets = first < 0x80 ? 0 : first & 0x7f;
  if (der.length < 2 || !STRING_TAGS.includes(tag) || first === 0x80 || lengthOctets > 2) {
    return undefined;
  }
  const start = 2 + lengthOctets;
  const long = der.subarray(2, start).reduce((sum, octet) => sum * 256 + octet, 0);
  if (lengthOctets > 0 && long < (lengthOctets === 1 ? 0x80 : 0x100)) return undefined;
  const length = lengthOctets === 0 ? first : long;
  return start + length === der.length ? decodeUtf8(der.subarray(start)) : undefined;
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
