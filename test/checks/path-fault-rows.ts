// The table of faults of paths: what is changed in a path of three, which finding it is, and a twin that is right.
import type { VerificationTerms } from '../../src/checks/path/terms.js';
import type { Severity } from '../../src/checks/finding.js';
import type { Verification } from '../../src/app/judging/path.js';
import { parseHost } from '../../src/pki/names/general-name.js';
import { childrenOf, time } from '../support/der.js';
import { fixtureKey } from '../support/fixture-keys.js';
import { daysFromNow, NOW } from '../support/fixed-clock.js';
import {
  basicConstraints,
  extension,
  extKeyUsage,
  keyFromPem,
  keyUsage,
} from '../support/foreign-certificate.js';
import {
  bitString,
  ca,
  commonNames,
  criticalSan,
  crl,
  type CrlContent,
  directory,
  dnsName,
  emailInSubject,
  emailName,
  endEntity,
  type Given,
  inhibitAnyPolicy,
  integer,
  ipName,
  type Made,
  type MadeOptions,
  nameConstraints,
  nul,
  octetString,
  OID,
  oid,
  otherName,
  policies,
  policyConstraints,
  policyMappings,
  san,
  sequence,
  ski,
  tlv,
  uriName,
  USE,
  verify,
} from '../support/path-builder.js';

/** What differs from a right path: root, one intermediate CA, end entity. */
export interface Parts {
  root?: MadeOptions;
  intermediate?: MadeOptions;
  leaf?: MadeOptions;
  terms?: Partial<VerificationTerms>;
  /** In place of the whole: what the others cannot say. */
  whole?: () => Asked;
}

export interface FaultRow {
  code: string;
  what: string;
  faulty: Parts;
  clean?: Parts;
  /** An error if not said. */
  severity?: Severity;
}

/** What is asked: `verify` answers it, and so can a stranger. */
export interface Asked {
  target: Made;
  given: Given;
}

export function askedOf({ root, intermediate, leaf, terms, whole }: Parts): Asked {
  if (whole) return whole();
  const top = ca('Root', undefined, root);
  const middle = ca('Intermediate', top, intermediate);
  const target = endEntity(middle, leaf);
  return { target, given: { anchors: [top], between: [middle], ...terms } };
}

export function judge(parts: Parts): Verification {
  const { target, given } = askedOf(parts);
  return verify(target, given);
}

const ask = (target: Made, given: Given): Asked => ({ target, given });
const host = (name: string) => ({ host: parseHost(name) });
const leafWith = (changes: MadeOptions['changes']): Parts => ({ leaf: { changes: changes ?? {} } });
const caWith = (changes: MadeOptions['changes']): Parts => ({
  intermediate: { changes: changes ?? {} },
});
const rootWith = (changes: MadeOptions['changes']): Parts => ({ root: { changes: changes ?? {} } });
const names = (...all: Uint8Array[]) => leafWith({ [OID.san]: san(...all) });
const permit = (...permitted: Uint8Array[]) => ({ [OID.nc]: nameConstraints({ permitted }) });
const exclude = (...excluded: Uint8Array[]) => ({ [OID.nc]: nameConstraints({ excluded }) });
const below = (constraints: MadeOptions['changes'], ...all: Uint8Array[]): Parts => ({
  ...caWith(constraints),
  ...names(...all),
});
const network = (...octets: number[]) => ipName(...octets);

const row = (code: string, what: string, faulty: Parts, clean: Parts = {}): FaultRow => ({
  code,
  what,
  faulty,
  clean,
});

const DATES: FaultRow[] = [
  row(
    'expired',
    'an end entity',
    { leaf: { notAfter: daysFromNow(-1) } },
    { leaf: { notAfter: NOW } },
  ),
  row('expired', 'an intermediate', { intermediate: { notAfter: daysFromNow(-1) } }),
  row('expired', 'a root', { root: { notAfter: daysFromNow(-1) } }),
  row(
    'not-yet-valid',
    'an end entity',
    { leaf: { notBefore: daysFromNow(1) } },
    { leaf: { notBefore: NOW } },
  ),
  row('not-yet-valid', 'an intermediate', { intermediate: { notBefore: daysFromNow(1) } }),
  row('not-yet-valid', 'a root', { root: { notBefore: daysFromNow(1) } }),
  row(
    'expired',
    'half a second later',
    {
      leaf: { notAfter: NOW },
      terms: { at: new Date(NOW.getTime() + 500) },
    },
    { leaf: { notAfter: NOW }, terms: { at: NOW } },
  ),
  row('validity-order', 'an end before the start', {
    leaf: { notBefore: daysFromNow(2), notAfter: daysFromNow(1) },
  }),
];

const HOSTS: FaultRow[] = [
  row(
    'host-name',
    'another name',
    { terms: host('other.example') },
    { terms: host('HOST.example') },
  ),
  row(
    'host-name',
    'no subjectAltName, and the common name fits',
    {
      leaf: { subject: commonNames('host.example'), changes: { [OID.san]: undefined } },
      terms: host('host.example'),
    },
    { leaf: { subject: commonNames('other') }, terms: host('host.example') },
  ),
  row(
    'host-name',
    'a wildcard for two labels',
    { ...names(dnsName('*.example.com')), terms: host('a.b.example.com') },
    { ...names(dnsName('*.example.com')), terms: host('a.example.com') },
  ),
  row('host-name', 'a wildcard for none', {
    ...names(dnsName('*.example.com')),
    terms: host('example.com'),
  }),
  row('host-name', 'a wildcard inside a label', {
    ...names(dnsName('h*.example.com')),
    terms: host('ha.example.com'),
  }),
  row('host-name', 'a wildcard that is not leftmost', {
    ...names(dnsName('a.*.example.com')),
    terms: host('a.b.example.com'),
  }),
  row('host-name', 'a wildcard below a top-level name', {
    ...names(dnsName('*.lan')),
    terms: host('a.lan'),
  }),
  row(
    'host-name',
    'an address as DNS name',
    { ...names(dnsName('10.0.0.5')), terms: host('10.0.0.5') },
    { ...names(ipName(10, 0, 0, 5)), terms: host('10.0.0.5') },
  ),
  row('host-name', 'another address', { ...names(ipName(10, 0, 0, 6)), terms: host('10.0.0.5') }),
  row(
    'host-name',
    'an IPv4 address mapped into IPv6',
    { ...names(ipName(10, 0, 0, 5)), terms: host('fd00::5') },
    { ...names(ipName(0xfd, ...new Array<number>(14).fill(0), 5)), terms: host('fd00::5') },
  ),
  row(
    'host-name',
    'an internationalised name',
    { ...names(dnsName('xn--bcher-kva.example')), terms: host('bucher.example') },
    { ...names(dnsName('XN--BCHER-KVA.example')), terms: host('bücher.example') },
  ),
  row(
    'email-address',
    'another mailbox',
    { ...names(emailName('a@example.com')), terms: { email: 'b@example.com' } },
    { ...names(emailName('a@EXAMPLE.com')), terms: { email: 'a@example.com' } },
  ),
  row('email-address', 'a local part in another case', {
    ...names(emailName('A@example.com')),
    terms: { email: 'a@example.com' },
  }),
];

const server = { terms: { purpose: 'server' as const } };
const client = { terms: { purpose: 'client' as const } };
const USES: FaultRow[] = [
  row(
    'purpose',
    'a client as server',
    { ...leafWith({ [OID.eku]: extKeyUsage(USE.client) }), ...server },
    { ...leafWith({ [OID.eku]: extKeyUsage(USE.server) }), ...server },
  ),
  row(
    'purpose',
    'a server as client',
    { ...leafWith({ [OID.eku]: extKeyUsage(USE.server) }), ...client },
    { ...leafWith({ [OID.eku]: extKeyUsage(USE.any) }), ...client },
  ),
  row(
    'purpose',
    'a CA for clients',
    { ...caWith({ [OID.eku]: extKeyUsage(USE.client) }), ...server },
    { ...caWith({ [OID.eku]: extKeyUsage(USE.client, USE.server) }), ...server },
  ),
  row(
    'purpose',
    'a root for mail',
    { ...rootWith({ [OID.eku]: extKeyUsage(USE.email) }), ...server },
    { ...rootWith({ [OID.eku]: extKeyUsage(USE.email) }) },
  ),
  row(
    'purpose',
    'a server that may sign certificates revocation lists only',
    { ...leafWith({ [OID.ku]: keyUsage(1) }), ...server },
    { ...leafWith({ [OID.ku]: keyUsage(2) }), ...server },
  ),
  row(
    'purpose',
    'a client that may only encipher',
    { ...leafWith({ [OID.ku]: keyUsage(2) }), ...client },
    { ...leafWith({ [OID.ku]: undefined }), ...client },
  ),
];

const CAS: FaultRow[] = [
  row(
    'not-a-ca',
    'an intermediate without cA',
    caWith({ [OID.bc]: basicConstraints({ ca: false }), [OID.ku]: keyUsage(0) }),
  ),
  row(
    'not-a-ca',
    'an intermediate without basicConstraints',
    caWith({ [OID.bc]: undefined, [OID.ku]: undefined }),
  ),
  row(
    'not-a-ca',
    'a root without basicConstraints',
    rootWith({ [OID.bc]: undefined, [OID.ku]: undefined }),
  ),
  row(
    'key-cert-sign',
    'an intermediate for CRLs only',
    caWith({ [OID.ku]: keyUsage(6) }),
    caWith({ [OID.ku]: keyUsage(5) }),
  ),
  row('key-cert-sign', 'a root for CRLs only', rootWith({ [OID.ku]: keyUsage(6) })),
  row(
    'basic-constraints',
    'a path length where there is no CA',
    leafWith({ [OID.bc]: basicConstraints({ ca: false, pathLength: 0 }) }),
    leafWith({ [OID.bc]: basicConstraints({ ca: false }) }),
  ),
  row(
    'basic-constraints',
    'a path length where the key signs no certificates',
    leafWith({
      [OID.bc]: basicConstraints({ ca: true, pathLength: 0 }),
      [OID.ku]: keyUsage(0, 6),
    }),
    leafWith({
      [OID.bc]: basicConstraints({ ca: true, pathLength: 0 }),
      [OID.ku]: keyUsage(0, 5),
    }),
  ),
  row('ca-key-usage', 'a CA without keyUsage', caWith({ [OID.ku]: undefined })),
  row('ca-key-usage', 'keyCertSign without a CA', leafWith({ [OID.ku]: keyUsage(0, 5) })),
  row(
    'subject-name',
    'a CA without a name',
    {
      whole: () => {
        const root = ca('Root', undefined, { subject: sequence() });
        return ask(root, { anchors: [root] });
      },
    },
    {
      whole: () => {
        const root = ca('Root');
        return ask(root, { anchors: [root] });
      },
    },
  ),
  row(
    'path-length',
    'one intermediate too many',
    rootWith({ [OID.bc]: basicConstraints({ ca: true, pathLength: 0 }) }),
    rootWith({ [OID.bc]: basicConstraints({ ca: true, pathLength: 1 }) }),
  ),
  row(
    'max-depth',
    'one intermediate where none may be',
    { terms: { maxDepth: 0 } },
    { terms: { maxDepth: 1 } },
  ),
];

const CONSTRAINTS: FaultRow[] = [
  row(
    'name-constraints',
    'a DNS name outside',
    below(permit(dnsName('example.com')), dnsName('example.org')),
    below(permit(dnsName('example.com')), dnsName('a.b.example.com'), dnsName('example.com')),
  ),
  row(
    'name-constraints',
    'a DNS name that only ends alike',
    below(permit(dnsName('example.com')), dnsName('myexample.com')),
  ),
  row(
    'name-constraints',
    'a DNS name that is none, where DNS names are excluded',
    below(exclude(dnsName('example.com')), dnsName('a..example.org')),
    below(exclude(dnsName('example.com')), dnsName('a_b.example.org')),
  ),
  row(
    'name-constraints',
    'one DNS name of two outside',
    below(permit(dnsName('example.com')), dnsName('example.com'), dnsName('x.org')),
  ),
  row(
    'name-constraints',
    'an excluded DNS name',
    below(exclude(dnsName('example.com')), dnsName('a.example.com')),
    below(exclude(dnsName('example.com')), dnsName('example.org')),
  ),
  row(
    'name-constraints',
    'permitted, and excluded too',
    below(
      {
        [OID.nc]: nameConstraints({
          permitted: [dnsName('example.com')],
          excluded: [dnsName('a.example.com')],
        }),
      },
      dnsName('a.example.com'),
    ),
    below(
      {
        [OID.nc]: nameConstraints({
          permitted: [dnsName('example.com')],
          excluded: [dnsName('a.example.com')],
        }),
      },
      dnsName('b.example.com'),
    ),
  ),
  row(
    'name-constraints',
    'a wildcard that reaches into what is excluded',
    below(exclude(dnsName('a.example.com')), dnsName('*.example.com')),
  ),
  row(
    'name-constraints',
    'constraints of the root',
    { ...rootWith(permit(dnsName('example.com'))), ...names(dnsName('example.org')) },
    { ...rootWith(permit(dnsName('example.com'))), ...names(dnsName('a.example.com')) },
  ),
  row(
    'name-constraints',
    'two CAs that permit nothing in common',
    {
      ...rootWith(permit(dnsName('a.example'))),
      ...below(permit(dnsName('b.example')), dnsName('x.a.example')),
    },
    {
      ...rootWith(permit(dnsName('a.example'))),
      ...below(permit(dnsName('x.a.example')), dnsName('x.a.example')),
    },
  ),
  row(
    'name-constraints',
    'an address outside',
    below(permit(network(10, 0, 0, 0, 255, 0, 0, 0)), ipName(11, 0, 0, 1)),
    below(permit(network(10, 0, 0, 0, 255, 0, 0, 0)), ipName(10, 9, 8, 7)),
  ),
  row(
    'name-constraints',
    'an excluded address',
    below(exclude(network(10, 0, 0, 0, 255, 0, 0, 0)), ipName(10, 0, 0, 1)),
    below(exclude(network(10, 0, 0, 0, 255, 0, 0, 0)), ipName(11, 0, 0, 1)),
  ),
  row(
    'name-constraints',
    'an IPv6 address where IPv4 is permitted',
    below(
      permit(network(10, 0, 0, 0, 255, 0, 0, 0)),
      ipName(0xfd, ...new Array<number>(15).fill(1)),
    ),
    below(permit(dnsName('x.example')), ipName(10, 0, 0, 1)),
  ),
  row(
    'name-constraints',
    'a mailbox of another host',
    below(permit(emailName('example.com')), emailName('a@sub.example.com')),
    below(permit(emailName('.example.com')), emailName('a@sub.example.com')),
  ),
  row(
    'name-constraints',
    'another mailbox',
    below(permit(emailName('a@example.com')), emailName('b@example.com')),
    below(permit(emailName('a@example.com')), emailName('a@EXAMPLE.com')),
  ),
  row(
    'name-constraints',
    'a mailbox in the subject',
    {
      ...caWith(permit(emailName('example.com'))),
      leaf: { subject: emailInSubject('x', 'a@example.org') },
    },
    {
      ...caWith(permit(emailName('example.com'))),
      leaf: { subject: emailInSubject('x', 'a@example.com') },
    },
  ),
  row(
    'name-constraints',
    'a URI outside',
    below(permit(uriName('.example.com')), uriName('https://example.com/')),
    below(permit(uriName('.example.com')), uriName('https://a.example.com:8443/x')),
  ),
  row(
    'name-constraints',
    'a URI with an address',
    below(exclude(uriName('example.com')), uriName('https://10.0.0.1/')),
  ),
  row('name-constraints', 'a subject outside', caWith(permit(directory(commonNames('other')))), {
    ...caWith(permit(directory(commonNames('HOST')))),
  }),
  row(
    'name-constraints',
    'an excluded subject',
    caWith(exclude(directory(commonNames('host')))),
    caWith(exclude(directory(commonNames('hos')))),
  ),
  row(
    'name-constraints',
    'a directory name outside',
    below(permit(directory(commonNames('host'))), directory(commonNames('other'))),
    below(permit(directory(commonNames('host'))), directory(commonNames('host', 'below'))),
  ),
  row(
    'name-constraints',
    'a kind of name that is not processed',
    below(permit(otherName('1.2.3', 'x')), otherName('1.2.3', 'x')),
    below(permit(otherName('1.2.3', 'x')), dnsName('a.example')),
  ),
  row(
    'name-constraints',
    'more than is compared',
    below(
      permit(...Array.from({ length: 600 }, (_, i) => dnsName(`d${i}.example`))),
      ...Array.from({ length: 600 }, (_, i) => dnsName(`d${i}.example`)),
    ),
    below(
      permit(...Array.from({ length: 60 }, (_, i) => dnsName(`d${i}.example`))),
      ...Array.from({ length: 60 }, (_, i) => dnsName(`d${i}.example`)),
    ),
  ),
  row('name-constraints-form', 'in an end entity', leafWith(permit(dnsName('example.com')))),
  row(
    'name-constraints-form',
    'nothing permitted and nothing excluded',
    caWith({ [OID.nc]: extension(OID.nc, true, sequence()) }),
  ),
  row(
    'name-constraints-form',
    'empty lists',
    caWith({ [OID.nc]: extension(OID.nc, true, sequence(tlv(0xa0), tlv(0xa1))) }),
  ),
  row(
    'name-constraints-form',
    'a leading dot',
    below(permit(dnsName('.example.com')), dnsName('a.example.com')),
    below(permit(dnsName('example.com')), dnsName('a.example.com')),
  ),
  row(
    'name-constraints-form',
    'a mask with a hole',
    caWith(permit(network(10, 0, 0, 0, 255, 0, 255, 0))),
    caWith(permit(network(10, 0, 0, 0, 255, 255, 0, 0))),
  ),
  row('name-constraints-form', 'an address without a mask', caWith(exclude(network(10, 0, 0, 0)))),
  row(
    'name-constraints-form',
    'a minimum',
    caWith({
      [OID.nc]: extension(
        OID.nc,
        true,
        sequence(tlv(0xa0, sequence(dnsName('host.example'), tlv(0x80, Uint8Array.of(1))))),
      ),
    }),
    caWith({
      [OID.nc]: extension(OID.nc, true, sequence(tlv(0xa0, sequence(dnsName('host.example'))))),
    }),
  ),
];

const P1 = '1.3.6.1.4.1.99.1';
const P2 = '1.3.6.1.4.1.99.2';
const ANY = '2.5.29.32.0';
const policed = (
  intermediate: Uint8Array[],
  leaf: Uint8Array[],
  root: Uint8Array[] = [],
): Parts => ({
  root: { more: root },
  intermediate: { more: intermediate },
  leaf: { more: leaf },
});
const required = policyConstraints({ explicitPolicy: 0 });
const POLICIES: FaultRow[] = [
  row(
    'certificate-policy',
    'none where one is required',
    policed([required, policies(P1)], []),
    policed([required, policies(P1)], [policies(P1)]),
  ),
  row(
    'certificate-policy',
    'another one',
    policed([required, policies(P1)], [policies(P2)]),
    policed([required, policies(P1, P2)], [policies(P2)]),
  ),
  row(
    'certificate-policy',
    'none in the CA',
    policed([required], [policies(P1)]),
    policed([required, policies(ANY)], [policies(P1)]),
  ),
  row(
    'certificate-policy',
    'one that the mapping leads away from',
    policed([required, policies(P1), policyMappings([P1, P2])], [policies(P1)]),
    policed([required, policies(P1), policyMappings([P1, P2])], [policies(P2)]),
  ),
  row(
    'certificate-policy',
    'a mapping that is inhibited',
    policed([policyConstraints({ explicitPolicy: 0, mapping: 0 }), policies(P1)], [policies(P2)]),
    policed([policyConstraints({ explicitPolicy: 0, mapping: 0 }), policies(P1)], [policies(P1)]),
  ),
  row(
    'certificate-policy',
    'anyPolicy that is inhibited',
    policed([required, policies(P1), inhibitAnyPolicy(0)], [policies(ANY)]),
    policed([required, policies(P1), inhibitAnyPolicy(1)], [policies(ANY)]),
  ),
  row(
    'certificate-policy',
    'required by the end entity',
    { leaf: { more: [required] } },
    { intermediate: { more: [policies(P1)] }, leaf: { more: [required, policies(P1)] } },
  ),
  row(
    'policy-extensions',
    'a policy twice',
    { leaf: { more: [policies(P1, P1)] } },
    { leaf: { more: [policies(P1, P2)] } },
  ),
  row(
    'policy-extensions',
    'a mapping of anyPolicy',
    { intermediate: { more: [policies(P1), policyMappings([ANY, P1])] } },
    { intermediate: { more: [policies(P1), policyMappings([P1, P2])] } },
  ),
  row('policy-extensions', 'a mapping to anyPolicy', {
    intermediate: { more: [policies(P1), policyMappings([P1, ANY])] },
  }),
  row(
    'policy-extensions',
    'empty policyConstraints',
    { intermediate: { more: [policyConstraints({})] } },
    { intermediate: { more: [policyConstraints({ mapping: 0 })] } },
  ),
];

const critical = (type: string, value: Uint8Array) => extension(type, true, value);
/** An RSA key with a modulus of so many octets, which nobody made. */
const rsaOf = (octets: number) =>
  sequence(
    sequence(oid('1.2.840.113549.1.1.1'), nul),
    bitString(sequence(integer(new Uint8Array(octets).fill(0x41)), integer(65_537))),
  );

const FORMS: FaultRow[] = [
  row('certificate-structure', 'something behind the extensions', { leaf: { behindAll: [nul] } }),
  row(
    'certificate-structure',
    'a third date',
    { leaf: { validity: [-9, 9, 99].map((days) => time(daysFromNow(days))) } },
    { leaf: { validity: [-9, 9].map((days) => time(daysFromNow(days))) } },
  ),
  row('certificate-structure', 'an extension of four members', {
    leaf: { more: [sequence(oid('1.2.3'), octetString(nul), nul, nul)] },
  }),
  row('malformed-extension', 'basicConstraints with something behind', {
    intermediate: {
      changes: { [OID.bc]: critical(OID.bc, sequence(tlv(1, Uint8Array.of(255)), nul)) },
    },
  }),
  row('malformed-extension', 'an authorityKeyIdentifier of another order', {
    leaf: {
      changes: {
        [OID.aki]: extension(
          OID.aki,
          false,
          sequence(tlv(0x82, Uint8Array.of(1)), tlv(0x80, new Uint8Array(20))),
        ),
      },
    },
  }),
  row(
    'public-key',
    'RSA of 20,000 bits',
    { leaf: { subjectPublicKeyInfo: rsaOf(2500) } },
    { leaf: { subjectPublicKeyInfo: rsaOf(1000) } },
  ),
  row(
    'extension-criticality',
    'a critical authorityKeyIdentifier',
    leafWith({ [OID.aki]: critical(OID.aki, sequence(tlv(0x80, new Uint8Array(20)))) }),
  ),
  row(
    'extension-criticality',
    'a critical subjectKeyIdentifier',
    caWith({ [OID.ski]: critical(OID.ski, octetString(new Uint8Array(20))) }),
  ),
  row(
    'extension-criticality',
    'a critical authorityInfoAccess',
    {
      leaf: {
        more: [
          critical(
            '1.3.6.1.5.5.7.1.1',
            sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), uriName('http://x'))),
          ),
        ],
      },
    },
    {
      leaf: {
        more: [
          extension(
            '1.3.6.1.5.5.7.1.1',
            false,
            sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), uriName('http://x'))),
          ),
        ],
      },
    },
  ),
  row(
    'key-identifiers',
    'an end entity without authorityKeyIdentifier',
    leafWith({ [OID.aki]: undefined }),
    leafWith({ [OID.ski]: undefined }),
  ),
  row(
    'key-identifiers',
    'an authorityKeyIdentifier without keyIdentifier',
    leafWith({ [OID.aki]: extension(OID.aki, false, sequence(tlv(0x82, Uint8Array.of(1)))) }),
  ),
  row(
    'key-identifiers',
    'an intermediate without authorityKeyIdentifier',
    caWith({ [OID.aki]: undefined }),
  ),
  row(
    'key-identifiers',
    'an intermediate without subjectKeyIdentifier',
    caWith({ [OID.ski]: undefined }),
  ),
  row(
    'key-identifiers',
    'a root without subjectKeyIdentifier',
    rootWith({ [OID.ski]: undefined }),
    rootWith({ [OID.aki]: undefined }),
  ),
  row(
    'unprocessed-critical-extension',
    'in an end entity',
    { leaf: { more: [critical('1.2.3', nul)] } },
    { leaf: { more: [extension('1.2.3', false, nul)] } },
  ),
  row('unprocessed-critical-extension', 'in an intermediate', {
    intermediate: { more: [critical('1.2.3', nul)] },
  }),
  row('unprocessed-critical-extension', 'in a root', { root: { more: [critical('1.2.3', nul)] } }),
  row('repeated-extension', 'twice the same', { leaf: { more: [keyUsage(0)] } }),
  row(
    'malformed-extension',
    'a subjectAltName that is a number',
    leafWith({ [OID.san]: extension(OID.san, false, integer(5)) }),
  ),
  row(
    'malformed-extension',
    'basicConstraints that are text',
    caWith({ [OID.bc]: critical(OID.bc, tlv(0x0c, Buffer.from('x'))) }),
  ),
  row(
    'malformed-extension',
    'nameConstraints that are nothing',
    caWith({ [OID.nc]: critical(OID.nc, nul) }),
  ),
  row('alternative-names', 'none at all', leafWith({ [OID.san]: san() })),
  row(
    'alternative-names',
    'an address of five octets',
    names(ipName(1, 2, 3, 4, 5)),
    names(ipName(1, 2, 3, 4)),
  ),
  row('alternative-names', 'a DNS name of one blank', names(dnsName(' ')), names(dnsName('a'))),
  row('alternative-names', 'a DNS name in Latin-1', names(dnsName('b\u00fccher.example'))),
  row(
    'alternative-names',
    'a mailbox without @',
    names(emailName('example.com')),
    names(emailName('a@example.com')),
  ),
  row('alternative-names', 'a relative URI', names(uriName('/x')), names(uriName('urn:x:y'))),
  row('alternative-names', 'an empty issuerAltName', {
    leaf: { more: [extension(OID.ian, false, sequence())] },
  }),
  row(
    'subject-alt-name',
    'an empty subject, and not critical',
    { leaf: { subject: sequence() } },
    { leaf: { subject: sequence(), changes: { [OID.san]: criticalSan(dnsName('a.example')) } } },
  ),
  row(
    'key-usage-value',
    'no bit set',
    leafWith({ [OID.ku]: critical(OID.ku, bitString(Uint8Array.of(0), 7)) }),
  ),
  row(
    'key-usage-value',
    'an empty extKeyUsage',
    leafWith({ [OID.eku]: extKeyUsage() }),
    leafWith({ [OID.eku]: critical(OID.eku, sequence(oid(USE.server))) }),
  ),
  row(
    'serial-number',
    '21 octets',
    { leaf: { serialNumber: new Uint8Array(21).fill(1) } },
    { leaf: { serialNumber: new Uint8Array(20).fill(1) } },
  ),
  row('issuer-name', 'an empty issuer', { leaf: { issuer: sequence() } }),
  row(
    'encoding',
    'a BOOLEAN of 01',
    caWith({ [OID.bc]: critical(OID.bc, sequence(tlv(1, Uint8Array.of(1)))) }),
  ),
  row(
    'encoding',
    'a padded INTEGER',
    caWith({
      [OID.bc]: critical(
        OID.bc,
        sequence(tlv(1, Uint8Array.of(255)), integer(Uint8Array.of(0, 1))),
      ),
    }),
    caWith({
      [OID.bc]: critical(OID.bc, sequence(tlv(1, Uint8Array.of(255)), integer(Uint8Array.of(1)))),
    }),
  ),
  row(
    'encoding',
    'unused bits that are set',
    leafWith({ [OID.ku]: critical(OID.ku, bitString(Uint8Array.of(0x81), 7)) }),
  ),
  row(
    'encoding',
    'a long length',
    leafWith({ [OID.ski]: extension(OID.ski, false, Uint8Array.of(0x04, 0x81, 2, 1, 2)) }),
    leafWith({ [OID.ski]: ski(Uint8Array.of(1, 2)) }),
  ),
  row(
    'key-size',
    'RSA 1024',
    { leaf: { key: keyFromPem(fixtureKey('rsa-1024')) } },
    { leaf: { key: keyFromPem(fixtureKey('rsa-2048')) } },
  ),
  row('public-key', 'a key that is none', {
    leaf: {
      subjectPublicKeyInfo: sequence(
        sequence(oid('1.2.840.113549.1.1.1'), nul),
        bitString(Uint8Array.of(1, 2)),
      ),
    },
  }),
];

/** Flips the lowest bit of the signature. */
function withWrongSignature(one: Made): Made {
  const der = Uint8Array.from(one.der);
  der[der.length - 1] = (der.at(-1) as number) ^ 1;
  return { ...one, der };
}

const ONE_SERIAL = Uint8Array.of(0x41, 7);
const three = (change: (leaf: Made, middle: Made, root: Made) => Asked) => () => {
  const root = ca('Root');
  const middle = ca('Intermediate', root);
  return change(endEntity(middle, { serialNumber: ONE_SERIAL }), middle, root);
};

/** Says that one bit of the last octet does not belong to the signature. */
function withBitLeftOver(one: Made): Made {
  const der = Uint8Array.from(one.der);
  const [, , signature] = childrenOf(der);
  signature?.content.set([1]);
  return { ...one, der };
}

const BUILDING: FaultRow[] = [
  row('signature', 'a wrong one of the end entity', {
    whole: three((leaf, middle, root) =>
      ask(withWrongSignature(leaf), { anchors: [root], between: [middle] }),
    ),
  }),
  row('signature', 'one that is no whole number of octets', {
    whole: three((leaf, middle, root) =>
      ask(withBitLeftOver(leaf), { anchors: [root], between: [middle] }),
    ),
  }),
  row('signature', 'a wrong one of the intermediate', {
    whole: three((leaf, middle, root) =>
      ask(leaf, { anchors: [root], between: [withWrongSignature(middle)] }),
    ),
  }),
  row('signature', 'a root of the same name', {
    whole: three((leaf, middle) => ask(leaf, { anchors: [ca('Root')], between: [middle] })),
  }),
  row('no-path', 'no intermediate', {
    whole: three((leaf, _, root) => ask(leaf, { anchors: [root] })),
  }),
  row('no-path', 'a root that is not trusted', {
    whole: three((leaf, middle, root) =>
      ask(leaf, { anchors: [ca('Other')], between: [middle, root] }),
    ),
  }),
  row(
    'no-path',
    'signed by itself',
    {
      whole: three((leaf, _, root) => {
        const own = endEntity(leaf, { key: leaf.key, subject: leaf.name, issuer: leaf.name });
        return ask(own, { anchors: [root] });
      }),
    },
    {
      whole: three((leaf) => {
        const own = endEntity(leaf, { key: leaf.key, subject: leaf.name, issuer: leaf.name });
        return ask(own, { anchors: [own] });
      }),
    },
  ),
  row('algorithm-mismatch', 'another one outside', {
    whole: three((leaf, middle, root) => {
      const der = Buffer.from(leaf.der);
      const inner = Buffer.from(sequence(oid('1.2.840.10045.4.3.2')));
      const at = der.lastIndexOf(inner);
      Buffer.from(sequence(oid('1.2.840.10045.4.3.3'))).copy(der, at);
      return ask({ ...leaf, der: new Uint8Array(der) }, { anchors: [root], between: [middle] });
    }),
  }),
  row('signature-algorithm', 'SHA-1', {
    leaf: { signatureAlgorithm: sequence(oid('1.2.840.10045.4.1')) },
  }),
];

const stands = (tag: number, text: string) => tlv(tag, Buffer.from(text));
const TIMES: FaultRow[] = [
  row(
    'validity-encoding',
    'no seconds',
    { leaf: { validity: [stands(0x17, '2610211000Z'), time(daysFromNow(9))] } },
    { leaf: { validity: [stands(0x17, '261021100000Z'), time(daysFromNow(9))] } },
  ),
  row('validity-encoding', 'a fraction of a second', {
    leaf: { validity: [stands(0x18, '20261021100000.5Z'), time(daysFromNow(9))] },
  }),
  row('version', 'extensions in version 1', { leaf: { version: 1 } }),
  row('not-a-ca', 'a root of version 1', { root: { version: 1, extensions: [] } }),
];

const list = (content: Partial<CrlContent> = {}) => ({
  whole: three((leaf, middle, root) =>
    ask(leaf, {
      anchors: [root],
      between: [middle],
      crls: [crl({ signer: root }), crl({ signer: middle, ...content })],
    }),
  ),
});
const LISTS: FaultRow[] = [
  row(
    'revoked',
    'an end entity',
    list({ revoked: [{ serialNumber: ONE_SERIAL, reason: 1 }] }),
    list({ revoked: [{ serialNumber: Uint8Array.of(1) }] }),
  ),
  row('revocation-unknown', 'by an outdated CRL', list({ nextUpdate: daysFromNow(-0.5) }), list()),
];

/** What is said and is no reason to refuse. */
const noted = (
  severity: Severity,
  code: string,
  what: string,
  faulty: Parts,
  clean: Parts = {},
): FaultRow => ({ code, what, faulty, clean, severity });
const NOT_CRITICAL_CA = {
  [OID.bc]: extension(OID.bc, false, sequence(tlv(1, Uint8Array.of(255)))),
};
export const NOTES: readonly FaultRow[] = [
  noted('warning', 'underscore-name', 'of a docker-compose host', {
    leaf: { changes: { [OID.san]: san(dnsName('host.example'), dnsName('elasticsearch_1')) } },
  }),
  noted('warning', 'validity-encoding', 'GeneralizedTime before 2050', {
    leaf: { validity: [stands(0x18, '20261021100000Z'), time(daysFromNow(9))] },
  }),
  noted('warning', 'unique-identifiers', 'one of the subject', {
    leaf: { behindKey: [tlv(0x82, Uint8Array.of(0, 1))] },
  }),
  noted('warning', 'expires-soon', 'a day less than a week is left', {
    leaf: { notAfter: daysFromNow(6) },
  }),
  noted(
    'warning',
    'expires-soon',
    'of a root',
    { root: { notAfter: daysFromNow(6.9) } },
    { root: { notAfter: daysFromNow(7) }, leaf: { notAfter: daysFromNow(7) } },
  ),
  noted('warning', 'serial-number', 'a negative one', {
    leaf: { serialNumber: Uint8Array.of(0xff) },
  }),
  noted(
    'warning',
    'serial-number',
    'zero',
    { leaf: { serialNumber: Uint8Array.of(0) } },
    { leaf: { serialNumber: Uint8Array.of(1) } },
  ),
  noted('warning', 'basic-constraints', 'a root, not critical', rootWith(NOT_CRITICAL_CA)),
  noted('warning', 'basic-constraints', 'an intermediate, not critical', caWith(NOT_CRITICAL_CA)),
  noted('warning', 'serial-number', 'a root with 0', { root: { serialNumber: Uint8Array.of(0) } }),
  noted('warning', 'extension-criticality', 'a keyUsage', {
    leaf: { changes: { [OID.ku]: extension(OID.ku, false, bitString(Uint8Array.of(0x80), 7)) } },
  }),
  noted(
    'warning',
    'extension-criticality',
    'nameConstraints',
    caWith({ [OID.nc]: nameConstraints({ permitted: [dnsName('host.example')] }, false) }),
    caWith({ [OID.nc]: nameConstraints({ permitted: [dnsName('host.example')] }) }),
  ),
  noted('warning', 'extension-criticality', 'policyConstraints', {
    intermediate: { more: [policyConstraints({ mapping: 0 }, false)] },
  }),
  noted('warning', 'extension-criticality', 'inhibitAnyPolicy', {
    intermediate: { more: [extension(OID.iap, false, integer(1))] },
  }),
  noted(
    'warning',
    'tls-key-usage',
    'a server that only enciphers',
    leafWith({ [OID.ku]: keyUsage(2), [OID.eku]: extKeyUsage(USE.server) }),
    leafWith({ [OID.ku]: keyUsage(0), [OID.eku]: extKeyUsage(USE.server) }),
  ),
  noted(
    'warning',
    'subject-alt-name',
    'a server without one',
    leafWith({ [OID.san]: undefined, [OID.eku]: extKeyUsage(USE.server) }),
    leafWith({ [OID.eku]: extKeyUsage(USE.server) }),
  ),
  noted('warning', 'alternative-names', 'a DNS name with an empty label', names(dnsName('a..b'))),
  noted('warning', 'subject-attributes', 'a CN of 65 characters', {
    leaf: { subject: commonNames('x'.repeat(65)) },
  }),
  noted('warning', 'ca-key-usage', 'a CA for CRLs only', {
    whole: three((_, __, root) =>
      ask(ca('Lists', root, { changes: { [OID.ku]: keyUsage(6) } }), { anchors: [root] }),
    ),
  }),
  noted(
    'warning',
    'anchor-not-root',
    'an intermediate',
    { whole: three((leaf, middle) => ask(leaf, { anchors: [middle] })) },
    {},
  ),
  noted(
    'info',
    'key-identifiers',
    'an end entity without subjectKeyIdentifier',
    leafWith({ [OID.ski]: undefined }),
  ),
  noted('info', 'signature-algorithm', 'a root with SHA-1', {
    root: { signatureAlgorithm: sequence(oid('1.2.840.10045.4.1')) },
  }),
  noted('info', 'name-not-judged', 'no host', {}, { terms: host('host.example') }),
  noted('info', 'revocation-not-judged', 'no CRL', {}, list()),
];

export const FAULTS: readonly FaultRow[] = [
  ...TIMES,
  ...LISTS,
  ...DATES,
  ...HOSTS,
  ...USES,
  ...CAS,
  ...CONSTRAINTS,
  ...POLICIES,
  ...FORMS,
  ...BUILDING,
];
