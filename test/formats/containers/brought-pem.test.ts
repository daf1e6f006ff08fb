// What people bring: PEM as shells, YAML, JSON, mails and environment variables leave it, BER, and OpenSSL's trust settings.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BundlePart, decodeBundle } from '../../../src/formats/containers/bundle.js';
import {
  decodeBroughtCertificates,
  decodeCertificates,
} from '../../../src/formats/containers/certificate-file.js';
import { encodePem } from '../../../src/formats/containers/pem.js';
import { openPrivateKey } from '../../../src/formats/keys/opening.js';
import { findPrivateKey } from '../../../src/formats/keys/private-key.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { toHex } from '../../../src/pki/der/hex.js';
import {
  integer,
  nul,
  octetString,
  oid,
  sequence,
  set,
  tlv,
  utf8String,
} from '../../support/der.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { asBer } from '../../support/in-ber.js';
import { inspectFixture } from '../../support/inspect-fixture.js';
import { refusalOf } from '../../support/refusal-of.js';
import { storeSamples } from '../../support/store-samples.js';

const { key, endEntity, root } = storeSamples();
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const certificate = encodePem('CERTIFICATE', endEntity).replace(/^\n+/, '');
const anchor = encodePem('CERTIFICATE', root);
const plainKey = encodePem('PRIVATE KEY', key.privateKeyInfo);
const indented = (text: string) => text.replace(/^(?=.)/gm, '    ');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Each part as what it is, its octets and how many notes it has. */
const shape = (parts: readonly BundlePart[]) =>
  parts.map((part) => ('der' in part ? `${part.kind} ${toHex(part.der)}` : part.kind));
const notesOf = (parts: readonly BundlePart[]) => [
  ...new Set(parts.flatMap(({ notes }) => notes ?? [])),
];
const both = [`certificate ${toHex(endEntity)}`, `certificate ${toHex(root)}`];

describe('PEM in a right form has no notes', () => {
  it.each([
    ['as it stands', certificate + anchor],
    ['with a byte order mark and CRLF', `\ufeff${certificate}${anchor}`.replaceAll('\n', '\r\n')],
    ['with text around', `subject=x\n${certificate}issuer=y\n${anchor}end`],
  ])('%s', (_, text) => {
    const parts = decodeBundle(utf8(text));
    expect([shape(parts), notesOf(parts)]).toEqual([both, []]);
  });
});

describe('mangled PEM is read with a note', () => {
  it.each<[string, string, RegExp]>([
    ['line ends became blanks', (certificate + anchor).replaceAll('\n', ' '), /without line ends/],
    ['line ends are gone', (certificate + anchor).replaceAll('\n', ''), /without line ends/],
    ['line ends are \\n', (certificate + anchor).replaceAll('\n', '\\n'), /\\n in place/],
    ['line ends are \\r\\n', (certificate + anchor).replaceAll('\n', '\\r\\n'), /\\n in place/],
    ['line ends are \\\\n', (certificate + anchor).replaceAll('\n', '\\\\n'), /\\n in place/],
    [
      'a variable in quotes',
      `CERT="${certificate.replaceAll('\n', '\\n')}"\nCA="${anchor.replaceAll('\n', '\\n')}"\n`,
      /begins inside a line/,
    ],
    ['JSON', JSON.stringify({ a: certificate, b: anchor }).replaceAll('/', '\\/'), /inside a line/],
    ['indented in YAML', `tls.crt: |\n${indented(certificate + anchor)}`, /indented/],
    ['indented by tabs', (certificate + anchor).replace(/^(?=.)/gm, '\t'), /indented/],
    ['glued', (certificate + anchor).replace('-----\n-----', '----------'), /glued/],
    ['quoted in a mail', (certificate + anchor).replace(/^(?=.)/gm, '> '), /quoted with >/],
    ['quoted twice', (certificate + anchor).replace(/^(?=.)/gm, '>> '), /quoted with >/],
    ['quoted line by line', (certificate + anchor).replace(/^(.+)$/gm, '"$1",'), /inside a line/],
    ['base64 of it', base64(certificate + anchor), /base64 around a PEM/],
    [
      'base64 of it in lines, in quotes',
      `"${base64(certificate + anchor).replace(/.{76}/g, '$&\n')}"\n`,
      /base64 around a PEM/,
    ],
    [
      'base64 of a mangled one',
      base64((certificate + anchor).replaceAll('\n', ' ')),
      /without line/,
    ],
    ['one right, one not', certificate + indented(anchor), /indented/],
  ])('%s', (_, text, note) => {
    const parts = decodeBundle(utf8(text));
    expect(shape(parts)).toEqual(both);
    expect(notesOf(parts).join()).toMatch(note);
    expect(notesOf(parts).join()).toMatch(/^(is|has) /);
    expect(decodeBroughtCertificates(utf8(text)).certificates).toHaveLength(2);
  });

  it('base64 without BEGIN and END', () => {
    const parts = decodeBundle(utf8(Buffer.from(endEntity).toString('base64')));
    expect(shape(parts)).toEqual(both.slice(0, 1));
    expect(notesOf(parts)).toEqual([expect.stringMatching(/without BEGIN and END/)]);
  });

  it.each<[string, (pem: string) => string]>([
    ['blanks', (pem) => pem.replaceAll('\n', ' ')],
    ['\\n', (pem) => pem.replaceAll('\n', '\\n')],
    ['indented', indented],
    ['base64', base64],
  ])('keys too: %s', async (_, mangle) => {
    for (const [pem, password] of [
      [plainKey, undefined],
      [fixtureKey('ec-p256.pbes2-aes256'), 'fixture-password'],
      [fixtureKey('rsa-2048.pkcs1-aes128'), 'fixture-password'],
    ] as const) {
      const found = findPrivateKey(utf8(mangle(pem)), 'brought');
      expect(found.notes?.join()).toMatch(/^(is|has) /);
      const right = await openPrivateKey(findPrivateKey(utf8(pem)), password, nodeCrypto);
      expect(toHex(await openPrivateKey(found, password, nodeCrypto))).toBe(toHex(right));
    }
  });

  it('and refused where a product is to load it', async () => {
    const text = utf8(indented(plainKey));
    expect((await refusalOf(() => findPrivateKey(text))).code).toBe('input-wrong-kind');
    const other = utf8(indented(certificate));
    expect((await refusalOf(() => decodeCertificates(other))).code).toBe('input-wrong-kind');
  });
});

describe('what cannot be read says the true fault and its line', () => {
  const line = (pem: string, at: number, change: (line: string) => string) =>
    pem
      .split('\n')
      .map((text, index) => (index + 1 === at ? change(text) : text))
      .join('\n');
  it.each<[string, string, RegExp]>([
    [
      'a letter of no base64',
      line(certificate, 3, (l) => `${l.slice(1)}*`),
      /not base64 \(line 3\)/,
    ],
    [
      'the same in a second block',
      certificate + line(anchor, 2, (l) => `${l.slice(1)}*`),
      new RegExp(`not base64 \\(line ${certificate.split('\n').length + 1}\\)`),
    ],
    [
      'the same, indented',
      `a:\n${indented(line(anchor, 2, (l) => `${l.slice(1)}*`))}`,
      /\(line 3\)/,
    ],
    ['no END', certificate.replace(/-----END.*\n/, ''), /no matching END line \(line 1\)/],
    ['another END', certificate.replace('END CERT', 'END X509 CERT'), /END line \(line 1\)/],
    ['plus signs that became blanks', certificate.replace(/[A-Za-z]\n/, '\n'), /not base64/],
    [
      'four hyphens',
      `x\n${certificate.replaceAll('-----', '----')}`,
      /line 2 is nearly a line of PEM/,
    ],
    ['long dashes', certificate.replaceAll('-----', '\u2014--'), /line 1 is nearly a line of PEM/],
    ['no BEGIN', certificate.replace(/.*BEGIN.*\n/, ''), /END line of a PEM block and no BEGIN/],
  ])('%s', async (_, text, sentence) => {
    for (const read of [
      () => failure(decodeBundle(utf8(text))),
      () => decodeBroughtCertificates(utf8(text)).certificates,
    ]) {
      const error = await refusalOf(read);
      expect(error.sentence).toMatch(sentence);
      expect(error.sentence).not.toMatch(/text without PEM/);
    }
  });

  function failure(parts: readonly BundlePart[]) {
    for (const part of parts) if (part.kind === 'fault') throw part.error;
  }

  it('and a damaged block hides no good one, mangled or not', () => {
    const damaged = anchor.replace('MI', '*I');
    for (const text of [certificate + damaged, indented(certificate + damaged)]) {
      expect(decodeBundle(utf8(text)).map(({ kind }) => kind)).toEqual(['certificate', 'fault']);
    }
  });
});

describe('BER', () => {
  const signed = (...certificates: Uint8Array[]) =>
    sequence(
      oid('1.2.840.113549.1.7.2'),
      tlv(
        0xa0,
        sequence(
          integer(1),
          set(),
          sequence(oid('1.2.840.113549.1.7.1')),
          tlv(0xa0, ...certificates),
          set(),
        ),
      ),
    );
  it.each<[string, Uint8Array, string[]]>([
    ['a certificate', asBer(endEntity), both.slice(0, 1)],
    ['a certificate in pieces', asBer(endEntity, true), both.slice(0, 1)],
    ['PKCS#7', asBer(signed(endEntity, root)), both],
    ['PKCS#7 in PEM', utf8(encodePem('PKCS7', asBer(signed(endEntity, root)))), both],
    ['a certificate in PEM', utf8(encodePem('CERTIFICATE', asBer(endEntity))), both.slice(0, 1)],
    ['two, one behind the other', Buffer.concat([asBer(endEntity), root]), both],
  ])('%s is read with a note', (_, bytes, expected) => {
    const parts = decodeBundle(bytes);
    expect(shape(parts)).toEqual(expected);
    expect(parts[0]?.notes?.join()).toMatch(/^is BER /);
  });

  it.each<[string, Uint8Array]>([
    ['PKCS#8', asBer(key.privateKeyInfo)],
    ['PKCS#8 in pieces', asBer(key.privateKeyInfo, true)],
    ['PKCS#8 in PEM', utf8(encodePem('PRIVATE KEY', asBer(key.privateKeyInfo)))],
    ['PKCS#8 in base64', utf8(Buffer.from(asBer(key.privateKeyInfo)).toString('base64'))],
    [
      'PKCS#8 with BER inside',
      sequence(
        integer(0),
        sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')),
        octetString(
          asBer(Buffer.from(nodeCrypto.encodeTraditionalKey(key.privateKeyInfo)?.der ?? nul)),
        ),
      ),
    ],
  ])('a key in %s is read with a note', async (_, bytes) => {
    const found = findPrivateKey(bytes, 'brought');
    expect(found.notes?.join()).toMatch(/is BER/);
    const opened = await openPrivateKey(found, undefined, nodeCrypto);
    expect(toHex(nodeCrypto.publicKeyOf(opened))).toBe(toHex(key.subjectPublicKeyInfo));
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing inside', Buffer.from('MIAAAA==', 'base64'), /is BER of an unknown kind/],
    ['the same in base64', utf8('MIAAAA=='), /BER of an unknown kind/],
    ['its end missing', asBer(endEntity).slice(0, 100), /is BER .*damaged or cut off/],
  ])('that cannot be read says so: %s', async (_, bytes, sentence) => {
    const failing = () => {
      for (const part of decodeBundle(bytes)) if (part.kind === 'fault') throw part.error;
    };
    expect((await refusalOf(failing)).sentence).toMatch(sentence);
    expect((await refusalOf(() => decodeBroughtCertificates(bytes).certificates)).sentence).toMatch(
      /BER/,
    );
    expect((await refusalOf(() => findPrivateKey(bytes, 'brought'))).sentence).toMatch(/BER/);
  });
});

describe('TRUSTED CERTIFICATE', () => {
  const trusted = (...members: Uint8Array[]) =>
    utf8(encodePem('TRUSTED CERTIFICATE', Buffer.concat([root, sequence(...members)])));
  const [SERVER, CLIENT] = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'];
  it.each<[string, Uint8Array, unknown]>([
    [
      'uses, rejections and a name',
      trusted(sequence(oid(CLIENT)), tlv(0xa0, oid(SERVER)), utf8String('Büro')),
      { trusted: [CLIENT], rejected: [SERVER], alias: 'Büro' },
    ],
    ['nothing said', trusted(), { trusted: undefined, rejected: [], alias: undefined }],
    [
      'nothing behind it',
      utf8(encodePem('TRUSTED CERTIFICATE', root)),
      { trusted: undefined, rejected: [], alias: undefined },
    ],
    [
      'as openssl wrote it',
      new Uint8Array(readFileSync(inspectFixture('trusted.crt'))),
      { trusted: [SERVER], rejected: [], alias: undefined },
    ],
  ])('with %s', (_, bytes, settings) => {
    const [part] = decodeBundle(bytes);
    expect(part).toMatchObject({ kind: 'certificate', trust: settings });
  });

  it('of which a part is damaged is refused, and one for some uses only where nobody judges them', async () => {
    const damaged = utf8(
      encodePem('TRUSTED CERTIFICATE', Buffer.concat([root, Buffer.from([0x30, 9])])),
    );
    expect(decodeBundle(damaged).map(({ kind }) => kind)).toEqual(['fault']);
    const rejecting = trusted(tlv(0xa0, oid(SERVER)));
    const error = await refusalOf(() => decodeBroughtCertificates(rejecting).certificates);
    expect(error.sentence).toMatch(/trusted for some uses only/);
    expect(decodeBroughtCertificates(trusted()).certificates).toHaveLength(1);
  });
});
