// Faults of extensions, each with a twin that is right: what only the linter finds.
import { extKeyUsage, keyUsage } from '../../support/foreign-certificate.js';
import {
  commonNames,
  criticalSan,
  directory,
  dnsName,
  emailName,
  explicit,
  identifierOf,
  integer,
  ipName,
  nul,
  OID,
  octetString,
  oid,
  policies,
  policyMappings,
  san,
  sequence,
  set,
  tlv,
  uriName,
  USE,
  utf8String,
} from '../../support/path-builder.js';
import { ia5String, printableString, rdn } from '../../support/der.js';
import { ext, intermediate, leaf, type LintRow, point, root, rowsOf, uri } from './row.js';

const AIA = '1.3.6.1.5.5.7.1.1';
const SIA = '1.3.6.1.5.5.7.1.11';
const FRESHEST = '2.5.29.46';
const [OCSP, ISSUERS, REPOSITORY] = [1, 2, 5].map((last) => `1.3.6.1.5.5.7.48.${last}`) as [
  string,
  string,
  string,
];
const CPS = '1.3.6.1.5.5.7.2.1';
const NOTICE = '1.3.6.1.5.5.7.2.2';
const ANY_POLICY = '2.5.29.32.0';
const POLICY = '1.2.3.4';

const access = (...pairs: readonly [method: string, location: Uint8Array][]) =>
  sequence(...pairs.map(([method, location]) => sequence(oid(method), location)));
const qualified = (policy: string, ...qualifiers: readonly Uint8Array[]) =>
  ext(OID.cp, sequence(sequence(oid(policy), sequence(...qualifiers))));
const cps = (value: Uint8Array) => sequence(oid(CPS), value);
const notice = (...parts: readonly Uint8Array[]) => sequence(oid(NOTICE), sequence(...parts));
const otherName = (type: string, value: Uint8Array) => tlv(0xa0, oid(type), explicit(0, value));
const names = (...list: readonly Uint8Array[]) => ({ [OID.san]: san(...list) });
const issuerNames = (...list: readonly Uint8Array[]) => ext(OID.ian, sequence(...list));
const constraints = (...bases: readonly Uint8Array[]) =>
  ext(OID.nc, sequence(tlv(0xa0, ...bases.map((base) => sequence(base)))), true);
const keyId = identifierOf(root.key);
const issuerOfKey = tlv(0xa1, directory(root.name));
const serialOfKey = tlv(0x82, Uint8Array.of(1));
const crlAt = (...places: readonly Uint8Array[]) =>
  ext(OID.cdp, sequence(...places.map((place) => point({ names: [place] }))));
const goodCrl = uri('http://crl.example/a.crl');
const someName = sequence(rdn('2.5.4.3', utf8String('other')));
const longCountry = sequence(rdn('2.5.4.6', printableString('USA')));

/** One timestamp, of form only (RFC 6962, 3.2 and 3.3): lengths, version, log, time, signature. */
const timestamp = Buffer.concat([
  Buffer.alloc(1 + 32 + 8 + 2),
  Uint8Array.of(4, 3, 0, 4, 0x30, 2, 5, 0),
]);
const vector = (content: Uint8Array) => Buffer.concat([Uint8Array.of(0, content.length), content]);
const TIMESTAMPS = octetString(vector(vector(timestamp)));

const STAMPING = '1.3.6.1.5.5.7.3.8';
const VALUE = sequence(sequence(oid('1.2.840.113549.1.9.16.3.4')));
/** Extensions of other RFCs, of a value that nobody reads here. */
const CRITICALITY: readonly [what: string, citation: string, oid: string, isCritical: boolean][] = [
  ['critical capabilities', 'RFC 4262, 2', '1.2.840.113549.1.9.15', false],
  ['a critical logotype', 'RFC 9399, 4.1', '1.3.6.1.5.5.7.1.12', false],
  ['a challenge of ACME, not critical', 'RFC 8737, 3', '1.3.6.1.5.5.7.1.31', true],
  ['addresses, not critical', 'RFC 3779, 2.2.2', '1.3.6.1.5.5.7.1.7', true],
  ['autonomous systems, not critical', 'RFC 3779, 3.2.2', '1.3.6.1.5.5.7.1.8', true],
];

export const EXTENSION_ROWS: readonly LintRow[] = [
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, A.2'], {
    what: 'no policy',
    faulty: leaf(ext(OID.cp, sequence())),
    clean: leaf({ [OID.cp]: policies(POLICY) }),
  }),
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, 4.2.1.4'], {
    what: 'no qualifier in a list of them',
    faulty: leaf(qualified(POLICY)),
    clean: leaf(qualified(POLICY, cps(ia5String('http://cps.example/')))),
  }),
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, 4.2.1.5'], {
    what: 'no mapping',
    faulty: intermediate(ext(OID.pm, sequence(), true)),
    clean: intermediate({
      [OID.cp]: policies(POLICY),
      [OID.pm]: policyMappings([POLICY, '1.2.5']),
    }),
  }),
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, 4.2.1.8'], {
    what: 'no attribute of the subject',
    faulty: leaf(ext('2.5.29.9', sequence())),
    clean: leaf(ext('2.5.29.9', sequence(sequence(oid('1.2.3'), set(utf8String('x')))))),
  }),
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, 4.2.1.10'], {
    what: 'a list of subtrees without one',
    faulty: intermediate(
      ext(OID.nc, sequence(tlv(0xa0, sequence(dnsName('a.example'))), tlv(0xa1)), true),
    ),
    clean: intermediate(constraints(dnsName('a.example'))),
  }),
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, 4.2.1.13'], {
    what: 'no distribution point',
    faulty: leaf(ext(OID.cdp, sequence())),
    clean: leaf(crlAt(goodCrl)),
  }),
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, 4.2.1.15'], {
    what: 'no point for delta CRLs',
    faulty: leaf(ext(FRESHEST, sequence())),
    clean: leaf(ext(FRESHEST, sequence(point({ names: [goodCrl] })))),
  }),
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, 4.2.2.1'], {
    what: 'no access description',
    faulty: leaf(ext(AIA, sequence())),
    clean: leaf(ext(AIA, access([OCSP, uri('http://ocsp.example')]))),
  }),
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, 4.2.2.2'], {
    what: 'no access description of the subject',
    faulty: intermediate(ext(SIA, sequence())),
    clean: intermediate(ext(SIA, access([REPOSITORY, uri('http://ca.example/all.p7c')]))),
  }),
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, 4.2'], {
    what: 'an extension without any value',
    faulty: leaf(ext('1.2.3.4.5', new Uint8Array())),
    clean: leaf(ext('1.2.3.4.5', nul)),
  }),
  ...rowsOf(
    'certificate',
    ['authority-key', 'RFC 5280, A.2'],
    {
      what: 'an issuer without a serial number',
      faulty: leaf(ext(OID.aki, sequence(tlv(0x80, keyId), issuerOfKey))),
      clean: leaf(ext(OID.aki, sequence(tlv(0x80, keyId), issuerOfKey, serialOfKey))),
    },
    {
      what: 'a serial number without an issuer',
      faulty: leaf(ext(OID.aki, sequence(tlv(0x80, keyId), serialOfKey))),
      clean: leaf(),
    },
  ),
  ...rowsOf(
    'certificate',
    ['authority-key', 'RFC 5280, 4.2.1.1'],
    {
      what: 'an identifier of no octets',
      faulty: leaf(ext(OID.aki, sequence(tlv(0x80)))),
      clean: leaf(),
    },
    {
      what: 'an issuer without a name',
      faulty: leaf(ext(OID.aki, sequence(tlv(0x80, keyId), tlv(0xa1), serialOfKey))),
      clean: leaf(),
    },
  ),
  ...rowsOf('certificate', ['authority-key', 'RFC 5280, 4.2.1.2'], {
    what: 'a subjectKeyIdentifier of no octets',
    faulty: leaf(ext(OID.ski, octetString(new Uint8Array()))),
    clean: leaf(),
  }),
  ...rowsOf('certificate', ['undefined-usage', 'RFC 5280, 4.2.1.3'], {
    what: 'a tenth bit',
    faulty: leaf({ [OID.ku]: keyUsage(0, 9) }),
    clean: leaf({ [OID.ku]: keyUsage(0) }),
  }),
  ...rowsOf('certificate', ['usage-consistency', 'RFC 5280, 4.2.1.12'], {
    what: 'code signing by a key that may not sign',
    faulty: leaf({ [OID.ku]: keyUsage(4), [OID.eku]: extKeyUsage('1.3.6.1.5.5.7.3.3') }),
    clean: leaf({ [OID.ku]: keyUsage(0), [OID.eku]: extKeyUsage('1.3.6.1.5.5.7.3.3') }),
  }),
  ...rowsOf(
    'certificate',
    ['policy-qualifier', 'RFC 5280, 4.2.1.4'],
    {
      what: 'a cPS that is a UTF8String',
      faulty: leaf(qualified(POLICY, cps(utf8String('http://cps.example/')))),
      clean: leaf(qualified(POLICY, cps(ia5String('http://cps.example/')))),
    },
    {
      what: 'a cPS without a scheme',
      faulty: leaf(qualified(POLICY, cps(ia5String('cps.example')))),
      clean: leaf(qualified(POLICY, cps(ia5String('https://cps.example/')))),
    },
    {
      what: 'a stranger beside anyPolicy',
      faulty: leaf(qualified(ANY_POLICY, sequence(oid('1.2.3'), nul))),
      clean: leaf(qualified(ANY_POLICY, cps(ia5String('http://cps.example/')))),
    },
    {
      what: 'an empty text',
      faulty: leaf(qualified(POLICY, notice(utf8String('')))),
      clean: leaf(qualified(POLICY, notice(utf8String('x')))),
    },
    {
      what: 'a text of 201 characters',
      faulty: leaf(qualified(POLICY, notice(utf8String('x'.repeat(201))))),
      clean: leaf(qualified(POLICY, notice(utf8String('x'.repeat(200))))),
    },
  ),
  ...rowsOf('certificate', ['notice-reference', 'RFC 5280, 4.2.1.4'], {
    what: 'a reference in place of a text',
    faulty: leaf(qualified(POLICY, notice(sequence(utf8String('Org'), sequence(integer(1)))))),
    clean: leaf(qualified(POLICY, notice(utf8String('text')))),
  }),
  ...rowsOf(
    'certificate',
    ['policy-qualifier', 'RFC 6818, 3'],
    {
      what: 'an explicitText that is an IA5String',
      faulty: leaf(qualified(POLICY, notice(ia5String('text')))),
      clean: leaf(qualified(POLICY, notice(utf8String('text')))),
    },
    {
      what: 'a control character in it',
      faulty: leaf(qualified(POLICY, notice(utf8String('te\u0007xt')))),
      clean: leaf(qualified(POLICY, notice(utf8String('text')))),
    },
    {
      what: 'an accent apart from its letter in it',
      faulty: leaf(qualified(POLICY, notice(utf8String('te\u0301xt')))),
      clean: leaf(qualified(POLICY, notice(utf8String('t\u00e9xt')))),
    },
  ),
  ...rowsOf('certificate', ['policy-mapping', 'RFC 5280, 4.2.1.5'], {
    what: 'a mapped policy that is not asserted',
    faulty: intermediate({
      [OID.cp]: policies('1.2.9'),
      [OID.pm]: policyMappings([POLICY, '1.2.5']),
    }),
    clean: intermediate({
      [OID.cp]: policies(POLICY),
      [OID.pm]: policyMappings([POLICY, '1.2.5']),
    }),
  }),
  ...rowsOf('certificate', ['ca-extension', 'RFC 5280, 4.2.1.5'], {
    what: 'mappings of a host',
    faulty: leaf({ [OID.cp]: policies(POLICY), [OID.pm]: policyMappings([POLICY, '1.2.5']) }),
    clean: leaf({ [OID.cp]: policies(POLICY) }),
  }),
  ...rowsOf('certificate', ['ca-extension', 'RFC 5280, 4.2.1.11'], {
    what: 'policyConstraints of a host',
    faulty: leaf(ext(OID.pc, sequence(tlv(0x80, Uint8Array.of(0))), true)),
    clean: intermediate(ext(OID.pc, sequence(tlv(0x80, Uint8Array.of(0))), true)),
  }),
  ...rowsOf('certificate', ['ca-extension', 'RFC 5280, 4.2.1.14'], {
    what: 'inhibitAnyPolicy of a host',
    faulty: leaf(ext(OID.iap, integer(0), true)),
    clean: intermediate(ext(OID.iap, integer(0), true)),
  }),
  ...rowsOf('certificate', ['ca-extension', 'RFC 5280, 4.2.2.2'], {
    what: 'the repository of a host',
    faulty: leaf(ext(SIA, access([REPOSITORY, uri('http://ca.example/all.p7c')]))),
    clean: intermediate(ext(SIA, access([REPOSITORY, uri('http://ca.example/all.p7c')]))),
  }),
  ...rowsOf(
    'certificate',
    ['alternative-directory-name', 'RFC 5280, 4.2.1.6'],
    {
      what: 'an empty name',
      faulty: leaf(names(dnsName('a.example'), directory(sequence()))),
      clean: leaf(names(dnsName('a.example'), directory(someName))),
    },
    {
      what: 'a country of three letters',
      faulty: leaf(names(dnsName('a.example'), directory(longCountry))),
      clean: leaf(names(dnsName('a.example'), directory(someName))),
    },
  ),
  ...rowsOf('certificate', ['alternative-directory-name', 'RFC 5280, 4.2.1.7'], {
    what: 'an empty name of the issuer',
    faulty: leaf(issuerNames(directory(sequence()))),
    clean: leaf(issuerNames(directory(someName))),
  }),
  ...rowsOf('certificate', ['unknown-kind', 'RFC 5280, A.2'], {
    what: 'a dNSName that is constructed',
    faulty: leaf(names(tlv(0xa2, ia5String('a.example')))),
    clean: leaf(names(dnsName('a.example'))),
  }),
  ...rowsOf(
    'certificate',
    ['mailbox-name', 'RFC 5280, 4.2.1.6'],
    {
      what: 'a domain with an empty label',
      faulty: leaf(names(emailName('a@b..example'))),
      clean: leaf(names(emailName('a@b.example'))),
    },
    {
      what: 'a local part of 65 octets',
      faulty: leaf(names(emailName(`${'a'.repeat(65)}@b.example`))),
      clean: leaf(names(emailName(`${'a'.repeat(64)}@b.example`))),
    },
  ),
  ...rowsOf('certificate', ['mailbox-name', 'RFC 5280, 4.2.1.7'], {
    what: 'a domain that begins with a hyphen',
    faulty: leaf(issuerNames(emailName('a@-b.example'))),
    clean: leaf(issuerNames(emailName('a@b.example'))),
  }),
  ...rowsOf(
    'certificate',
    ['uri-name', 'RFC 5280, 4.2.1.6'],
    {
      what: 'a host that is no name',
      faulty: leaf(names(uriName('http://a..example/'))),
      clean: leaf(names(uriName('http://a.example/'))),
    },
    {
      what: 'a blank in it',
      faulty: leaf(names(uriName('http://a.example/a b'))),
      clean: leaf(names(uriName('http://a.example/a%20b'))),
    },
  ),
  ...rowsOf('certificate', ['uri-name', 'RFC 5280, 4.2.1.7'], {
    what: 'a host that is no name',
    faulty: leaf(issuerNames(uriName('http://*/'))),
    clean: leaf(issuerNames(uriName('http://a.example/'))),
  }),
  ...rowsOf('certificate', ['a-label', 'RFC 8399, 2.3'], {
    what: 'a label that is no Punycode',
    faulty: leaf(names(dnsName('xn--aa--.example'))),
    clean: leaf(names(dnsName('xn--bcher-kva.example'))),
  }),
  ...rowsOf('certificate', ['a-label', 'RFC 8399, 2.5'], {
    what: 'a label of a mailbox that is no Punycode',
    faulty: leaf(names(emailName('a@xn--aa--.example'))),
    clean: leaf(names(emailName('a@xn--bcher-kva.example'))),
  }),
  ...rowsOf('certificate', ['a-label', 'RFC 5280, 7.4'], {
    what: 'a label of a URI that is no Punycode',
    faulty: leaf(names(uriName('http://xn--aa--.example/'))),
    clean: leaf(names(uriName('http://xn--bcher-kva.example/'))),
  }),
  ...rowsOf(
    'certificate',
    ['typed-other-name', 'RFC 8398, 3'],
    {
      what: 'a mailbox in ASCII',
      faulty: leaf(names(otherName('1.3.6.1.5.5.7.8.9', utf8String('a@b.example')))),
      clean: leaf(names(otherName('1.3.6.1.5.5.7.8.9', utf8String('ä@b.example')))),
    },
    {
      what: 'a mailbox in another string',
      faulty: leaf(names(otherName('1.3.6.1.5.5.7.8.9', ia5String('a@b.example')))),
      clean: leaf(names(emailName('a@b.example'))),
    },
  ),
  ...rowsOf('certificate', ['typed-other-name', 'RFC 4985, 2'], {
    what: 'a service without an underscore',
    faulty: leaf(names(otherName('1.3.6.1.5.5.7.8.7', ia5String('xmpp.a.example')))),
    clean: leaf(names(otherName('1.3.6.1.5.5.7.8.7', ia5String('_xmpp-server.a.example')))),
  }),
  ...rowsOf('certificate', ['address-as-name', 'RFC 9525, 6.4'], {
    what: 'an address that is a dNSName',
    faulty: leaf(names(dnsName('10.0.0.5'))),
    clean: leaf(names(ipName(10, 0, 0, 5))),
  }),
  ...rowsOf(
    'certificate',
    ['constraint-base', 'RFC 5280, 4.2.1.10'],
    {
      what: 'a wildcard',
      faulty: intermediate(constraints(dnsName('*.a.example'))),
      clean: intermediate(constraints(dnsName('a.example'))),
    },
    {
      what: 'a URI in place of its host',
      faulty: intermediate(constraints(uriName('http://a.example'))),
      clean: intermediate(constraints(uriName('.a.example'))),
    },
    {
      what: 'a mailbox without a local part',
      faulty: intermediate(constraints(emailName('@a.example'))),
      clean: intermediate(constraints(emailName('a@a.example'))),
    },
    {
      what: 'a kind that nobody compares',
      faulty: intermediate(constraints(tlv(0x88, Uint8Array.of(42, 3)))),
      clean: intermediate(constraints(emailName('.a.example'))),
    },
  ),
  ...rowsOf(
    'certificate',
    ['distribution-point', 'RFC 5280, 4.2.1.13'],
    {
      what: 'reasons alone',
      faulty: leaf(ext(OID.cdp, sequence(point({ reasons: Uint8Array.of(6, 0x40) })))),
      clean: leaf(
        ext(OID.cdp, sequence(point({ names: [goodCrl], reasons: Uint8Array.of(6, 0x40) }))),
      ),
    },
    {
      what: 'nothing at all',
      faulty: leaf(ext(OID.cdp, sequence(point({})))),
      clean: leaf(crlAt(goodCrl)),
    },
    {
      what: 'the issuer as the CRL’s issuer',
      faulty: leaf(
        ext(OID.cdp, sequence(point({ names: [goodCrl], issuer: [directory(root.name)] }))),
      ),
      clean: leaf(
        ext(OID.cdp, sequence(point({ names: [goodCrl], issuer: [directory(someName)] }))),
      ),
    },
    {
      what: 'an issuer of CRLs without a distinguished name',
      faulty: leaf(
        ext(OID.cdp, sequence(point({ names: [goodCrl], issuer: [dnsName('x.example')] }))),
      ),
      clean: leaf(crlAt(goodCrl)),
    },
    {
      what: 'a URI without a scheme',
      faulty: leaf(crlAt(uri('crl.example/a.crl'))),
      clean: leaf(crlAt(goodCrl)),
    },
    {
      what: 'a directory without an attribute',
      faulty: leaf(crlAt(uri('ldap://crl.example/cn=a'))),
      clean: leaf(crlAt(uri('ldap://crl.example/cn=a?certificateRevocationList;binary'))),
    },
    {
      what: 'FTP alone',
      faulty: leaf(crlAt(uri('ftp://crl.example/a.crl'))),
      clean: leaf(crlAt(uri('ldap://crl.example/cn=a?crl'))),
    },
    {
      what: 'a name relative to the issuer',
      faulty: leaf(
        ext(OID.cdp, sequence(point({ relative: sequence(oid('2.5.4.3'), utf8String('x')) }))),
      ),
      clean: leaf(crlAt(goodCrl)),
    },
  ),
  ...rowsOf('certificate', ['distribution-point', 'RFC 5280, 4.2.1.15'], {
    what: 'a delta CRL of reasons alone',
    faulty: leaf(ext(FRESHEST, sequence(point({ reasons: Uint8Array.of(6, 0x40) })))),
    clean: leaf(ext(FRESHEST, sequence(point({ names: [goodCrl] })))),
  }),
  ...rowsOf(
    'certificate',
    ['information-access', 'RFC 5280, 4.2.2.1'],
    {
      what: 'a directory without an entry',
      faulty: leaf(ext(AIA, access([ISSUERS, uri('ldap://ca.example/')]))),
      clean: leaf(ext(AIA, access([ISSUERS, uri('ldap://ca.example/cn=a?cACertificate;binary')]))),
    },
    {
      what: 'the issuer by a host alone',
      faulty: leaf(ext(AIA, access([ISSUERS, dnsName('ca.example')]))),
      clean: leaf(ext(AIA, access([ISSUERS, uri('http://ca.example/ca.cer')]))),
    },
    {
      what: 'a URI without a scheme',
      faulty: leaf(ext(AIA, access([OCSP, uri('ocsp.example')]))),
      clean: leaf(ext(AIA, access([OCSP, uri('http://ocsp.example')]))),
    },
  ),
  ...rowsOf('certificate', ['information-access', 'RFC 5280, 4.2.2.2'], {
    what: 'a repository that no URI leads to',
    faulty: intermediate(ext(SIA, access([REPOSITORY, dnsName('ca.example')]))),
    clean: intermediate(ext(SIA, access([REPOSITORY, uri('http://ca.example/all.p7c')]))),
  }),
  ...rowsOf('certificate', ['information-access', 'RFC 6960, 3.1'], {
    what: 'a responder that is a name',
    faulty: leaf(ext(AIA, access([OCSP, dnsName('ocsp.example')]))),
    clean: leaf(ext(AIA, access([OCSP, uri('http://ocsp.example')]))),
  }),
  ...rowsOf(
    'certificate',
    ['circular-location', 'RFC 5280, 8'],
    {
      what: 'a CRL by HTTPS',
      faulty: leaf(crlAt(uri('https://crl.example/a.crl'))),
      clean: leaf(crlAt(goodCrl)),
    },
    {
      what: 'an issuer by HTTPS',
      faulty: leaf(ext(AIA, access([ISSUERS, uri('https://ca.example/ca.cer')]))),
      clean: leaf(ext(AIA, access([ISSUERS, uri('http://ca.example/ca.cer')]))),
    },
  ),
  ...rowsOf('certificate', ['advised-criticality', 'RFC 5280, 4.2.1.6'], {
    what: 'critical names beside a subject',
    faulty: leaf({ [OID.san]: criticalSan(dnsName('host.example')) }),
    clean: leaf({ [OID.san]: criticalSan(dnsName('host.example')) }, { subject: commonNames() }),
  }),
  ...rowsOf('certificate', ['advised-criticality', 'RFC 5280, 4.2.1.7'], {
    what: 'critical names of the issuer',
    faulty: leaf(ext(OID.ian, sequence(dnsName('ca.example')), true)),
    clean: leaf(ext(OID.ian, sequence(dnsName('ca.example')))),
  }),
  ...rowsOf('certificate', ['advised-criticality', 'RFC 5280, 4.2.1.12'], {
    what: 'any purpose, critical',
    faulty: leaf(ext(OID.eku, sequence(oid(USE.any)), true)),
    clean: leaf(ext(OID.eku, sequence(oid(USE.any)))),
  }),
  ...rowsOf('certificate', ['advised-criticality', 'RFC 5280, 4.2.1.13'], {
    what: 'critical distribution points',
    faulty: leaf(ext(OID.cdp, sequence(point({ names: [goodCrl] })), true)),
    clean: leaf(crlAt(goodCrl)),
  }),
  ...rowsOf('certificate', ['advised-criticality', 'RFC 7633, 4'], {
    what: 'a critical tlsFeature',
    faulty: leaf(ext('1.3.6.1.5.5.7.1.24', sequence(integer(5)), true)),
    clean: leaf(ext('1.3.6.1.5.5.7.1.24', sequence(integer(5)))),
  }),
  ...rowsOf('certificate', ['advised-criticality', 'RFC 6960, 4.2.2.2.1'], {
    what: 'a critical ocspNoCheck',
    faulty: leaf(ext('1.3.6.1.5.5.7.48.1.5', nul, true)),
    clean: leaf(ext('1.3.6.1.5.5.7.48.1.5', nul)),
  }),
  ...CRITICALITY.flatMap(([what, citation, id, isCritical]) =>
    rowsOf('certificate', ['advised-criticality', citation], {
      what,
      faulty: leaf(ext(id, VALUE, !isCritical)),
      clean: leaf(ext(id, VALUE, isCritical)),
      besides: ['unknown-critical-extension'],
    }),
  ),
  ...rowsOf(
    'certificate',
    ['advised-criticality', 'RFC 3161, 2.3'],
    {
      what: 'timestamps, not critical',
      faulty: leaf(ext(OID.eku, sequence(oid(STAMPING)))),
      clean: leaf(ext(OID.eku, sequence(oid(STAMPING)), true)),
    },
    {
      what: 'timestamps, and servers',
      faulty: leaf(ext(OID.eku, sequence(oid(STAMPING), oid(USE.server)), true)),
      clean: leaf(ext(OID.eku, sequence(oid(USE.server)), true)),
    },
  ),
  ...rowsOf('certificate', ['transparency', 'RFC 6962, 3.3'], {
    what: 'no timestamp',
    faulty: leaf(ext('1.3.6.1.4.1.11129.2.4.2', octetString(Uint8Array.of(0, 0)))),
    clean: leaf(ext('1.3.6.1.4.1.11129.2.4.2', TIMESTAMPS)),
  }),
  ...rowsOf(
    'certificate',
    ['transparency', 'RFC 6962, 3.1'],
    {
      what: 'a poison that is not critical',
      faulty: leaf(ext('1.3.6.1.4.1.11129.2.4.3', nul)),
      clean: leaf(ext('1.3.6.1.4.1.11129.2.4.3', nul, true)),
      besides: ['unknown-critical-extension'],
    },
    {
      what: 'a poison that is no NULL',
      faulty: leaf(ext('1.3.6.1.4.1.11129.2.4.3', integer(0), true)),
      clean: leaf(ext('1.3.6.1.4.1.11129.2.4.3', nul, true)),
      besides: ['unknown-critical-extension'],
    },
    {
      what: 'a precertificate with timestamps',
      faulty: leaf({
        ...ext('1.3.6.1.4.1.11129.2.4.3', nul, true),
        ...ext('1.3.6.1.4.1.11129.2.4.2', TIMESTAMPS),
      }),
      clean: leaf(ext('1.3.6.1.4.1.11129.2.4.3', nul, true)),
      besides: ['unknown-critical-extension'],
    },
  ),
  ...rowsOf(
    'certificate',
    ['revocation-source', 'RFC 9608, 3'],
    {
      what: 'no revocation, and a CRL',
      faulty: leaf({ ...ext('2.5.29.56', nul), ...crlAt(goodCrl) }),
      clean: leaf(ext('2.5.29.56', nul)),
    },
    {
      what: 'no revocation of a CA',
      faulty: intermediate(ext('2.5.29.56', nul)),
      clean: intermediate(),
    },
    {
      what: 'no revocation, and a responder',
      faulty: leaf({
        ...ext('2.5.29.56', nul),
        ...ext(AIA, access([OCSP, uri('http://ocsp.example')])),
      }),
      clean: leaf(ext('2.5.29.56', nul)),
    },
  ),
  ...rowsOf('certificate', ['revocation-source', 'RFC 6960, 4.2.2.2.1'], {
    what: 'an ocspNoCheck that is no NULL',
    faulty: leaf(ext('1.3.6.1.5.5.7.48.1.5', integer(1))),
    clean: leaf(ext('1.3.6.1.5.5.7.48.1.5', nul)),
  }),
];
