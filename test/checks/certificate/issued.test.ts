// Each rule with a certificate that breaks it and a twin that does not.
import { describe, expect, it } from 'vitest';
import {
  endEntityBasicConstraints,
  endEntityKeyUsage,
} from '../../../src/checks/certificate/end-entity.js';
import { checkIssuedCa, checkIssuedEndEntity } from '../../../src/checks/certificate/issued.js';
import { serialNumber } from '../../../src/checks/certificate/serial-number.js';
import type { CertificateTerms } from '../../../src/checks/certificate/terms.js';
import {
  authorityKeyIdentifier,
  subjectKeyIdentifier as subjectKeyIdentifierRule,
} from '../../../src/checks/extension/key-identifiers.js';
import { namedServer, namedSubject } from '../../../src/checks/extension/names/subject-alt-name.js';
import { findingsBy, type Rule } from '../../../src/checks/rule.js';
import type { Certificate } from '../../../src/pki/certificate/certificate.js';
import { parseCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { sequence, tlv } from '../../support/der.js';
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

const key = ecKey();
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

const parts = {
  basicConstraints: basicConstraints({ ca: false }),
  keyUsage: keyUsage(0),
  extKeyUsage: extKeyUsage(SERVER_AUTH),
  subjectAltName: subjectAltName(false),
  subjectKeyIdentifier: subjectKeyIdentifier(new Uint8Array(20)),
  authorityKeyIdentifier: extension('2.5.29.35', false, sequence(tlv(0x80, new Uint8Array(20)))),
};

function subjectAltName(critical: boolean): Uint8Array {
  return extension('2.5.29.17', critical, sequence(tlv(0x82, Buffer.from('es01.lan'))));
}

/** A clean server certificate, with some parts in place of others or left out. */
function certificate(
  changes: { [Part in keyof typeof parts]?: Uint8Array | undefined } = {},
  content: Partial<ForeignContent> = {},
): Certificate {
  const extensions = Object.values({ ...parts, ...changes }).filter((part) => part !== undefined);
  return parseCertificate(foreignCertificate({ key, extensions, ...content }));
}

const ISSUING: CertificateTerms = { occasion: 'issuing', isRoot: false };

interface Case {
  rule: Rule<Certificate, CertificateTerms>;
  fault: string;
  faulty: Certificate;
  twin: string;
  clean: Certificate;
  code: string;
  message: RegExp;
  citation: string;
}

const octets = (first: number, length: number) =>
  Uint8Array.from({ length }, (_, at) => (at === 0 ? first : 0x11));
const empty = { subject: sequence() };

const cases: Case[] = [
  {
    rule: serialNumber,
    fault: 'a serial number of zero',
    faulty: certificate({}, { serialNumber: Uint8Array.of(0) }),
    twin: 'one of one',
    clean: certificate({}, { serialNumber: Uint8Array.of(1) }),
    code: 'serial-number',
    message: /not a positive integer of at most 20 octets/,
    citation: 'RFC 5280, 4.1.2.2',
  },
  {
    rule: serialNumber,
    fault: 'a negative serial number',
    faulty: certificate({}, { serialNumber: octets(0x80, 16) }),
    twin: 'the same octets behind a sign octet',
    clean: certificate({}, { serialNumber: Uint8Array.of(0, ...octets(0x80, 16)) }),
    code: 'serial-number',
    message: /not a positive integer/,
    citation: 'RFC 5280, 4.1.2.2',
  },
  {
    rule: serialNumber,
    fault: 'a serial number of 21 octets',
    faulty: certificate({}, { serialNumber: octets(0x7f, 21) }),
    twin: 'one of 20',
    clean: certificate({}, { serialNumber: octets(0x7f, 20) }),
    code: 'serial-number',
    message: /at most 20 octets/,
    citation: 'RFC 5280, 4.1.2.2',
  },
  {
    rule: serialNumber,
    fault: 'a serial number of 20 octets that needs a sign octet',
    faulty: certificate({}, { serialNumber: Uint8Array.of(0, ...octets(0x80, 20)) }),
    twin: 'one of 19',
    clean: certificate({}, { serialNumber: Uint8Array.of(0, ...octets(0x80, 19)) }),
    code: 'serial-number',
    message: /at most 20 octets/,
    citation: 'RFC 5280, 4.1.2.2',
  },
  {
    rule: subjectKeyIdentifierRule,
    fault: 'no subjectKeyIdentifier',
    faulty: certificate({ subjectKeyIdentifier: undefined }),
    twin: 'both identifiers',
    clean: certificate(),
    code: 'key-identifiers',
    message: /no subjectKeyIdentifier/,
    citation: 'RFC 5280, 4.2.1.2',
  },
  {
    rule: authorityKeyIdentifier,
    fault: 'no authorityKeyIdentifier',
    faulty: certificate({ authorityKeyIdentifier: undefined }),
    twin: 'both identifiers',
    clean: certificate(),
    code: 'key-identifiers',
    message: /no authorityKeyIdentifier/,
    citation: 'RFC 5280, 4.2.1.1',
  },
  {
    rule: endEntityBasicConstraints,
    fault: 'basicConstraints of a CA',
    faulty: certificate({ basicConstraints: basicConstraints({ ca: true }) }),
    twin: 'those of an end entity',
    clean: certificate(),
    code: 'end-entity',
    message: /no CA/,
    citation: 'RFC 5280, 4.2.1.9',
  },
  {
    rule: endEntityBasicConstraints,
    fault: 'no basicConstraints',
    faulty: certificate({ basicConstraints: undefined }),
    twin: 'those of an end entity',
    clean: certificate(),
    code: 'end-entity',
    message: /no CA/,
    citation: 'RFC 5280, 4.2.1.9',
  },
  {
    rule: endEntityKeyUsage,
    fault: 'a keyUsage without digitalSignature',
    faulty: certificate({ keyUsage: keyUsage(2) }),
    twin: 'one with it',
    clean: certificate({ keyUsage: keyUsage(0, 2) }),
    code: 'end-entity',
    message: /digitalSignature/,
    citation: 'RFC 8446, 4.4.2.2',
  },
  {
    rule: namedServer,
    fault: 'no subjectAltName on a server',
    faulty: certificate({ subjectAltName: undefined }),
    twin: 'none on a client',
    clean: certificate({ subjectAltName: undefined, extKeyUsage: extKeyUsage(CLIENT_AUTH) }),
    code: 'subject-alt-name',
    message: /server certificate has no subjectAltName/,
    citation: 'RFC 9525, 2',
  },
  {
    rule: namedSubject,
    fault: 'an empty subject beside a subjectAltName that is not critical',
    faulty: certificate({}, empty),
    twin: 'a critical one',
    clean: certificate({ subjectAltName: subjectAltName(true) }, empty),
    code: 'subject-alt-name',
    message: /no critical subjectAltName/,
    citation: 'RFC 5280, 4.2.1.6',
  },
  {
    rule: namedSubject,
    fault: 'an empty subject and no subjectAltName',
    faulty: certificate(
      { subjectAltName: undefined, extKeyUsage: extKeyUsage(CLIENT_AUTH) },
      empty,
    ),
    twin: 'a subject and none',
    clean: certificate({ subjectAltName: undefined, extKeyUsage: extKeyUsage(CLIENT_AUTH) }),
    code: 'subject-alt-name',
    message: /no critical subjectAltName/,
    citation: 'RFC 5280, 4.2.1.6',
  },
];

describe('a rule', () => {
  it.each(cases)('finds $fault', ({ rule, faulty, code, message, citation }) => {
    const finding = { code, severity: 'error', message: expect.stringMatching(message), citation };
    expect(findingsBy([rule], faulty, ISSUING)).toEqual([finding]);
  });

  it.each(cases)('finds nothing in its twin with $twin ($fault)', ({ rule, clean }) => {
    expect(findingsBy([rule], clean, ISSUING)).toEqual([]);
  });
});

describe('checkIssuedCa', () => {
  const ca = (changes: Partial<ForeignContent> = {}) =>
    parseCertificate(
      foreignCertificate({
        key,
        extensions: [
          basicConstraints({ ca: true }),
          keyUsage(5, 6),
          parts.subjectKeyIdentifier,
          parts.authorityKeyIdentifier,
        ],
        ...changes,
      }),
    );

  it('finds nothing in a clean CA', () => {
    expect(checkIssuedCa(ca())).toEqual([]);
  });

  it.each<[string, Partial<ForeignContent>]>([
    ['serial-number', { serialNumber: Uint8Array.of(0x80) }],
    ['key-identifiers', { extensions: [basicConstraints({ ca: true }), keyUsage(5)] }],
    ['subject-name', { subject: sequence() }],
    ['ca-key-usage', { extensions: [basicConstraints({ ca: true })] }],
    ['name-constraints-form', { extensions: [extension('2.5.29.30', true, sequence())] }],
  ])('finds %s', (code, changes) => {
    const errors = checkIssuedCa(ca(changes)).filter(({ severity }) => severity === 'error');
    expect(errors.map((finding) => finding.code)).toContain(code);
  });
});

describe('checkIssuedEndEntity', () => {
  it.each(cases)('includes the rule that finds $fault', ({ faulty, code }) => {
    expect(checkIssuedEndEntity(faulty).map((finding) => finding.code)).toContain(code);
  });

  it('finds nothing in a clean certificate', () => {
    expect(checkIssuedEndEntity(certificate())).toEqual([]);
  });

  it('finds every fault of a certificate that has several', () => {
    const faulty = certificate(
      { subjectKeyIdentifier: undefined, keyUsage: undefined, subjectAltName: undefined },
      { serialNumber: Uint8Array.of(0) },
    );
    expect(checkIssuedEndEntity(faulty).map(({ code }) => code)).toEqual([
      'serial-number',
      'key-identifiers',
      'end-entity',
      'subject-alt-name',
    ]);
  });
});
