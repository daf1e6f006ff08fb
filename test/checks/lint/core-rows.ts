// Faults of certificates that paths are judged by as well, each with a twin that is right: so that
// the linters are compared over all that we find in one certificate.
import { fixtureKey } from '../../support/fixture-keys.js';
import { daysFromNow } from '../../support/fixed-clock.js';
import { ia5String, printableString, rdn } from '../../support/der.js';
import {
  basicConstraints,
  extension,
  extKeyUsage,
  keyFromPem,
  keyUsage,
} from '../../support/foreign-certificate.js';
import {
  bitString,
  boolean,
  commonNames,
  criticalSan,
  directory,
  dnsName,
  emailName,
  integer,
  ipName,
  nameConstraints,
  nul,
  OID,
  oid,
  policies,
  policyMappings,
  san,
  sequence,
  tlv,
  uriName,
  USE,
  utf8String,
} from '../../support/path-builder.js';
import { ext, intermediate, leaf, type LintRow, point, rowsOf, uri } from './row.js';

const AIA = '1.3.6.1.5.5.7.1.1';
const weak = keyFromPem(fixtureKey('rsa-1024'));
const strong = keyFromPem(fixtureKey('rsa-2048'));
const named = (...parts: readonly Uint8Array[]) => leaf({}, { subject: sequence(...parts) });
const constrained = (value: Uint8Array) => intermediate(ext(OID.nc, value, true));
const utc = (text: string) => tlv(0x17, Buffer.from(text));
const general = (text: string) => tlv(0x18, Buffer.from(text));

/** Whether each must be critical, with a value of its type and who carries it. */
const CRITICALITY: readonly [
  section: string,
  oid: string,
  value: Uint8Array,
  isCritical: boolean,
  where?: typeof leaf,
][] = [
  ['4.2.1.1', OID.aki, sequence(tlv(0x80, new Uint8Array(20).fill(1))), false],
  ['4.2.1.2', OID.ski, tlv(0x04, new Uint8Array(20).fill(1)), false],
  ['4.2.1.3', OID.ku, bitString(Uint8Array.of(0x80), 7), true],
  ['4.2.1.8', '2.5.29.9', sequence(sequence(oid('1.2.3'), tlv(0x31, utf8String('x')))), false],
  ['4.2.1.10', OID.nc, sequence(tlv(0xa0, sequence(dnsName('a.example')))), true, intermediate],
  ['4.2.1.11', OID.pc, sequence(tlv(0x80, Uint8Array.of(0))), true, intermediate],
  ['4.2.1.14', OID.iap, integer(0), true, intermediate],
  ['4.2.1.15', '2.5.29.46', sequence(point({ names: [uri('http://a.example/d.crl')] })), false],
  ['4.2.2.1', AIA, sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), uri('http://a.example'))), false],
  [
    ...(['4.2.2.2', '1.3.6.1.5.5.7.1.11'] as const),
    sequence(sequence(oid('1.3.6.1.5.5.7.48.5'), uri('http://a.example'))),
    ...([false, intermediate] as const),
  ],
];

export const CORE_ROWS: readonly LintRow[] = [
  ...rowsOf('certificate', ['validity-order', 'RFC 5280, 4.1.2.5'], {
    what: 'an end before its start',
    severity: 'error',
    faulty: leaf({}, { notAfter: daysFromNow(-40) }),
    clean: leaf(),
  }),
  ...rowsOf(
    'certificate',
    ['validity-encoding', 'RFC 5280, 4.1.2.5'],
    {
      what: 'a time without seconds',
      severity: 'error',
      faulty: leaf({}, { validity: [utc('2601010000Z'), utc('360101000000Z')] }),
      clean: leaf({}, { validity: [utc('260101000000Z'), utc('360101000000Z')] }),
    },
    {
      what: 'a time of 2036 as GeneralizedTime',
      faulty: leaf({}, { validity: [utc('260101000000Z'), general('20360101000000Z')] }),
      clean: leaf({}, { validity: [utc('260101000000Z'), general('20500101000000Z')] }),
    },
  ),
  ...rowsOf('certificate', ['malformed-extension', 'RFC 5280, 4.2'], {
    what: 'a keyUsage that is text',
    severity: 'error',
    faulty: leaf(ext(OID.ku, utf8String('x'), true)),
    clean: leaf(),
  }),
  ...rowsOf('certificate', ['repeated-extension', 'RFC 5280, 4.2'], {
    what: 'an extension twice',
    severity: 'error',
    faulty: leaf({ other: keyUsage(0) }),
    clean: leaf(),
  }),
  ...rowsOf('certificate', ['encoding', 'X.690, 10'], {
    what: 'a BOOLEAN of 01',
    severity: 'error',
    faulty: intermediate(ext(OID.bc, sequence(tlv(0x01, Uint8Array.of(1))), true)),
    clean: intermediate(),
  }),
  ...rowsOf('certificate', ['encoding', 'X.690, 10'], {
    what: 'a text in pieces',
    severity: 'error',
    faulty: leaf(
      ext(OID.san, sequence(directory(sequence(rdn('2.5.4.3', tlv(0x2c, utf8String('a'))))))),
    ),
    clean: leaf(ext(OID.san, sequence(directory(sequence(rdn('2.5.4.3', utf8String('a'))))))),
  }),
  ...rowsOf('certificate', ['certificate-structure', 'RFC 5280, 4.1'], {
    what: 'a member behind the extensions',
    severity: 'error',
    faulty: leaf({}, { behindAll: [nul] }),
    clean: leaf(),
  }),
  ...rowsOf('certificate', ['key-size', 'RFC 9325, 4.5'], {
    what: 'an RSA key of 1024 bits',
    severity: 'error',
    faulty: leaf({}, { key: weak }),
    clean: leaf({}, { key: strong }),
  }),
  ...rowsOf('certificate', ['version', 'RFC 5280, 4.1.2.1'], {
    what: 'extensions in version 1',
    severity: 'error',
    faulty: leaf({}, { version: 1 }),
    clean: leaf(),
  }),
  ...rowsOf(
    'certificate',
    ['serial-number', 'RFC 5280, 4.1.2.2'],
    {
      what: 'a serial number of zero',
      faulty: leaf({}, { serialNumber: Uint8Array.of(0) }),
      clean: leaf({}, { serialNumber: Uint8Array.of(1) }),
    },
    {
      what: 'a negative serial number',
      faulty: leaf({}, { serialNumber: Uint8Array.of(0x80) }),
      clean: leaf({}, { serialNumber: Uint8Array.of(0, 0x80) }),
    },
    {
      what: 'a serial number of 21 octets',
      severity: 'error',
      faulty: leaf({}, { serialNumber: new Uint8Array(21).fill(1) }),
      clean: leaf({}, { serialNumber: new Uint8Array(20).fill(1) }),
    },
  ),
  ...rowsOf('certificate', ['issuer-name', 'RFC 5280, 4.1.2.4'], {
    what: 'no issuer',
    severity: 'error',
    faulty: leaf({}, { issuer: commonNames() }),
    clean: leaf(),
  }),
  ...rowsOf('certificate', ['subject-name', 'RFC 5280, 4.1.2.6'], {
    what: 'a CA without a name',
    severity: 'error',
    faulty: intermediate({}, { subject: commonNames() }),
    clean: intermediate(),
  }),
  ...rowsOf(
    'certificate',
    ['subject-attributes', 'RFC 5280, A.1'],
    {
      what: 'an empty part',
      faulty: named(tlv(0x31)),
      clean: named(rdn('2.5.4.3', utf8String('a'))),
    },
    {
      what: 'a country of three letters',
      faulty: named(rdn('2.5.4.6', printableString('USA'))),
      clean: named(rdn('2.5.4.6', printableString('US'))),
    },
    {
      what: 'a country that is a UTF8String',
      faulty: named(rdn('2.5.4.6', utf8String('US'))),
      clean: named(rdn('2.5.4.6', printableString('US'))),
    },
    {
      what: 'an organization of 65 characters',
      faulty: named(rdn('2.5.4.10', utf8String('x'.repeat(65)))),
      clean: named(rdn('2.5.4.10', utf8String('x'.repeat(64)))),
    },
    {
      what: 'an @ in a PrintableString',
      faulty: named(rdn('2.5.4.3', printableString('a@b'))),
      clean: named(rdn('2.5.4.3', utf8String('a@b'))),
    },
    {
      what: 'a domainComponent that is a UTF8String',
      faulty: named(rdn('0.9.2342.19200300.100.1.25', utf8String('example'))),
      clean: named(rdn('0.9.2342.19200300.100.1.25', ia5String('example'))),
    },
  ),
  ...rowsOf(
    'certificate',
    ['basic-constraints', 'RFC 5280, 4.2.1.9'],
    {
      what: 'a CA whose basicConstraints are not critical',
      faulty: intermediate(ext(OID.bc, sequence(boolean(true)))),
      clean: intermediate(),
    },
    {
      what: 'a path length where there is no CA',
      severity: 'error',
      faulty: leaf({ [OID.bc]: basicConstraints({ ca: false, pathLength: 0 }) }),
      clean: leaf({ [OID.bc]: basicConstraints({ ca: false }) }),
    },
  ),
  ...rowsOf('certificate', ['ca-key-usage', 'RFC 5280, 4.2.1.3'], {
    what: 'a CA without keyUsage',
    severity: 'error',
    faulty: intermediate({ [OID.ku]: undefined }),
    clean: intermediate(),
  }),
  ...rowsOf('certificate', ['ca-key-usage', 'RFC 5280, 4.2.1.9'], {
    what: 'keyCertSign without a CA',
    severity: 'error',
    faulty: leaf({ [OID.ku]: keyUsage(0, 5) }),
    clean: leaf(),
  }),
  ...rowsOf('certificate', ['key-usage-value', 'RFC 5280, 4.2.1.3'], {
    what: 'a keyUsage without a bit',
    severity: 'error',
    faulty: leaf(ext(OID.ku, bitString(new Uint8Array()), true)),
    clean: leaf(),
  }),
  ...rowsOf('certificate', ['key-usage-value', 'RFC 5280, 4.2.1.12'], {
    what: 'an extKeyUsage without a purpose',
    severity: 'error',
    faulty: leaf(ext(OID.eku, sequence())),
    clean: leaf({ [OID.eku]: extKeyUsage(USE.server) }),
  }),
  ...rowsOf('certificate', ['tls-key-usage', 'RFC 8446, 4.4.2.2'], {
    what: 'a server that may not sign',
    severity: 'error',
    faulty: leaf({ [OID.ku]: keyUsage(4), [OID.eku]: extKeyUsage(USE.server) }),
    clean: leaf({ [OID.eku]: extKeyUsage(USE.server) }),
  }),
  ...rowsOf('certificate', ['subject-alt-name', 'RFC 9525, 2'], {
    what: 'a server without a name',
    severity: 'error',
    faulty: leaf({ [OID.san]: undefined, [OID.eku]: extKeyUsage(USE.server) }),
    clean: leaf({ [OID.eku]: extKeyUsage(USE.server) }),
  }),
  ...rowsOf('certificate', ['subject-alt-name', 'RFC 5280, 4.2.1.6'], {
    what: 'an empty subject beside names that are not critical',
    severity: 'error',
    faulty: leaf({}, { subject: commonNames() }),
    clean: leaf({ [OID.san]: criticalSan(dnsName('a.example')) }, { subject: commonNames() }),
  }),
  ...rowsOf(
    'certificate',
    ['alternative-names', 'RFC 5280, 4.2.1.6'],
    {
      what: 'no name in a list of them',
      severity: 'error',
      faulty: leaf({ [OID.san]: san() }),
      clean: leaf(),
    },
    {
      what: 'an empty dNSName',
      severity: 'error',
      faulty: leaf({ [OID.san]: san(dnsName('')) }),
      clean: leaf(),
    },
    {
      what: 'a dNSName of a blank',
      severity: 'error',
      faulty: leaf({ [OID.san]: san(dnsName(' ')) }),
      clean: leaf(),
    },
    {
      what: 'a dNSName beyond ASCII',
      severity: 'error',
      faulty: leaf({ [OID.san]: san(dnsName('b\u00fccher.example')) }),
      clean: leaf({ [OID.san]: san(dnsName('xn--bcher-kva.example')) }),
    },
    {
      what: 'a dNSName with an empty label',
      faulty: leaf({ [OID.san]: san(dnsName('a..example')) }),
      clean: leaf({ [OID.san]: san(dnsName('a.example')) }),
    },
    {
      what: 'a label of 64 octets',
      faulty: leaf({ [OID.san]: san(dnsName(`${'a'.repeat(64)}.example`)) }),
      clean: leaf({ [OID.san]: san(dnsName(`${'a'.repeat(63)}.example`)) }),
    },
    {
      what: 'an address of 5 octets',
      severity: 'error',
      faulty: leaf({ [OID.san]: san(ipName(10, 0, 0, 5, 1)) }),
      clean: leaf({ [OID.san]: san(ipName(10, 0, 0, 5)) }),
    },
    {
      what: 'a mailbox without a domain',
      severity: 'error',
      faulty: leaf({ [OID.san]: san(emailName('a')) }),
      clean: leaf({ [OID.san]: san(emailName('a@b.example')) }),
    },
    {
      what: 'a URI without a scheme',
      severity: 'error',
      faulty: leaf({ [OID.san]: san(uriName('//a.example/')) }),
      clean: leaf({ [OID.san]: san(uriName('http://a.example/')) }),
    },
  ),
  ...rowsOf('certificate', ['alternative-names', 'RFC 5280, 4.2.1.7'], {
    what: 'no name of the issuer in a list of them',
    severity: 'error',
    faulty: leaf(ext(OID.ian, sequence())),
    clean: leaf(ext(OID.ian, sequence(dnsName('ca.example')))),
  }),
  ...rowsOf('certificate', ['underscore-name', 'RFC 5280, 4.2.1.6'], {
    what: 'an underscore',
    faulty: leaf({ [OID.san]: san(dnsName('a_b.example')) }),
    clean: leaf({ [OID.san]: san(dnsName('a-b.example')) }),
  }),
  ...rowsOf(
    'certificate',
    ['name-constraints-form', 'RFC 5280, 4.2.1.10'],
    {
      what: 'constraints of a host',
      severity: 'error',
      faulty: leaf({ [OID.nc]: nameConstraints({ permitted: [dnsName('a.example')] }) }),
      clean: intermediate({ [OID.nc]: nameConstraints({ permitted: [dnsName('a.example')] }) }),
    },
    {
      what: 'constraints that say nothing',
      severity: 'error',
      faulty: constrained(sequence()),
      clean: intermediate(),
    },
    {
      what: 'a minimum of 1',
      severity: 'error',
      faulty: constrained(
        sequence(tlv(0xa0, sequence(dnsName('a.example'), tlv(0x80, Uint8Array.of(1))))),
      ),
      clean: constrained(sequence(tlv(0xa0, sequence(dnsName('a.example'))))),
    },
    {
      what: 'a maximum',
      severity: 'error',
      faulty: constrained(
        sequence(tlv(0xa0, sequence(dnsName('a.example'), tlv(0x81, Uint8Array.of(9))))),
      ),
      clean: constrained(sequence(tlv(0xa0, sequence(dnsName('a.example'))))),
    },
    {
      what: 'a mask with a hole',
      severity: 'error',
      faulty: intermediate({
        [OID.nc]: nameConstraints({ permitted: [ipName(10, 0, 0, 0, 255, 0, 255, 0)] }),
      }),
      clean: intermediate({
        [OID.nc]: nameConstraints({ permitted: [ipName(10, 0, 0, 0, 255, 0, 0, 0)] }),
      }),
    },
    {
      what: 'a domain with a dot before it',
      severity: 'error',
      faulty: intermediate({ [OID.nc]: nameConstraints({ permitted: [dnsName('.a.example')] }) }),
      clean: intermediate({ [OID.nc]: nameConstraints({ permitted: [dnsName('a.example')] }) }),
    },
  ),
  ...rowsOf('certificate', ['policy-extensions', 'RFC 5280, 4.2.1.4'], {
    what: 'a policy twice',
    severity: 'error',
    faulty: leaf({ [OID.cp]: policies('1.2.3', '1.2.3') }),
    clean: leaf({ [OID.cp]: policies('1.2.3', '1.2.4') }),
  }),
  ...rowsOf('certificate', ['policy-extensions', 'RFC 5280, 4.2.1.5'], {
    what: 'anyPolicy mapped',
    severity: 'error',
    faulty: intermediate({
      [OID.cp]: policies('1.2.3'),
      [OID.pm]: policyMappings(['1.2.3', '2.5.29.32.0']),
    }),
    clean: intermediate({
      [OID.cp]: policies('1.2.3'),
      [OID.pm]: policyMappings(['1.2.3', '1.2.4']),
    }),
  }),
  ...rowsOf('certificate', ['policy-extensions', 'RFC 5280, 4.2.1.11'], {
    what: 'policyConstraints that constrain nothing',
    severity: 'error',
    faulty: intermediate(ext(OID.pc, sequence(), true)),
    clean: intermediate(ext(OID.pc, sequence(tlv(0x80, Uint8Array.of(0))), true)),
  }),
  ...CRITICALITY.flatMap(([section, id, value, isCritical, where = leaf]) =>
    rowsOf('certificate', ['extension-criticality', `RFC 5280, ${section}`], {
      what: isCritical ? 'one that must be critical' : 'one that must not be critical',
      severity: isCritical ? 'warning' : 'error',
      faulty: where(ext(id, value, !isCritical)),
      clean: where(ext(id, value, isCritical)),
    }),
  ),
  ...rowsOf('certificate', ['key-identifiers', 'RFC 5280, 4.2.1.1'], {
    what: 'no authorityKeyIdentifier',
    severity: 'error',
    faulty: leaf({ [OID.aki]: undefined }),
    clean: leaf(),
  }),
  ...rowsOf('certificate', ['key-identifiers', 'RFC 5280, 4.2.1.2'], {
    what: 'a CA without a subjectKeyIdentifier',
    severity: 'error',
    faulty: intermediate({ [OID.ski]: undefined }),
    clean: intermediate(),
  }),
  ...rowsOf('certificate', ['unique-identifiers', 'RFC 5280, 4.1.2.8'], {
    what: 'a unique identifier of the issuer',
    faulty: leaf({}, { behindKey: [tlv(0x81, Uint8Array.of(0, 1))] }),
    clean: leaf(),
  }),
  ...rowsOf('certificate', ['unknown-critical-extension', 'RFC 5280, 4.2'], {
    what: 'an unknown extension, critical',
    faulty: leaf({ other: extension('1.2.3.4', true, nul) }),
    clean: leaf({ other: extension('1.2.3.4', false, nul) }),
  }),
];
