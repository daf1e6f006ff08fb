// RFC 4514 text becomes a name and back; text that is malformed, or that RFC 5280 forbids, is refused with its position.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { ATTRIBUTE_TYPES } from '../../../src/pki/names/attribute-type.js';
import {
  commonNameOnly,
  formatDistinguishedName,
  type DistinguishedName,
} from '../../../src/pki/names/distinguished-name.js';
import { parseDistinguishedName } from '../../../src/pki/names/name-parser.js';
import { anyString } from '../../support/any-string.js';

const CN = '2.5.4.3';
const O = '2.5.4.10';
const OU = '2.5.4.11';

function refusalOf(action: () => unknown): TlsmithError {
  try {
    action();
  } catch (error) {
    if (error instanceof TlsmithError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function bytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

describe('parseDistinguishedName', () => {
  it('takes the empty text as the empty name', () => {
    expect(parseDistinguishedName('')).toEqual([]);
  });

  it('puts the root RDN first', () => {
    expect(parseDistinguishedName('CN=es01,O=Example')).toEqual([
      [{ type: O, value: 'Example' }],
      [{ type: CN, value: 'es01' }],
    ]);
  });

  it.each<[string, string]>([
    ['cn=a', 'a'],
    ['commonName=a', 'a'],
    ['2.5.4.3=a', 'a'],
    ['OID.2.5.4.3=a', 'a'],
    ['oid.2.5.4.3=a', 'a'],
    ['  CN  =  a b  ', 'a b'],
    ['CN=a\\,b', 'a,b'],
    ['CN=\\"\\+\\,\\;\\<\\>\\\\\\#\\=\\ ', '"+,;<>\\#= '],
    ['CN=\\ a\\ ', ' a '],
    ['CN=a \\ ', 'a  '],
    ['CN=\\20', ' '],
    ['CN=\\#1', '#1'],
    ['CN=a#b=c', 'a#b=c'],
    ['CN=B\\C3\\BCcher', 'Bücher'],
    ['CN=Bücher 😀', 'Bücher 😀'],
    ['CN=\\F0\\9F\\98\\80', '😀'],
    ['CN=\\EF\\BB\\BFa', '\ufeffa'],
    ['CN="a, b" ', 'a, b'],
    ['CN=" a\\"\\\\;=+<># "', ' a"\\;=+<># '],
    ['CN=#0C0141', 'A'],
    ['CN=#130141', 'A'],
    ['CN=#0c02C3BC ', 'ü'],
    [`CN=${'ü'.repeat(64)}`, 'ü'.repeat(64)],
  ])('reads the value of %s', (text, value) => {
    expect(parseDistinguishedName(text)).toEqual([[{ type: CN, value }]]);
  });

  it('reads RDNs of several attributes', () => {
    expect(parseDistinguishedName('CN=a + OU = "b+c" , O=d')).toEqual([
      [{ type: O, value: 'd' }],
      [
        { type: CN, value: 'a' },
        { type: OU, value: 'b+c' },
      ],
    ]);
  });

  it('knows the keywords of RFC 4514 and openssl without regard to case', () => {
    const text =
      'cn=a,c=DE,o=a,ou=a,l=a,st=a,STREET=a,dc=a,uid=a,SERIALNUMBER=a,EMAILADDRESS=a@b.c,gn=a,sn=a,TITLE=a,Description=a';
    expect(formatDistinguishedName(parseDistinguishedName(text))).toBe(
      'CN=a,C=DE,O=a,OU=a,L=a,ST=a,street=a,DC=a,UID=a,serialNumber=a,emailAddress=a@b.c,GN=a,SN=a,title=a,description=a',
    );
  });

  it('keeps text and DER of types that have no keyword', () => {
    expect(parseDistinguishedName('1.2.3.4=a,2.25.1=#0C024869,2.5.4.16=#130141')).toEqual([
      [{ type: '2.5.4.16', der: bytes('130141') }],
      [{ type: '2.25.1', der: bytes('0c024869') }],
      [{ type: '1.2.3.4', value: 'a' }],
    ]);
  });

  it.each<[string, number, RegExp]>([
    [' ', 2, /attribute type.*expected/],
    ['CN', 3, /"=" is expected/],
    ['CN=a,', 6, /attribute type/],
    ['CN=a,,O=b', 6, /attribute type/],
    ['CN=a+', 6, /attribute type/],
    ['=a', 1, /attribute type/],
    ['es01', 5, /"=" is expected/],
    ['/CN=a/O=b', 1, /slashes/],
    ['CN=', 4, /empty/],
    ['CN=,O=b', 4, /empty/],
    ['CN=""', 4, /empty/],
    ['CN=#0C00', 4, /empty/],
    ['FOO=a', 1, /"FOO" is unknown/],
    ['é=a', 1, /attribute type/],
    ['CN=😀,FOO=a', 6, /"FOO" is unknown/],
    ['3.1=a', 1, /object identifier/],
    ['1.40=a', 1, /object identifier/],
    ['2=a', 1, /object identifier/],
    ['2.5.04=a', 1, /object identifier/],
    ['OID.CN=a', 1, /unknown/],
    ['CN=a\\', 5, /backslash/],
    ['CN=a\\x', 5, /backslash/],
    ['CN=a\\4', 5, /backslash/],
    ['CN=a"b', 5, /" in a value/],
    ['CN=a;O=b', 5, /; in a value/],
    ['CN=<a>', 4, /< in a value/],
    ['CN="a', 4, /never closed/],
    ['CN="a" b', 8, /expected/],
    ['CN=\\C3', 4, /UTF-8/],
    ['CN=\\ED\\A0\\80', 4, /UTF-8/],
    ['CN=a\ud800', 5, /surrogate/],
    ['CN=a\0', 4, /control character, "\\u\{0\}"/],
    ['CN=a\\00', 4, /control character/],
    ['CN=a\tb', 4, /control character/],
    ['CN=a\\0Ab', 4, /control character/],
    ['CN=a\u0085', 4, /control character/],
    ['CN=#', 4, /DER of one UTF8String/],
    ['CN=#0C1', 4, /DER of one UTF8String/],
    ['CN=#0C0241', 4, /DER of one UTF8String/],
    ['CN=#0C014142', 4, /DER of one UTF8String/],
    ['CN=#0C810141', 4, /DER of one UTF8String/],
    ['CN=#0C804100', 4, /DER of one UTF8String/],
    ['CN=#zz', 5, /expected/],
    // OpenSSL reads no certificate with such a value in a name.
    ['1.2.3=#04024869', 7, /DER of one UTF8String/],
    ['1.2.3=#3006020100', 7, /DER of one UTF8String/],
    ['1.2.3=#30030C0241', 7, /DER of one UTF8String/],
    [
      `1.2.3=#${[38, 36, 34, 32, 30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0].map((n) => `30${n.toString(16).padStart(2, '0')}`).join('')}`,
      7,
      /DER/,
    ],
    ['CN=#020101', 4, /UTF8String/],
    ['CN=#0C01FF', 4, /UTF8String/],
    ['C=DEU', 3, /two letters/],
    ['C=D1', 3, /two letters/],
    ['C=#0C03444555', 3, /two letters/],
    ['CN=a+CN=b', 6, /twice/],
    [`CN=${'a'.repeat(65)}`, 4, /65 characters; the most is 64/],
    [`O=${'a'.repeat(65)}`, 3, /the most is 64/],
    [`OU=${'a'.repeat(65)}`, 4, /the most is 64/],
    [`L=${'a'.repeat(129)}`, 3, /the most is 128/],
    [`ST=${'a'.repeat(129)}`, 4, /the most is 128/],
    [`serialNumber=${'1'.repeat(65)}`, 14, /the most is 64/],
    [`emailAddress=${'a'.repeat(256)}`, 14, /the most is 255/],
    ['serialNumber=a_b', 14, /PrintableString/],
    ['DC=bücher', 4, /ASCII/],
    ['emailAddress=é@b.c', 14, /ASCII/],
    [Array.from({ length: 65 }, () => 'OU=a').join(','), 321, /64 RDNs/],
    [`1.2.3=${'a'.repeat(8187)}`, 1, /8192 characters/],
  ])('refuses %j at character %i', (text, position, reason) => {
    const refusal = refusalOf(() => parseDistinguishedName(text));
    expect(refusal.code).toBe('name-invalid');
    expect(refusal.sentence).toMatch(reason);
    expect(refusal.details['position']).toBe(position);
  });

  it('takes 64 RDNs', () => {
    const text = Array.from({ length: 64 }, () => 'OU=a').join(',');
    expect(parseDistinguishedName(text)).toHaveLength(64);
  });
});

describe('formatDistinguishedName', () => {
  it.each<[string, DistinguishedName, string]>([
    ['the empty name', [], ''],
    ['most specific first', [[{ type: O, value: 'b' }], [{ type: CN, value: 'a' }]], 'CN=a,O=b'],
    [
      'several attributes in one RDN',
      [
        [
          { type: CN, value: 'a' },
          { type: OU, value: 'b' },
        ],
      ],
      'CN=a+OU=b',
    ],
    ['specials', [[{ type: CN, value: '"+,;<>\\=' }]], 'CN=\\"\\+\\,\\;\\<\\>\\\\='],
    ['blanks at the ends', [[{ type: CN, value: '  a b ' }]], 'CN=\\  a b\\ '],
    ['a leading number sign', [[{ type: CN, value: '#a#' }]], 'CN=\\#a#'],
    ['letters as themselves', [[{ type: CN, value: 'Bücher 本' }]], 'CN=Bücher 本'],
    [
      'unseen characters as octets',
      [[{ type: CN, value: 'a\0\u202e\u200b' }]],
      'CN=a\\00\\E2\\80\\AE\\E2\\80\\8B',
    ],
    ['DER of an unknown type', [[{ type: '1.2.3', der: bytes('0402AB01') }]], '1.2.3=#0402ab01'],
    ['DER of a known type', [[{ type: CN, der: bytes('1e020041') }]], 'CN=#1e020041'],
    ['text of an unknown type', [[{ type: '1.2.3', value: 'a' }]], '1.2.3=a'],
  ])('writes %s', (_, name, text) => {
    expect(formatDistinguishedName(name)).toBe(text);
  });
});

describe('common names', () => {
  it('stand alone in a name, whatever characters need escapes in text', () => {
    expect(commonNameOnly('a,b=c')).toEqual([[{ type: CN, value: 'a,b=c' }]]);
  });

  it.each(['', 'a'.repeat(65), 'a\0', '\ud800'])('refuses %j', (value) => {
    expect(refusalOf(() => commonNameOnly(value)).code).toBe('name-invalid');
  });
});

describe('ATTRIBUTE_TYPES', () => {
  it('names each keyword and each type once', () => {
    const keywords = ATTRIBUTE_TYPES.flatMap(({ keyword, aliases }) => [keyword, ...aliases]);
    expect(new Set(keywords.map((keyword) => keyword.toLowerCase())).size).toBe(keywords.length);
    expect(new Set(ATTRIBUTE_TYPES.map(({ oid }) => oid)).size).toBe(ATTRIBUTE_TYPES.length);
  });
});

describe('any text and any name', () => {
  it('is a name that reads back as itself, or name-invalid', () => {
    const pieces = fc.constantFrom(
      ...[
        'CN',
        'C',
        'DC',
        'OID.',
        '1.2.3',
        '=',
        ',',
        '+',
        ';',
        '"',
        '\\',
        '\\,',
        '\\C3',
        '\\BC',
        '\\00',
      ],
      ...['#', '#0C0141', ' ', 'a', 'ü', '\u202e', '\ud800', '\0', 'DE', 'CN=a', 'O=b,'],
    );
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
      anyString({ maxLength: 40 }),
      anyString({ maxLength: 40 }).map((value) => `CN=${value}`),
    );
    fc.assert(
      fc.property(text, (input) => {
        let name: DistinguishedName;
        try {
          name = parseDistinguishedName(input);
        } catch (error) {
          expect(error).toBeInstanceOf(TlsmithError);
          expect(error).toHaveProperty('code', 'name-invalid');
          return;
        }
        expect(parseDistinguishedName(formatDistinguishedName(name))).toEqual(name);
      }),
      { numRuns: 3000 },
    );
  });

  it('round-trips any text without control characters', () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text) && [...text].length <= 64);
    const rdn = fc
      .uniqueArray(fc.constantFrom(CN, O, OU, '1.2.3.4'), { minLength: 1 })
      .chain((types) =>
        fc.tuple(...types.map((type) => fc.record({ type: fc.constant(type), value }))),
      );
    fc.assert(
      fc.property(fc.array(rdn, { maxLength: 5 }), (name) => {
        expect(parseDistinguishedName(formatDistinguishedName(name))).toEqual(name);
      }),
    );
  });
});
