// What a CA never certifies, whoever asks: broken and forbidden keys, and requests whose names or extensions break the standard.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCa } from '../../src/app/issue/create-ca.js';
import { signRequest, type SignRequestRequest } from '../../src/app/issue/sign-request.js';
import { inspect } from '../../src/app/inspect/files.js';
import { EXIT_CODES } from '../../src/cli/exit-codes.js';
import { parseGeneralName } from '../../src/pki/names/general-name.js';
import { parseDistinguishedName } from '../../src/pki/names/name-parser.js';
import {
  bitString,
  commonNames,
  ia5String,
  integer,
  nul,
  octetString,
  oid,
  printableString,
  rdn,
  sequence,
  set,
  tlv,
  utf8String,
} from '../support/der.js';
import {
  basicConstraints,
  ecKey,
  extension,
  subjectKeyIdentifier,
} from '../support/foreign-certificate.js';
import {
  extensionRequest,
  foreignRequest,
  type ForeignRequest,
} from '../support/foreign-request.js';
import { refusalOf } from '../support/refusal-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';

const base = temporaryFolder();
const ca = join(base, 'ca');
let count = 0;
const key = ecKey();

beforeAll(async () => {
  const wanted = { keyType: 'ec-p256', validity: { days: 900, isDefault: true } } as const;
  await createCa({ ...wanted, out: ca, force: false, dryRun: false }, testPorts());
});

function written(content: Partial<ForeignRequest>): string {
  const file = join(base, `${(count += 1)}.csr`);
  writeFileSync(file, foreignRequest({ key, extensions: [san(dns('a.lan'))], ...content }));
  return file;
}

function sign(file: string, changes: Partial<SignRequestRequest> = {}) {
  return signRequest(
    {
      ...{ file, profile: 'server', subjectAltNames: 'copy', issuer: { source: { folder: ca } } },
      validity: { days: 90, isDefault: false },
      ...{ out: join(base, `out-${(count += 1)}`), force: false, dryRun: false, ...changes },
    },
    testPorts(),
  );
}

const SAN = '2.5.29.17';
const san = (...names: Uint8Array[]) => extension(SAN, false, sequence(...names));
const dns = (text: string) => tlv(0x82, Buffer.from(text));
const email = (text: string) => tlv(0x81, Buffer.from(text));
const uri = (text: string) => tlv(0x86, Buffer.from(text));
const ip = (...octets: number[]) => tlv(0x87, Uint8Array.from(octets));
const TYPE = {
  ...{ CN: '2.5.4.3', C: '2.5.4.6', L: '2.5.4.7', ST: '2.5.4.8', O: '2.5.4.10', OU: '2.5.4.11' },
  ...{ title: '2.5.4.12', serialNumber: '2.5.4.5', dnQualifier: '2.5.4.46' },
  ...{ DC: '0.9.2342.19200300.100.1.25', emailAddress: '1.2.840.113549.1.9.1' },
};
const named = (type: keyof typeof TYPE, value: Uint8Array) => sequence(rdn(TYPE[type], value));
const long = (length: number) => utf8String('x'.repeat(length));

const EC = oid('1.2.840.10045.2.1');
const p256 = (point: Uint8Array) =>
  sequence(sequence(EC, oid('1.2.840.10045.3.1.7')), bitString(point));
const rsa = (modulus: Uint8Array, exponent: number, ...behind: Uint8Array[]) =>
  sequence(
    sequence(oid('1.2.840.113549.1.1.1'), ...(behind.length > 0 ? behind : [nul])),
    bitString(sequence(integer(modulus), integer(exponent))),
  );
const odd = (length: number) => Uint8Array.of(0, ...new Uint8Array(length).fill(0xa5));

describe('a key', () => {
  it.each<[string, Uint8Array, number, string]>([
    [
      'on P-192',
      ecKey('prime192v1').subjectPublicKeyInfo,
      7,
      "the key is EC P-192; today's TLS libraries refuse curves below 224 bits",
    ],
    [
      'on secp256k1',
      ecKey('secp256k1').subjectPublicKeyInfo,
      7,
      "the key is EC secp256k1, a curve that Go and Java's TLS refuse",
    ],
    [
      'on P-224',
      ecKey('secp224r1').subjectPublicKeyInfo,
      7,
      "the key is EC P-224, a curve that Go and Java's TLS refuse",
    ],
    [
      'on a curve of brainpool',
      ecKey('brainpoolP256r1').subjectPublicKeyInfo,
      7,
      'the key is EC brainpoolP256r1',
    ],
    [
      'of DSA',
      sequence(sequence(oid('1.2.840.10040.4.1')), bitString(integer(5))),
      7,
      'keys of the algorithm DSA are not supported',
    ],
    [
      'of RSA with 1024 bits',
      rsa(odd(128), 65_537),
      7,
      "the key is RSA 1024; today's TLS libraries refuse RSA below 2048 bits",
    ],
    [
      'at infinity',
      p256(Uint8Array.of(0)),
      3,
      'the public key is invalid: its point is the one at infinity',
    ],
    [
      'off its curve',
      p256(Uint8Array.of(4, ...new Uint8Array(64).fill(5))),
      3,
      'the public key is invalid: its point is not on the curve P-256',
    ],
    [
      'of half a point',
      p256(Uint8Array.of(4, ...new Uint8Array(32).fill(5))),
      3,
      'its point has 33 octets, and one of P-256 has 65',
    ],
    ['in no form', p256(Uint8Array.of(5, 1)), 3, 'its point is in no form that there is'],
    [
      'beyond its field',
      p256(Uint8Array.of(2, ...new Uint8Array(32).fill(0xff))),
      3,
      'its point is not on the curve P-256',
    ],
    [
      'without a curve',
      sequence(sequence(EC), bitString(Uint8Array.of(0))),
      3,
      'the public key is invalid: it names no curve',
    ],
    ['with an even modulus', rsa(Uint8Array.of(...odd(256), 2), 65_537), 3, 'its modulus is even'],
    [
      'with a negative modulus',
      rsa(odd(256).subarray(1), 65_537),
      3,
      'its modulus is not positive',
    ],
    ['with an even exponent', rsa(odd(256), 65_536), 3, 'its exponent is even'],
    [
      'with the exponent 1',
      rsa(odd(256), 1),
      3,
      'its exponent is 1, with which everybody can sign',
    ],
    [
      'without the NULL of RSA',
      rsa(odd(256), 65_537, sequence()),
      3,
      'its algorithm lacks the NULL that stands beside RSA',
    ],
    [
      'of Ed25519 with 31 octets',
      sequence(sequence(oid('1.3.101.112')), bitString(new Uint8Array(31))),
      3,
      'it has 31 octets, and one of Ed25519 has 32',
    ],
    [
      'of Ed25519 that signs for everybody',
      sequence(sequence(oid('1.3.101.112')), bitString(Uint8Array.of(1, ...new Uint8Array(31)))),
      3,
      'its point is one of the eight with which anybody can sign',
    ],
  ])('%s is refused', async (_, subjectPublicKeyInfo, exit, sentence) => {
    const error = await refusalOf(() => sign(written({ subjectPublicKeyInfo })));
    expect([EXIT_CODES[error.code], error.sentence]).toEqual([
      exit,
      expect.stringContaining(sentence),
    ]);
  });
});

describe('a subject', () => {
  const rows: [string, Uint8Array, string][] = [
    [
      'a country of three letters',
      named('C', printableString('USA')),
      'its C "USA" is wrong: a country is two letters (ISO 3166), as in C=DE',
    ],
    [
      'a country in UTF8String',
      named('C', utf8String('DE')),
      'it is a UTF8String, and C is a PrintableString',
    ],
    ['an empty O', named('O', utf8String('')), 'its O "" is wrong: the value is empty'],
    ['a CN of 69 characters', named('CN', long(69)), 'has 69 characters; the most is 64'],
    ['an O of 65', named('O', long(65)), 'has 65 characters; the most is 64'],
    ['an OU of 65', named('OU', long(65)), 'has 65 characters; the most is 64'],
    ['an L of 129', named('L', long(129)), 'has 129 characters; the most is 128'],
    ['an ST of 129', named('ST', long(129)), 'has 129 characters; the most is 128'],
    ['a title of 65', named('title', long(65)), 'has 65 characters; the most is 64'],
    [
      'a serialNumber of 65',
      named('serialNumber', printableString('1'.repeat(65))),
      'has 65 characters; the most is 64',
    ],
    [
      'a mailbox of 256',
      named('emailAddress', ia5String(`${'a'.repeat(250)}@b.lan`)),
      'has 256 characters; the most is 255',
    ],
    [
      'a mailbox in UTF8String',
      named('emailAddress', utf8String('a@b.lan')),
      'it is a UTF8String, and emailAddress is an IA5String',
    ],
    [
      'a DC that is no IA5String',
      named('DC', ia5String('b\u00fccher')),
      'it is an IA5String and holds what such a string cannot',
    ],
    [
      'a dnQualifier in UTF8String',
      named('dnQualifier', utf8String('x')),
      'it is a UTF8String, and dnQualifier is a PrintableString',
    ],
    [
      'a PrintableString with an at sign',
      named('CN', printableString('a@b')),
      'it is a PrintableString and holds what such a string cannot',
    ],
    [
      'a CN in IA5String',
      named('CN', ia5String('a')),
      'it is an IA5String, and CN is a UTF8String',
    ],
    [
      'a UTF8String that is not UTF-8',
      named('CN', tlv(0x0c, Uint8Array.of(0xff))),
      'it is a UTF8String and holds what such a string cannot',
    ],
    [
      'half a character of BMPString',
      named('CN', tlv(0x1e, Uint8Array.of(0))),
      'it is a BMPString and holds what such a string cannot',
    ],
    ['a number for a CN', named('CN', integer(5)), 'it is no text'],
    [
      'an RDN without anything',
      sequence(set(), rdn(TYPE.CN, utf8String('a'))),
      'one of its parts is empty',
    ],
    [
      'a line end in its CN',
      named('CN', utf8String('a\nb')),
      'the value contains a control character',
    ],
    [
      'a NUL in its CN',
      named('CN', utf8String('a.lan\u0000.evil')),
      'the value contains a control character',
    ],
  ];

  it.each(rows)('with %s is refused', async (_, subject, fault) => {
    const error = await refusalOf(() => sign(written({ subject })));
    expect([EXIT_CODES[error.code], error.sentence]).toEqual([3, expect.stringContaining(fault)]);
    expect(error.sentence).toMatch(/^"\/.*\.csr" asks for/);
  });

  it('that is replaced is not judged', async () => {
    const file = written({ subject: named('C', printableString('USA')) });
    const { certificates } = await sign(file, { subject: parseDistinguishedName('CN=a') });
    expect(certificates).toMatchObject([{ subject: 'CN=a' }]);
  });

  it('in a string of old becomes UTF8String', async () => {
    const file = written({ subject: named('CN', tlv(0x14, Buffer.from('caf\u00e9', 'latin1'))) });
    expect((await sign(file)).certificates).toMatchObject([{ subject: 'CN=caf\u00e9' }]);
  });

  it('that is empty, without names, certifies nobody', async () => {
    const file = written({ subject: sequence(), extensions: [] });
    const error = await refusalOf(() => sign(file, { profile: 'client' }));
    expect([EXIT_CODES[error.code], error.sentence]).toEqual([
      3,
      expect.stringContaining('names nobody'),
    ]);
  });
});

it.each<[string, Uint8Array, string]>([
  [
    'to be a CA',
    basicConstraints({ ca: true }),
    'asks to be a CA, and the profile intermediate was not said',
  ],
  [
    'for a critical extension',
    extension('1.2.3.4', true, nul),
    'asks for the critical extension 1.2.3.4, which nobody here knows: verifiers would refuse the certificate',
  ],
])('a request that asks %s is the subject of the sentence', async (_, asked, said) => {
  const file = written({ extensions: [san(dns('a.lan')), asked] });
  const { code, sentence, message, details } = await refusalOf(() => sign(file));
  expect([code, sentence, details]).toEqual([
    'request-refused',
    `"${file}" ${said}`,
    { path: file },
  ]);
  expect(message).toBe(sentence);
});

describe('extensions', () => {
  const rows: [string, Partial<ForeignRequest>, string][] = [
    [
      'two subjectAltNames',
      { extensions: [san(dns('a.lan')), san(dns('b.lan'))] },
      'the extension subjectAltName is there more than once',
    ],
    [
      'two attributes',
      { attributes: [extensionRequest([san(dns('a.lan'))]), extensionRequest([])] },
      'the extensions are asked for more than once',
    ],
    [
      'two values of one attribute',
      { attributes: [extensionRequest([san(dns('a.lan'))], [])] },
      'the extensions are asked for more than once',
    ],
    [
      'an attribute without value',
      { attributes: [extensionRequest()] },
      'the extensions are asked for more than once',
    ],
    ['an empty subjectAltName', { extensions: [san()] }, 'the subjectAltName is empty'],
    [
      'a subjectAltName that is none',
      { extensions: [extension(SAN, false, octetString(Uint8Array.of(1)))] },
      'the extension subjectAltName is malformed',
    ],
    ['a blank for a name', { extensions: [san(dns(' '))] }, 'which is empty'],
    [
      'a name with a blank',
      { extensions: [san(dns('a b'))] },
      'which is not in the preferred name syntax',
    ],
    [
      'an empty label',
      { extensions: [san(dns('a..b'))] },
      'which is not in the preferred name syntax',
    ],
    [
      'a dot at the end',
      { extensions: [san(dns('a.lan.'))] },
      'which is not in the preferred name syntax',
    ],
    [
      'a wildcard inside',
      { extensions: [san(dns('a.*.lan'))] },
      'which is not in the preferred name syntax',
    ],
    ['a name beyond ASCII', { extensions: [san(dns('b\u00fccher.lan'))] }, 'which is no IA5String'],
    ['a relative URI', { extensions: [san(uri('path/only'))] }, 'which is no absolute URI'],
    [
      'a URI of its scheme alone',
      { extensions: [san(uri('spiffe:'))] },
      'which is no absolute URI',
    ],
    [
      'a URI without host',
      { extensions: [san(uri('spiffe:///a'))] },
      'whose authority names no host',
    ],
    ['a mailbox without @', { extensions: [san(email('nobody'))] }, 'which is no mailbox'],
    [
      'an address of 5 octets',
      { extensions: [san(ip(1, 2, 3, 4, 5))] },
      'which has neither the 4 octets',
    ],
    [
      'a network',
      { extensions: [san(ip(10, 0, 0, 0, 255, 0, 0, 0))] },
      'which has neither the 4 octets',
    ],
    [
      'a critical subjectKeyIdentifier',
      {
        extensions: [
          san(dns('a.lan')),
          extension('2.5.29.14', true, octetString(Uint8Array.of(1))),
        ],
      },
      'the extension subjectKeyIdentifier is critical, and must not be',
    ],
    [
      'a keyUsage without bits',
      {
        extensions: [san(dns('a.lan')), extension('2.5.29.15', true, bitString(new Uint8Array()))],
      },
      'the keyUsage has no bit set',
    ],
    [
      'an empty extKeyUsage',
      { extensions: [san(dns('a.lan')), extension('2.5.29.37', false, sequence())] },
      'the extKeyUsage is empty',
    ],
  ];

  it.each(rows)('with %s are refused, and inspect finds the fault', async (_, content, fault) => {
    const file = written(content);
    const error = await refusalOf(() => sign(file));
    expect([EXIT_CODES[error.code], error.sentence]).toEqual([3, expect.stringContaining(fault)]);
    const { items } = await inspect({ files: [file] }, testPorts());
    const findings = items.flatMap((item) => ('findings' in item ? item.findings : []));
    expect(findings.map(({ message }) => message).join()).toContain(fault);
  });

  it.each<[string, Partial<ForeignRequest>]>([
    ['none', { attributes: [] }],
    ['one that nobody copies', { extensions: [subjectKeyIdentifier(Uint8Array.of(1))] }],
    [
      'a basicConstraints that is not critical',
      { extensions: [extension('2.5.29.19', false, sequence())] },
    ],
  ])('with %s are certified', async (_, content) => {
    const file = written({ subject: commonNames('a'), ...content });
    const { certificates } = await sign(file, { subjectAltNames: [parseGeneralName('a.lan')] });
    expect(certificates).toMatchObject([{ subjectAltNames: ['dns:a.lan'] }]);
  });
});
