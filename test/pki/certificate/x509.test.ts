// Reading certificates of any origin into values.
import { describe, expect, it } from 'vitest';
import { formatDistinguishedName } from '../../../src/pki/names/distinguished-name.js';
import { toHex } from '../../../src/pki/der/hex.js';
import { parseCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import {
  commonNames,
  explicit,
  integer,
  oid,
  sequence,
  tlv,
  utf8String,
} from '../../support/der.js';
import {
  basicConstraints,
  ecKey,
  extension,
  extKeyUsage,
  foreignCertificate,
  type ForeignContent,
  keyUsage,
  subjectKeyIdentifier,
} from '../../support/foreign-certificate.js';
import { codeOf } from '../../support/refusal-of.js';

const key = ecKey();

function parsed(changes: Partial<ForeignContent>) {
  return parseCertificate(foreignCertificate({ key, ...changes }));
}

const generalNames = (...names: Uint8Array[]) =>
  parsed({ extensions: [extension('2.5.29.17', false, sequence(...names))] }).subjectAltNames;

describe('parseCertificate', () => {
  it('reads what a root says', () => {
    const certificate = parsed({
      subject: commonNames('Root', 'Example'),
      extensions: [
        basicConstraints({ ca: true, pathLength: 2 }),
        keyUsage(5, 6),
        subjectKeyIdentifier(Uint8Array.of(0xab, 0xcd)),
      ],
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2051-02-03T04:05:06Z'),
    });
    expect(certificate).toMatchObject({
      version: 3,
      basicConstraints: { ca: true, pathLenConstraint: 2 },
      keyUsage: ['keyCertSign', 'cRLSign'],
      extKeyUsage: undefined,
      subjectAltNames: [],
      subjectKeyIdentifier: 'abcd',
      authorityKeyIdentifier: undefined,
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2051-02-03T04:05:06Z'),
      signatureAlgorithm: '1.2.840.10045.4.3.2',
    });
    expect(formatDistinguishedName(certificate.subject)).toBe('CN=Example,CN=Root');
  });

  it('tells an absent extension from an empty statement', () => {
    expect(parsed({ extensions: [] }).basicConstraints).toBeUndefined();
    expect(parsed({ extensions: [] }).keyUsage).toBeUndefined();
    expect(parsed({ extensions: [basicConstraints({ ca: false })] }).basicConstraints).toEqual({
      ca: false,
    });
  });

  it.each([
    [0, 'digitalSignature'],
    [1, 'nonRepudiation'],
    [2, 'keyEncipherment'],
    [3, 'dataEncipherment'],
    [4, 'keyAgreement'],
    [5, 'keyCertSign'],
    [6, 'cRLSign'],
    [7, 'encipherOnly'],
    [8, 'decipherOnly'],
  ])('reads bit %i of keyUsage as %s', (bit, name) => {
    expect(parsed({ extensions: [keyUsage(bit)] }).keyUsage).toEqual([name]);
  });

  it('reads extKeyUsage by name, dotted where it has none', () => {
    const { extKeyUsage: usages } = parsed({
      extensions: [extKeyUsage('1.3.6.1.5.5.7.3.1', '2.5.29.37.0', '1.2.3.4')],
    });
    expect(usages).toEqual(['serverAuth', 'anyExtendedKeyUsage', '1.2.3.4']);
  });

  it.each([
    ['one octet', Uint8Array.of(1), '01'],
    ['a sign octet before the high bit', Uint8Array.of(0, 0x80, 1), '8001'],
    ['20 octets', new Uint8Array(20).fill(0x7f), '7f'.repeat(20)],
  ])('reads a serial number of %s as lower-case hex, as openssl prints it', (_, octets, hex) => {
    expect(parsed({ serialNumber: octets }).serialNumber).toBe(hex);
  });

  it.each([
    ['dns', tlv(0x82, Buffer.from('es01.lan')), 'dns:es01.lan'],
    ['e-mail', tlv(0x81, Buffer.from('a@example.org')), 'email:a@example.org'],
    ['URI', tlv(0x86, Buffer.from('spiffe://lan/a')), 'uri:spiffe://lan/a'],
    ['IPv4', tlv(0x87, Uint8Array.of(10, 0, 0, 5)), 'ip:10.0.0.5'],
    [
      'IPv6 in its short form',
      tlv(0x87, Uint8Array.of(0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
      'ip:2001:db8::1',
    ],
    [
      'IPv6 with single zeros',
      tlv(0x87, Uint8Array.of(0x20, 1, 0x0d, 0xb8, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1)),
      'ip:2001:db8:0:1:1:1:1:1',
    ],
    ['the unspecified address', tlv(0x87, new Uint8Array(16)), 'ip:::'],
    ['registered identifier', tlv(0x88, oid('1.2.3').subarray(2)), 'rid:1.2.3'],
    ['directory name', tlv(0xa4, commonNames('a', 'b')), 'dirname:CN=b,CN=a'],
  ])('reads a subjectAltName of the kind %s', (_, name, expected) => {
    expect(generalNames(name)).toEqual([expected]);
  });

  it('reads a DNS name of another software as it is encoded', () => {
    expect(generalNames(tlv(0x82, Buffer.from('ES01.Lan')))).toEqual(['dns:ES01.Lan']);
  });

  it('shows a user principal name and reads on', () => {
    const other = tlv(0xa0, oid('1.3.6.1.4.1.311.20.2.3'), explicit(0, utf8String('u@lan')));
    const names = generalNames(other, tlv(0x82, Buffer.from('a.lan')));
    expect(names).toEqual(['upn:u@lan', 'dns:a.lan']);
  });

  it('keeps the very bytes of names', () => {
    const subject = sequence(tlv(0x31, sequence(oid('2.5.4.10'), tlv(0x14, Uint8Array.of(0xfc)))));
    expect(toHex(parsed({ subject }).subjectDer)).toBe(toHex(subject));
  });

  it('keeps the bytes that were signed', () => {
    const der = foreignCertificate({ key });
    const { tbsCertificate, signature } = parseCertificate(der);
    const at = toHex(der).indexOf(toHex(tbsCertificate));
    expect(at).toBe(8);
    expect(toHex(der).endsWith(toHex(signature))).toBe(true);
  });

  const whole = foreignCertificate({ key });

  it('takes bytes behind the certificate for no part of it: its fingerprint must be that of openssl', () => {
    let der: Uint8Array | undefined;
    try {
      ({ der } = parseCertificate(Uint8Array.of(...whole, 0x0a)));
    } catch (error) {
      expect(error).toMatchObject({ code: 'input-malformed' });
      return;
    }
    expect(toHex(der)).toBe(toHex(whole));
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a number', integer(1)],
    ['a cut certificate', whole.subarray(0, whole.length - 10)],
    [
      'a basicConstraints that is a number',
      foreignCertificate({ key, extensions: [extension('2.5.29.19', true, integer(1))] }),
    ],
    [
      'an extension without a value',
      foreignCertificate({ key, extensions: [sequence(oid('2.5.29.19'))] }),
    ],
  ])('refuses %s', async (_, bytes) => {
    expect(await codeOf(() => parseCertificate(bytes))).toBe('input-malformed');
  });
});
