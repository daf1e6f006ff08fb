// Algorithms, keys, identifiers, critical extensions and encoding.
import { generateKeyPairSync } from 'node:crypto';
import { boolean, integer, rdn, time } from '../der.js';
import {
  ecKey,
  extension,
  type ForeignKey,
  foreignKey,
  pssSigning,
  type Signing,
} from '../foreign-certificate.js';
import {
  aki,
  bitString,
  type Changes,
  dnsName,
  inhibitAnyPolicy,
  type MadeOptions,
  nul,
  octetString,
  OID,
  oid,
  policies,
  policyConstraints,
  policyMappings,
  san,
  sequence,
  ski,
  tlv,
  uriName,
} from '../path-builder.js';
import { authority, type CaseRow, daysAhead, host, rsa, threeParts, usual } from './case.js';
import { critically } from './use-cases.js';

const PLACES = ['leaf', 'intermediate', 'root'] as const;
const CAS = ['intermediate', 'root'] as const;
const change = (place: (typeof PLACES)[number], changes: Changes) => ({ [place]: { changes } });

export function formCases(): CaseRow[] {
  return [
    ...keys(),
    ...signatures(),
    ...identifiers(),
    ...criticalExtensions(),
    ...serials(),
    ...repeated(),
    ...policyRows(),
    ...encodings(),
  ];
}

function keys(): CaseRow[] {
  const all: [string, ForeignKey][] = [
    ...(['P-384', 'P-521', 'P-224', 'secp256k1', 'brainpoolP256r1'] as const).map(
      (curve): [string, ForeignKey] => [curve, ecKey(curve)],
    ),
    ['Ed25519', foreignKey(generateKeyPairSync('ed25519').privateKey)],
    ['Ed448', foreignKey(generateKeyPairSync('ed448').privateKey)],
    ['RSA 1024', rsa('rsa-1024')],
    ['RSA 2048', rsa('rsa-2048')],
    ['RSA 4096', rsa('rsa-4096')],
    ['RSA 1536', rsa('rsa-1536')],
    ['RSA 768', rsa('rsa-768')],
    ['RSA with exponent 3', rsa('rsa-2048-exponent-3')],
  ];
  const pss = rsa('rsa-pss-2048');
  const explicitKey = foreignKey(
    generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).privateKey,
  );
  return [
    ...all.flatMap(([name, key]) =>
      PLACES.map((place) => usual(`key ${name}: ${place}`, { [place]: { key } })),
    ),
    usual('key RSA-PSS: leaf', { leaf: { key: pss } }),
    usual('key RSA-PSS: intermediate', {
      intermediate: { key: pss },
      leaf: { signing: pssSigning('sha256', '2.16.840.1.101.3.4.2.1', 32) },
    }),
    usual('key with explicit parameters: leaf', { leaf: { key: explicitKey } }),
    usual('key with explicit parameters: intermediate', { intermediate: { key: explicitKey } }),
  ];
}

const rsaWith = (identifier: string, hash: string): Signing => ({
  identifier: sequence(oid(identifier), nul),
  hash,
});
const ecWith = (identifier: string, hash: string): Signing => ({
  identifier: sequence(oid(identifier)),
  hash,
});

const SHA1_RSA = rsaWith('1.2.840.113549.1.1.5', 'sha1');

function signatures(): CaseRow[] {
  const key = rsa('rsa-2048');
  const byRsa: [string, Signing][] = [
    ['SHA-1 with RSA', SHA1_RSA],
    ['MD5 with RSA', rsaWith('1.2.840.113549.1.1.4', 'md5')],
    ['SHA-224 with RSA', rsaWith('1.2.840.113549.1.1.14', 'sha224')],
    ['SHA-384 with RSA', rsaWith('1.2.840.113549.1.1.12', 'sha384')],
    ['SHA-512 with RSA', rsaWith('1.2.840.113549.1.1.13', 'sha512')],
    ['RSASSA-PSS with SHA-256', pssSigning('sha256', '2.16.840.1.101.3.4.2.1', 32)],
    ['RSASSA-PSS with SHA-512', pssSigning('sha512', '2.16.840.1.101.3.4.2.3', 64)],
  ];
  const byEc: [string, Signing][] = [
    ['SHA-1 with ECDSA', ecWith('1.2.840.10045.4.1', 'sha1')],
    ['SHA-224 with ECDSA', ecWith('1.2.840.10045.4.3.1', 'sha224')],
    ['SHA-384 with ECDSA', ecWith('1.2.840.10045.4.3.3', 'sha384')],
    ['SHA-512 with ECDSA', ecWith('1.2.840.10045.4.3.4', 'sha512')],
  ];
  const direct = (name: string, signing: Signing, rootKey?: ForeignKey): CaseRow => {
    const top = authority('Root', undefined, rootKey && { key: rootKey });
    return {
      name: `signed directly below the root with ${name}`,
      chain: [host(top, { signing })],
      anchors: [top],
    };
  };
  return [
    ...byRsa.map(([name, signing]) =>
      usual(`${name}: leaf`, { intermediate: { key }, leaf: { signing } }),
    ),
    ...byEc.map(([name, signing]) => usual(`${name}: leaf`, { leaf: { signing } })),
    usual('SHA-1 with RSA: intermediate', { root: { key }, intermediate: { signing: SHA1_RSA } }),
    usual('MD5 with RSA: intermediate', {
      root: { key },
      intermediate: { signing: rsaWith('1.2.840.113549.1.1.4', 'md5') },
    }),
    usual('SHA-1 with RSA: root', { root: { key, signing: SHA1_RSA } }),
    usual('MD5 with RSA: root', { root: { key, signing: rsaWith('1.2.840.113549.1.1.4', 'md5') } }),
    direct('SHA-1 with RSA', SHA1_RSA, key),
    direct('SHA-1 with ECDSA', ecWith('1.2.840.10045.4.1', 'sha1')),
    usual('an unknown algorithm: leaf', {
      leaf: { signatureAlgorithm: sequence(oid('1.2.3.4.5')) },
    }),
    usual('an algorithm of another kind of key: leaf', {
      leaf: { signatureAlgorithm: SHA1_RSA.identifier },
    }),
    usual('RSA without NULL: leaf', {
      intermediate: { key },
      leaf: { signing: { identifier: sequence(oid('1.2.840.113549.1.1.11')), hash: 'sha256' } },
    }),
  ];
}

function identifiers(): CaseRow[] {
  const wrong = new Uint8Array(20).fill(7);
  const [, middle, top] = threeParts();
  const serialAki = extension(
    OID.aki,
    false,
    sequence(tlv(0xa1, tlv(0xa4, top.name)), tlv(0x82, Uint8Array.of(9, 9))),
  );
  return [
    ...PLACES.flatMap((place) => [
      usual(`no authorityKeyIdentifier: ${place}`, change(place, { [OID.aki]: undefined })),
      usual(`no subjectKeyIdentifier: ${place}`, change(place, { [OID.ski]: undefined })),
      usual(`wrong authorityKeyIdentifier: ${place}`, change(place, { [OID.aki]: aki(wrong) })),
      usual(`wrong subjectKeyIdentifier: ${place}`, change(place, { [OID.ski]: ski(wrong) })),
    ]),
    usual('no identifiers at all', {
      leaf: { changes: { [OID.aki]: undefined, [OID.ski]: undefined } },
      intermediate: { changes: { [OID.aki]: undefined, [OID.ski]: undefined } },
      root: { changes: { [OID.aki]: undefined, [OID.ski]: undefined } },
    }),
    usual(
      'empty authorityKeyIdentifier: leaf',
      change('leaf', { [OID.aki]: extension(OID.aki, false, sequence()) }),
    ),
    usual(
      'empty subjectKeyIdentifier: leaf',
      change('leaf', { [OID.ski]: ski(new Uint8Array(0)) }),
    ),
    usual(
      'critical authorityKeyIdentifier: leaf',
      change('leaf', { [OID.aki]: critically(aki(wrong)) }),
    ),
    usual(
      'critical subjectKeyIdentifier: leaf',
      change('leaf', { [OID.ski]: critically(ski(wrong)) }),
    ),
    usual('critical subjectKeyIdentifier: intermediate', {
      intermediate: { key: middle.key, changes: { [OID.ski]: critically(ski(wrong)) } },
      leaf: { changes: { [OID.aki]: undefined } },
    }),
    ...[top, middle].map((named, i) =>
      usual(`authorityKeyIdentifier with a ${i === 0 ? 'right' : 'wrong'} issuer: intermediate`, {
        root: { serialNumber: Uint8Array.of(9) },
        intermediate: {
          changes: {
            [OID.aki]: extension(
              OID.aki,
              false,
              sequence(tlv(0xa1, tlv(0xa4, named.name)), tlv(0x82, Uint8Array.of(9))),
            ),
          },
        },
      }),
    ),
    usual('authorityKeyIdentifier with another serial number: intermediate', {
      intermediate: { changes: { [OID.aki]: serialAki } },
    }),
  ];
}

function criticalExtensions(): CaseRow[] {
  const unknown = (critical: boolean) => ({
    more: [extension('1.3.6.1.4.1.99999.7', critical, nul)],
  });
  const added = (
    name: string,
    type: string,
    value: Uint8Array,
    place: (typeof PLACES)[number] = 'leaf',
  ) => usual(`critical ${name}: ${place}`, { [place]: { more: [extension(type, true, value)] } });
  const points = sequence(sequence(tlv(0xa0, tlv(0xa0, uriName('http://crl.example/x')))));
  const access = sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), uriName('http://ocsp.example')));
  return [
    ...PLACES.map((place) =>
      usual(`unknown critical extension: ${place}`, { [place]: unknown(true) }),
    ),
    ...PLACES.map((place) => usual(`unknown extension: ${place}`, { [place]: unknown(false) })),
    added('cRLDistributionPoints', OID.cdp, points),
    added('authorityInfoAccess', '1.3.6.1.5.5.7.1.1', access),
    added('certificatePolicies', OID.cp, sequence(sequence(oid('1.2.3.4')))),
    added('issuerAltName', OID.ian, sequence(dnsName('a.example'))),
    added('TLS feature', '1.3.6.1.5.5.7.1.24', sequence(integer(5))),
    added('netscapeCertType', '2.16.840.1.113730.1.1', bitString(Uint8Array.of(0xc0), 6)),
    added(
      'subjectDirectoryAttributes',
      '2.5.29.9',
      sequence(sequence(oid('1.2.3.4'), tlv(0x31, nul))),
    ),
    added('freshestCRL', '2.5.29.46', points),
    added(
      'privateKeyUsagePeriod',
      '2.5.29.16',
      sequence(tlv(0x80, Buffer.from('20200101000000Z'))),
    ),
    added('OCSP no check', '1.3.6.1.5.5.7.48.1.5', nul),
    added('proxyCertInfo', '1.3.6.1.5.5.7.1.14', sequence(sequence(oid('1.3.6.1.5.5.7.21.1')))),
    usual('netscapeCertType for servers only: leaf', {
      leaf: {
        more: [extension('2.16.840.1.113730.1.1', false, bitString(Uint8Array.of(0x40), 6))],
      },
    }),
    usual('netscapeCertType for clients only: leaf', {
      leaf: {
        more: [extension('2.16.840.1.113730.1.1', false, bitString(Uint8Array.of(0x80), 7))],
      },
    }),
  ];
}

function serials(): CaseRow[] {
  const numbers: [string, Uint8Array][] = [
    ['0', Uint8Array.of(0)],
    ['negative', Uint8Array.of(0x80, 1)],
    ['of 20 octets', new Uint8Array(20).fill(0x41)],
    ['of 21 octets', new Uint8Array(21).fill(0x41)],
    ['of 40 octets', new Uint8Array(40).fill(0x41)],
    ['with a superfluous octet', Uint8Array.of(0, 1)],
  ];
  return [
    ...numbers.map(([name, serialNumber]) =>
      usual(`serial number ${name}: leaf`, { leaf: { serialNumber } }),
    ),
    usual('serial number negative: intermediate', {
      intermediate: { serialNumber: Uint8Array.of(0x80, 1) },
    }),
    usual('serial number negative: root', { root: { serialNumber: Uint8Array.of(0x80, 1) } }),
  ];
}

function repeated(): CaseRow[] {
  const names = san(dnsName('b.example'));
  const unknown = extension('1.3.6.1.4.1.99999.7', false, nul);
  return [
    usual('subjectAltName twice: leaf', { leaf: { more: [names] } }),
    usual('an unknown extension twice: leaf', { leaf: { more: [unknown, unknown] } }),
    usual('an unknown extension twice: intermediate', {
      intermediate: { more: [unknown, unknown] },
    }),
    usual('an unknown extension twice: root', { root: { more: [unknown, unknown] } }),
    usual('an empty list of extensions: leaf', { leaf: { changes: noExtensions(), more: [] } }),
  ];
}

const noExtensions = (): Changes =>
  Object.fromEntries(
    [OID.ski, OID.aki, OID.ku, OID.san, OID.eku, OID.bc].map((one) => [one, undefined]),
  );

function policyRows(): CaseRow[] {
  const explicit = policyConstraints({ explicitPolicy: 0 });
  return [
    usual('a policy: leaf', { leaf: { more: [policies('1.2.3.4')] } }),
    usual('explicit policy demanded, none there', { intermediate: { more: [explicit] } }),
    usual('explicit policy demanded and there', {
      intermediate: { more: [explicit, policies('1.2.3.4')] },
      leaf: { more: [policies('1.2.3.4')] },
    }),
    usual('explicit policy demanded, another there', {
      intermediate: { more: [explicit, policies('1.2.3.4')] },
      leaf: { more: [policies('1.2.3.5')] },
    }),
    usual('policies mapped', {
      intermediate: { more: [policies('1.2.3.4'), policyMappings(['1.2.3.4', '1.2.3.5'])] },
      leaf: { more: [policies('1.2.3.5')] },
    }),
    usual('anyPolicy inhibited', { intermediate: { more: [inhibitAnyPolicy(0)] } }),
    ...PLACES.map((place) =>
      usual(`a policy twice: ${place}`, { [place]: { more: [policies('1.2.3.4', '1.2.3.4')] } }),
    ),
    usual('no policy: leaf', { leaf: { more: [extension(OID.cp, false, sequence())] } }),
  ];
}

function encodings(): CaseRow[] {
  const generalized = (date: Date) =>
    tlv(
      0x18,
      Buffer.from(
        date
          .toISOString()
          .replace(/\.\d+Z$/, 'Z')
          .replace(/[-:T]/g, ''),
      ),
    );
  const leafValidity = (validity: readonly Uint8Array[]): { leaf: MadeOptions } => ({
    leaf: { validity },
  });
  const berTrue = extension(OID.bc, true, sequence(tlv(0x01, Uint8Array.of(1))));
  const short = tlv(0x17, Buffer.from('2601010000Z'));
  return [
    usual(
      'GeneralizedTime before 2050: leaf',
      leafValidity([generalized(daysAhead(-9)), generalized(daysAhead(9))]),
    ),
    usual('UTCTime without seconds: leaf', leafValidity([short, time(daysAhead(9))])),
    usual('BOOLEAN true as 1: intermediate', change('intermediate', { [OID.bc]: berTrue })),
    usual(
      'BOOLEAN false written out: leaf',
      change('leaf', {
        [OID.san]: sequence(
          oid(OID.san),
          boolean(false),
          octetString(sequence(dnsName('host.example'))),
        ),
      }),
    ),
    usual('keyUsage malformed: leaf', change('leaf', { [OID.ku]: extension(OID.ku, true, nul) })),
    usual(
      'extKeyUsage malformed: leaf',
      change('leaf', { [OID.eku]: extension(OID.eku, false, nul) }),
    ),
    usual(
      'extKeyUsage empty: leaf',
      change('leaf', { [OID.eku]: extension(OID.eku, false, sequence()) }),
    ),
    usual(
      'subjectKeyIdentifier malformed: leaf',
      change('leaf', { [OID.ski]: extension(OID.ski, false, nul) }),
    ),
    usual(
      'authorityKeyIdentifier malformed: leaf',
      change('leaf', { [OID.aki]: extension(OID.aki, false, nul) }),
    ),
    usual('nameConstraints malformed: intermediate', {
      intermediate: { more: [extension(OID.nc, true, nul)] },
    }),
    usual('certificatePolicies malformed: leaf', {
      leaf: { more: [extension(OID.cp, false, nul)] },
    }),
    usual('cRLDistributionPoints of numbers: leaf', {
      leaf: { more: [extension(OID.cdp, false, sequence(integer(5)))] },
    }),
    usual('authorityInfoAccess malformed: leaf', {
      leaf: { more: [extension('1.3.6.1.5.5.7.1.1', false, nul)] },
    }),
    usual(
      'keyUsage with stray bits: leaf',
      change('leaf', { [OID.ku]: extension(OID.ku, true, tlv(0x03, Uint8Array.of(5, 0x81))) }),
    ),
    usual(
      'subjectKeyIdentifier with a long length: leaf',
      change('leaf', { [OID.ski]: extension(OID.ski, false, Uint8Array.of(4, 0x81, 2, 1, 1)) }),
    ),
    ...[
      ['a PrintableString with an at sign', 0x13, [0x61, 0x40]],
      ['a PrintableString with a star', 0x13, [0x2a]],
      ['a NumericString of letters', 0x12, [0x61]],
      ['a TeletexString', 0x14, [0xe9]],
      ['a BMPString', 0x1e, [0, 0x61]],
      ['a UniversalString', 0x1c, [0, 0, 0, 0x61]],
    ].map(([name, tag, octets]) =>
      usual(`subject ${name as string}`, {
        leaf: {
          subject: sequence(
            rdn('2.5.4.3', tlv(tag as number, Uint8Array.from(octets as number[]))),
          ),
        },
      }),
    ),
    usual('an unknown extension with any octets: leaf', {
      leaf: { more: [extension('1.3.6.1.4.1.99999.7', false, Uint8Array.of(0xff, 1))] },
    }),
    ...CAS.map((place) =>
      usual(
        `basicConstraints with octets behind: ${place}`,
        change(place, {
          [OID.bc]: extension(OID.bc, true, Uint8Array.of(...sequence(boolean(true)), 0, 0)),
        }),
      ),
    ),
  ];
}
