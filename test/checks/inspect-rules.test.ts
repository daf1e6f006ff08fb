// Each rule that inspect judges by: one faulty and one clean certificate, request, CRL or store.
import { describe, expect, it } from 'vitest';
import { expired } from '../../src/checks/certificate/expired.js';
import { checkInspectedCertificate } from '../../src/checks/certificate/inspected.js';
import { issuerName } from '../../src/checks/certificate/name/issuer-name.js';
import { keySize } from '../../src/checks/certificate/key/key-size.js';
import { notYetValid } from '../../src/checks/certificate/not-yet-valid.js';
import {
  signatureOverMd5,
  signatureOverSha1,
} from '../../src/checks/certificate/signature/signature-algorithm.js';
import type { CertificateTerms } from '../../src/checks/certificate/terms.js';
import { validityOrder } from '../../src/checks/certificate/validity-order.js';
import { version } from '../../src/checks/certificate/version.js';
import { currentCrl, datedCrl, issuedCrl } from '../../src/checks/crl/crl-update.js';
import { basicConstraints as basicConstraintsRule } from '../../src/checks/extension/basic-constraints.js';
import { keyUsageOfCa, keyUsageOfOthers } from '../../src/checks/extension/ca-key-usage.js';
import { malformedExtension } from '../../src/checks/extension/malformed-extension.js';
import { repeatedExtension } from '../../src/checks/extension/repeated-extension.js';
import { tlsKeyUsage } from '../../src/checks/extension/tls-key-usage.js';
import { unknownCriticalExtension } from '../../src/checks/extension/unknown-critical-extension.js';
import type { Finding, Severity } from '../../src/checks/finding.js';
import { javaTrust } from '../../src/checks/loading/java-trust.js';
import { requestSignature } from '../../src/checks/request/request-signature.js';
import { findingsBy, type Rule } from '../../src/checks/rule.js';
import type { Certificate } from '../../src/pki/certificate/certificate.js';
import { decodeCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import {
  boolean,
  commonNames,
  nul,
  octetString,
  oid,
  sequence,
  utf8String,
} from '../support/der.js';
import { daysFromNow, NOW } from '../support/fixed-clock.js';
import { fixtureKey } from '../support/fixture-keys.js';
import {
  basicConstraints,
  ecKey,
  extension,
  extKeyUsage,
  type ForeignContent,
  foreignCertificate,
  keyFromPem,
  keyUsage,
  rootExtensions,
  subjectKeyIdentifier,
} from '../support/foreign-certificate.js';
import { inspectFixtureDer } from '../support/inspect-fixture.js';

const key = ecKey();
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const made = (content: Partial<ForeignContent> = {}): Certificate =>
  decodeCertificate(foreignCertificate({ key, ...content }));
const good = decodeCertificate(inspectFixtureDer('server.crt'));
const root = decodeCertificate(inspectFixtureDer('ca.crt'));
const byOther = { issuer: commonNames('Other CA') };
const signedBy = (algorithm: string) => ({ signatureAlgorithm: sequence(oid(algorithm), nul) });
const weakRsa = keyFromPem(fixtureKey('rsa-1024'));
const strongRsa = keyFromPem(fixtureKey('rsa-2048'));
const notCritical = extension('2.5.29.19', false, sequence(boolean(true)));
const store = (isTrustedByJava: boolean, hasKeys = false) =>
  findingsBy([javaTrust], { hasKeys, certificates: [{ isTrustedByJava }] });
const crl = (nextDay?: number, thisDay = -1) =>
  findingsBy(
    [issuedCrl, datedCrl, currentCrl],
    {
      thisUpdate: daysFromNow(thisDay),
      nextUpdate: nextDay === undefined ? undefined : daysFromNow(nextDay),
    },
    { at: NOW },
  );
const request = (isSignatureValid: boolean | null) =>
  findingsBy([requestSignature], undefined, { isSignatureValid });
const by = (
  rule: Rule<Certificate, CertificateTerms & { at: Date }>,
  certificate: Certificate,
  terms: Partial<CertificateTerms & { at: Date }> = {},
) => findingsBy([rule], certificate, { at: NOW, isRoot: false, occasion: 'inspecting', ...terms });

type Row = [
  code: string,
  severity: Severity,
  what: string,
  faulty: () => Finding[],
  clean: () => Finding[],
];

const RULES: Row[] = [
  [
    'expired',
    'error',
    'after its end',
    () => by(expired, made({ notAfter: daysFromNow(-1) })),
    () => by(expired, good, { at: good.notAfter }),
  ],
  [
    'not-yet-valid',
    'error',
    'before its start',
    () => by(notYetValid, made({ notBefore: daysFromNow(1) })),
    () => by(notYetValid, good, { at: good.notBefore }),
  ],
  [
    'validity-order',
    'error',
    'an end before the start',
    () => by(validityOrder, made({ notBefore: daysFromNow(2), notAfter: daysFromNow(1) })),
    () => by(validityOrder, good),
  ],
  [
    'signature-algorithm',
    'error',
    'SHA-1',
    () => by(signatureOverSha1, made({ ...byOther, ...signedBy('1.2.840.113549.1.1.5') })),
    () => by(signatureOverSha1, good),
  ],
  [
    'signature-algorithm',
    'error',
    'MD5',
    () => by(signatureOverMd5, made({ ...byOther, ...signedBy('1.2.840.113549.1.1.4') })),
    () => by(signatureOverMd5, made({ ...byOther, ...signedBy('1.2.840.113549.1.1.11') })),
  ],
  [
    'signature-algorithm',
    'info',
    'SHA-1, signed by itself',
    () => by(signatureOverSha1, made(signedBy('1.2.840.113549.1.1.5')), { isRoot: true }),
    () => by(signatureOverSha1, root, { isRoot: true }),
  ],
  [
    'key-size',
    'error',
    'RSA 1024',
    () => findingsBy([keySize], weakRsa),
    () => findingsBy([keySize], strongRsa),
  ],
  [
    'version',
    'error',
    'version 1 with extensions',
    () => by(version, { ...good, version: 1 }),
    () => by(version, good),
  ],
  [
    'version',
    'warning',
    'version 1',
    () => by(version, { ...good, version: 1, extensions: [] }),
    () => by(version, root),
  ],
  [
    'basic-constraints',
    'warning',
    'a CA, not critical',
    () => by(basicConstraintsRule, made({ extensions: [notCritical] })),
    () => by(basicConstraintsRule, root),
  ],
  [
    'basic-constraints',
    'error',
    'a path length where there is no CA',
    () =>
      by(
        basicConstraintsRule,
        made({ extensions: [basicConstraints({ ca: false, pathLength: 0 })] }),
      ),
    () => by(basicConstraintsRule, good),
  ],
  [
    'ca-key-usage',
    'error',
    'a CA without keyUsage',
    () => by(keyUsageOfCa, made({ extensions: [basicConstraints({ ca: true })] })),
    () => by(keyUsageOfCa, root),
  ],
  [
    'ca-key-usage',
    'warning',
    'a CA without keyCertSign',
    () => by(keyUsageOfCa, made({ extensions: [basicConstraints({ ca: true }), keyUsage(6)] })),
    () => by(keyUsageOfCa, made()),
  ],
  [
    'ca-key-usage',
    'error',
    'keyCertSign without a CA',
    () =>
      by(keyUsageOfOthers, made({ extensions: [basicConstraints({ ca: false }), keyUsage(0, 5)] })),
    () => by(keyUsageOfOthers, good),
  ],
  [
    'tls-key-usage',
    'error',
    'a server that may not sign',
    () => by(tlsKeyUsage, made({ extensions: [keyUsage(2), extKeyUsage(SERVER_AUTH)] })),
    () => by(tlsKeyUsage, good),
  ],
  [
    'repeated-extension',
    'error',
    'an extension twice',
    () => by(repeatedExtension, made({ extensions: [keyUsage(0), keyUsage(0)] })),
    () => by(repeatedExtension, good),
  ],
  [
    'malformed-extension',
    'error',
    'a keyUsage that is text',
    () =>
      by(malformedExtension, made({ extensions: [extension('2.5.29.15', true, utf8String('x'))] })),
    () => by(malformedExtension, good),
  ],
  [
    'unknown-critical-extension',
    'warning',
    'an unknown extension, critical',
    () => by(unknownCriticalExtension, made({ extensions: [extension('1.2.3', true, nul)] })),
    () => by(unknownCriticalExtension, made({ extensions: [extension('1.2.3', false, nul)] })),
  ],
  [
    'issuer-name',
    'error',
    'an empty issuer',
    () => by(issuerName, made({ issuer: commonNames() })),
    () => by(issuerName, good),
  ],
  [
    'request-signature',
    'error',
    'a wrong signature',
    () => request(false),
    () => [...request(true), ...request(null)],
  ],
  ['crl-update', 'error', 'outdated', () => crl(-1, -2), () => crl(1)],
  ['crl-update', 'error', 'of tomorrow', () => crl(2, 1), () => crl(2, 0)],
  ['crl-update', 'warning', 'no nextUpdate', () => crl(), () => crl(30)],
  ['java-trust', 'warning', 'no attribute', () => store(false), () => store(true)],
  ['java-trust', 'info', 'no attribute beside a key', () => store(false, true), () => store(true)],
];

describe.each(RULES)('%s (%s): %s', (code, severity, _, faulty, clean) => {
  it('is found', () => {
    expect(faulty()).toMatchObject([
      { code, severity, citation: expect.stringMatching(/\d|OpenJDK/) },
    ]);
  });

  it('is not found where all is well', () => {
    expect(clean()).toEqual([]);
  });
});

describe('all rules on one certificate', () => {
  const codes = (certificate: Certificate) =>
    checkInspectedCertificate(certificate, NOW).map(({ code, severity }) => `${severity} ${code}`);

  it('finds nothing in good ones', () => {
    expect(codes(good)).toEqual([]);
    expect(codes(root)).toEqual([]);
  });

  it('misses the subjectAltName of a server, not of a CA that is limited to servers', () => {
    const use = extKeyUsage(SERVER_AUTH);
    const id = subjectKeyIdentifier(Uint8Array.of(1));
    const server = made({ extensions: [keyUsage(0), use, id] });
    expect(codes(server)).toEqual(['error subject-alt-name']);
    expect(codes(made({ extensions: [...rootExtensions(), use, id] }))).toEqual([]);
  });

  it('takes key identifiers as RFC 5280 does', () => {
    expect(codes(made())).toEqual(['error key-identifiers']);
    expect(codes(made({ ...byOther, extensions: [keyUsage(0)] }))).toEqual([
      'info key-identifiers',
      'error key-identifiers',
    ]);
  });

  it('judges the serial number as it is encoded', () => {
    const serial = (...octets: number[]) =>
      codes(
        made({
          serialNumber: Uint8Array.from(octets),
          extensions: [...rootExtensions(), subjectKeyIdentifier(octetString(Uint8Array.of(1)))],
        }),
      );
    expect(serial(0x80)).toEqual(['warning serial-number']);
    expect(serial(0)).toEqual(['warning serial-number']);
    expect(serial(0, 0x80)).toEqual([]);
  });

  it('names the most specific first', () => {
    expect(codes(made({ notAfter: daysFromNow(-1), extensions: [notCritical] }))[0]).toBe(
      'error expired',
    );
  });
});
