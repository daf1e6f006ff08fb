// Certificates and their extensions as inspect reads them: equal to the strict reader, lenient where that one gives up.
import { describe, expect, it } from 'vitest';
import {
  decodeCertificate,
  parseCertificate,
} from '../../src/pki/certificate/certificate-encoding.js';
import { describeExtension } from '../../src/pki/certificate/extension-values.js';
import {
  bitString,
  boolean,
  explicit,
  ia5String,
  integer,
  nul,
  octetString,
  oid,
  sequence,
  set,
  tlv,
  utf8String,
} from '../support/der.js';
import { ecKey, extension, foreignCertificate } from '../support/foreign-certificate.js';
import { inspectFixtureDer } from '../support/inspect-fixture.js';
import { codeOf } from '../support/refusal-of.js';

const key = ecKey();
const ia5 = (tag: number, text: string) => tlv(tag, Buffer.from(text));
const shown = (type: string, value: Uint8Array) =>
  describeExtension({ oid: type, critical: false, value }).value;
const names = (...parts: Uint8Array[]) => shown('2.5.29.17', sequence(...parts));

describe('a certificate', () => {
  it.each(['server.crt', 'ca.crt'])('%s is read as the strict reader does', (name) => {
    const der = inspectFixtureDer(name);
    expect(decodeCertificate(der)).toEqual(parseCertificate(der));
  });

  it('is read though an extension is malformed or a name is of a rare kind', async () => {
    const der = foreignCertificate({
      key,
      extensions: [
        extension('2.5.29.15', true, utf8String('x')),
        extension('2.5.29.17', false, sequence(tlv(0xa3, sequence()), ia5(0x82, 'a.example'))),
      ],
    });
    expect(await codeOf(() => parseCertificate(der))).toBe('input-malformed');
    expect(decodeCertificate(der)).toMatchObject({
      keyUsage: undefined,
      subjectAltNames: ['x400:#3000', 'dns:a.example'],
    });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a cut certificate', inspectFixtureDer('server.crt').subarray(0, 200)],
    ['a date that does not exist', foreignDate('20261332000000Z')],
    ['a request', inspectFixtureDer('request.csr')],
  ])('%s is malformed', async (_, der) => {
    expect(await codeOf(() => decodeCertificate(der))).toBe('input-malformed');
  });

  function foreignDate(text: string): Uint8Array {
    const der = Buffer.from(inspectFixtureDer('server.crt'));
    der.set(Buffer.from(text.slice(2, 14)), der.indexOf('261017000000Z'));
    return der;
  }
});

describe('the extensions of a certificate that has them all', () => {
  const { extensions } = decodeCertificate(inspectFixtureDer('odd.crt'));
  const all = extensions.map(describeExtension);

  it.each([
    ['basicConstraints', true, ['cA: true', 'pathLenConstraint: 1']],
    ['keyUsage', true, ['keyCertSign', 'cRLSign']],
    [
      'subjectAltName',
      false,
      [
        'dns:A.Example',
        'ip:10.0.0.5',
        'ip:fe80::1',
        'email:a@b.c',
        'uri:http://x/y',
        'rid:1.2.3.4',
        'dirname:CN=odd,C=DE',
        'upn:user@x',
        'other:1.2.3.4=#30030c0178',
      ],
    ],
    ['issuerAltName', false, ['dns:i.example']],
    [
      'nameConstraints',
      true,
      [
        'permitted dns:.example',
        'permitted ip:fd00::/16',
        'permitted email:.b.c',
        'permitted dirname:CN=odd,C=DE',
        'excluded ip:10.0.0.0/8',
      ],
    ],
    [
      'certificatePolicies',
      false,
      ['1.2.3.4', '1.3.5.8 (cPS: http://cps; userNotice: Org 1, 2, Notice)'],
    ],
    ['policyMappings', false, ['1.2.3.4 = 1.2.3.5']],
    ['policyConstraints', true, ['requireExplicitPolicy: 2', 'inhibitPolicyMapping: 0']],
    ['inhibitAnyPolicy', true, ['3']],
    [
      'cRLDistributionPoints',
      false,
      [
        'uri:http://x/c.crl, dirname:CN=odd,C=DE (reasons: keyCompromise, cACompromise)',
        'nameRelativeToCRLIssuer: CN=rel (cRLIssuer: dirname:CN=odd,C=DE)',
      ],
    ],
    ['freshestCRL', false, ['uri:http://x/d.crl']],
    ['authorityInfoAccess', false, ['ocsp: uri:http://ocsp', 'caIssuers: uri:http://ca']],
    ['subjectInfoAccess', false, ['caRepository: uri:http://repo']],
    ['extKeyUsage', false, ['serverAuth', 'clientAuth', '1.2.3.4.5']],
    ['tlsFeature', false, ['status_request']],
    ['netscapeComment', false, ['a comment']],
    ['netscapeCertType', false, ['sslServer', 'sslCA']],
    ['ocspNoCheck', false, []],
  ])('%s', (name, critical, value) => {
    expect(all.find((one) => one.name === name)).toMatchObject({
      critical,
      value,
      isMalformed: false,
    });
  });

  it('an unknown one is shown in hex', () => {
    const unknown = {
      oid: '1.2.3.4.5.6',
      critical: true,
      value: ['3003020105'],
      isMalformed: false,
    };
    expect(all).toContainEqual(unknown);
    expect(all).toHaveLength(21);
  });
});

describe('single extensions', () => {
  it.each([
    ['a party', names(tlv(0xa5, explicit(1, utf8String('party')))), ['edi:party']],
    [
      'an assigner and a party',
      names(tlv(0xa5, explicit(0, utf8String('who')), explicit(1, utf8String('party')))),
      ['edi:who/party'],
    ],
    ['an X.400 address', names(tlv(0xa3, sequence(nul))), ['x400:#30020500']],
    ['an address of three octets', names(tlv(0x87, Uint8Array.of(1, 2, 3))), ['ip:#010203']],
    ['a kind that does not exist', names(tlv(0x89, Uint8Array.of(1))), ['unknown:#890101']],
    [
      'a mask with a hole',
      names(tlv(0x87, Uint8Array.of(10, 0, 0, 0, 255, 0, 255, 0))),
      ['ip:10.0.0.0/255.0.255.0'],
    ],
    ['anyPolicy', shown('2.5.29.32', sequence(sequence(oid('2.5.29.32.0')))), ['anyPolicy']],
    [
      'a policy qualifier that is not known',
      shown('2.5.29.32', sequence(sequence(oid('1.2.3'), sequence(sequence(oid('1.2.9'), nul))))),
      ['1.2.3 (1.2.9: #0500)'],
    ],
    [
      'a large number',
      shown('2.5.29.20', integer(Buffer.alloc(20, 0x7f))),
      [String(BigInt(`0x${'7f'.repeat(20)}`))],
    ],
    ['a negative number', shown('2.5.29.20', integer(Uint8Array.of(0xff))), ['0xff']],
    [
      'an issuing distribution point',
      shown('2.5.29.28', sequence(tlv(0x81, Uint8Array.of(0xff)), tlv(0x84, Uint8Array.of(0)))),
      ['onlyContainsUserCerts', 'indirectCRL: false'],
    ],
    [
      'a usage period',
      shown('2.5.29.16', sequence(tlv(0x80, Buffer.from('20260101000000Z')))),
      ['notBefore: 2026-01-01T00:00:00Z'],
    ],
    [
      'a template of Windows',
      shown('1.3.6.1.4.1.311.20.2', tlv(0x1e, Buffer.from('\0W\0e\0b'))),
      ['Web'],
    ],
    ['long and unknown', shown('1.2.3', new Uint8Array(100)), [`${'00'.repeat(64)}… (100 octets)`]],
    [
      'a subtree with a minimum',
      shown(
        '2.5.29.30',
        sequence(explicit(0, sequence(ia5(0x82, 'a'), tlv(0x80, Uint8Array.of(2))))),
      ),
      ['permitted dns:a minimum 2'],
    ],
    ['reasonCode', shown('2.5.29.21', tlv(0x0a, Uint8Array.of(9))), ['privilegeWithdrawn']],
  ])('%s', (_, value, expected) => {
    expect(value).toEqual(expected);
  });

  it.each([
    ['2.5.29.19', set(boolean(true))],
    ['2.5.29.15', bitString(new Uint8Array(), 9)],
    ['2.5.29.17', sequence(tlv(0xa4, set()))],
    ['2.5.29.31', sequence(sequence(explicit(0, ia5String('x'))))],
    ['2.5.29.37', sequence(nul)],
    ['1.3.6.1.5.5.7.1.1', sequence(sequence(nul))],
    ['2.5.29.14', octetString(new Uint8Array()).subarray(0, 1)],
  ])('a malformed %s is shown in hex', (type, value) => {
    expect(describeExtension({ oid: type, critical: true, value })).toMatchObject({
      value: [Buffer.from(value).toString('hex')],
      isMalformed: true,
    });
  });
});
