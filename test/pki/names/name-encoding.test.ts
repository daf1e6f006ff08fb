// Distinguished names to DER and back, and what foreign encodings become.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTE_TYPES } from '../../../src/pki/names/attribute-type.js';
import {
  type AttributeTypeAndValue,
  type DistinguishedName,
  formatDistinguishedName,
} from '../../../src/pki/names/distinguished-name.js';
import { toHex } from '../../../src/pki/der/hex.js';
import { decodeName, encodeName } from '../../../src/pki/names/name-encoding.js';
import { parseDistinguishedName } from '../../../src/pki/names/name-parser.js';
import {
  bitString,
  boolean,
  commonNames,
  integer,
  octetString,
  oid,
  printableString,
  rdn,
  sequence,
  set,
  tlv,
  utf8String,
} from '../../support/der.js';
import { anyString } from '../../support/any-string.js';
import { codeOf } from '../../support/refusal-of.js';

const printable = fc.stringMatching(/^[A-Za-z0-9 '()+,\-./:=?]{1,20}$/);
const ascii = fc.stringMatching(/^[ -~]{1,20}$/);
const unicode = anyString({ minLength: 1, maxLength: 20 });

const textAttribute = fc.constantFrom(...ATTRIBUTE_TYPES).chain(({ oid: type, stringType }) => {
  const value = { printable, ia5: ascii, utf8: unicode }[stringType];
  return value.map((text): AttributeTypeAndValue => ({ type, value: text }));
});

const der = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map(octetString),
  fc.integer({ min: 0, max: 2 ** 48 }).map((value) => integer(value)),
  fc.boolean().map(boolean),
  fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => bitString(bytes)),
  fc.constant(sequence(integer(1), octetString(Uint8Array.of(1, 2, 3)))),
);

const derAttribute = fc
  .tuple(fc.nat({ max: 2 ** 31 }), der)
  .map(([arc, value]): AttributeTypeAndValue => ({ type: `1.3.6.1.4.1.${arc}`, der: value }));

const oneRdn = fc.uniqueArray(fc.oneof(textAttribute, derAttribute), {
  minLength: 1,
  maxLength: 3,
  selector: ({ type }) => type,
});

const name: fc.Arbitrary<DistinguishedName> = fc.array(oneRdn, { maxLength: 6 });

/** The members of an RDN are a set. */
function inOrder(value: DistinguishedName): DistinguishedName {
  return value.map((members) => [...members].sort((a, b) => (a.type < b.type ? -1 : 1)));
}

describe('encodeName and decodeName', () => {
  it('give every name back', () => {
    fc.assert(
      fc.property(name, (value) => {
        expect(inOrder(decodeName(encodeName(value)))).toEqual(inOrder(value));
      }),
      { numRuns: 300 },
    );
  });

  it('keep U+FEFF, which begins texts elsewhere and says nothing there', () => {
    const value = [[{ type: '2.5.4.10', value: '\ufeffA' }]];
    expect(decodeName(encodeName(value))).toEqual(value);
    const ofTwoOctets = tlv(0x1e, Uint8Array.of(0xfe, 0xff, 0, 0x41));
    expect(decodeName(sequence(rdn('2.5.4.10', ofTwoOctets)))).toEqual(value);
  });

  it('encode the same bytes again', () => {
    fc.assert(
      fc.property(name, (value) => {
        const encoded = encodeName(value);
        expect(toHex(encodeName(decodeName(encoded)))).toBe(toHex(encoded));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    '1.2.840.113549.1.9.1',
    '0.9.2342.19200300.100.1.1',
    '2.5.4.3',
    '2.40.1',
    '2.100.3',
    '2.999.1',
    '2.5.4.4294967296',
    '2.25.329800735698586629295641978511506172918',
  ])('keep the object identifier %s', (type) => {
    const value = parseDistinguishedName(`${type}=x`);
    expect(decodeName(encodeName(value))).toEqual(value);
    expect(toHex(encodeName(value))).toContain(toHex(oid(type)));
  });
});

describe('encodeName', () => {
  it.each([
    ['CN=es01', rdn('2.5.4.3', utf8String('es01'))],
    ['C=DE', rdn('2.5.4.6', printableString('DE'))],
    ['serialNumber=12', rdn('2.5.4.5', printableString('12'))],
    ['DC=lan', rdn('0.9.2342.19200300.100.1.25', tlv(0x16, Buffer.from('lan')))],
    ['emailAddress=a@b.c', rdn('1.2.840.113549.1.9.1', tlv(0x16, Buffer.from('a@b.c')))],
    ['O=B\u00fcro \u{1f600}', rdn('2.5.4.10', utf8String('B\u00fcro \u{1f600}'))],
  ])('writes %s in the string type of its attribute', (text, expected) => {
    expect(toHex(encodeName(parseDistinguishedName(text)))).toBe(toHex(sequence(expected)));
  });

  it('writes the root RDN first and the members of a SET in DER order (X.690, 11.6)', () => {
    const encoded = encodeName(parseDistinguishedName('O=long value+CN=b,C=DE'));
    const expected = sequence(
      rdn('2.5.4.6', printableString('DE')),
      set(
        sequence(oid('2.5.4.3'), utf8String('b')),
        sequence(oid('2.5.4.10'), utf8String('long value')),
      ),
    );
    expect(toHex(encoded)).toBe(toHex(expected));
  });

  it('writes the empty name as an empty SEQUENCE', () => {
    expect(encodeName([])).toEqual(sequence());
  });
});

describe('decodeName', () => {
  it.each([
    ['PrintableString', 0x13, Buffer.from('Ab')],
    ['IA5String', 0x16, Buffer.from('Ab')],
    ['T61String', 0x14, Buffer.from('Ab')],
    ['UTF8String', 0x0c, Buffer.from('Ab')],
    ['BMPString', 0x1e, Uint8Array.of(0, 0x41, 0, 0x62)],
    ['UniversalString', 0x1c, Uint8Array.of(0, 0, 0, 0x41, 0, 0, 0, 0x62)],
  ])('reads a %s as text', (_, tag, content) => {
    const decoded = decodeName(sequence(rdn('2.5.4.3', tlv(tag, content))));
    expect(decoded).toEqual([[{ type: '2.5.4.3', value: 'Ab' }]]);
  });

  it('keeps what is no text as DER, and shows it in hex', () => {
    const decoded = decodeName(sequence(rdn('2.5.4.3', integer(5))));
    expect(decoded).toEqual([[{ type: '2.5.4.3', der: integer(5) }]]);
    expect(formatDistinguishedName(decoded)).toBe('CN=#020105');
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['no sequence', integer(1)],
    ['a cut one', commonNames('a').subarray(0, 6)],
    ['a sequence of no sets', sequence(integer(1))],
    ['a set of no attributes', sequence(set(integer(1)))],
    ['an attribute without value', sequence(set(sequence(oid('2.5.4.3'))))],
    ['an attribute without type', sequence(set(sequence(integer(1), utf8String('a'))))],
  ])('refuses %s', async (_, bytes) => {
    expect(await codeOf(() => decodeName(bytes))).toBe('input-malformed');
  });
});
