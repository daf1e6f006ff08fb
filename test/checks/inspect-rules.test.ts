// Each rule that inspect judges by: one faulty and one clean certificate, request, CRL or store.
import { describe, expect, it } from 'vitest';
import { checkBasicConstraints } from '../../src/checks/extension/basic-constraints.js';
import { checkCaKeyUsage } from '../../src/checks/extension/ca-key-usage.js';
import { checkCrlUpdate } from '../../src/checks/crl/update.js';
import { checkExpired } from '../../src/checks/certificate/expired.js';
import type { Finding, Severity } from '../../src/checks/finding.js';
import { checkInspectedCertificate } from '../../src/checks/certificate/inspected.js';
import { checkIssuerName } from '../../src/checks/certificate/issuer-name.js';
import { checkJavaTrust } from '../../src/checks/loading/java-trust.js';
import { checkKeySize } from '../../src/checks/certificate/key-size.js';
import { checkMalformedExtension } from '../../src/checks/extension/malformed-extension.js';
import { checkNotYetValid } from '../../src/checks/certificate/not-yet-valid.js';
import { checkRepeatedExtension } from '../../src/checks/extension/repeated-extension.js';
import { checkRequestSignature } from '../../src/checks/request/signature.js';
import { checkSignatureAlgorithm } from '../../src/checks/certificate/signature-algorithm.js';
import { checkTlsKeyUsage } from '../../src/checks/extension/tls-key-usage.js';
import { checkUnknownCriticalExtension } from '../../src/checks/extension/unknown-critical-extension.js';
import { checkValidityOrder } from '../../src/checks/certificate/validity-order.js';
import { checkVersion } from '../../src/checks/certificate/version.js';
import type { Certificate } from '../../src/pki/certificate/certificate.js';
import { decodeCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { describePublicKey } from '../../src/pki/key/public-key.js';
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
const sizeOf = ({ subjectPublicKeyInfo }: { subjectPublicKeyInfo: Uint8Array }) =>
  checkKeySize(describePublicKey(subjectPublicKeyInfo));
const notCritical = extension('2.5.29.19', false, sequence(boolean(true)));
const store = (isTrustedByJava: boolean, hasKeys = false) =>
  checkJavaTrust({ hasKeys, certificates: [{ isTrustedByJava }] });
const crl = (nextDay?: number, thisDay = -1) =>
  checkCrlUpdate(
    {
      thisUpdate: daysFromNow(thisDay),
      nextUpdate: nextDay === undefined ? undefined : daysFromNow(nextDay),
    },
    NOW,
  );

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
    () => checkExpired(made({ notAfter: daysFromNow(-1) }), NOW),
    () => checkExpired(good, good.notAfter),
  ],
  [
    'not-yet-valid',
    'error',
    'before its start',
    () => checkNotYetValid(made({ notBefore: daysFromNow(1) }), NOW),
    () => checkNotYetValid(good, good.notBefore),
  ],
  [
    'validity-order',
    'error',
    'an end before the start',
    () => checkValidityOrder(made({ notBefore: daysFromNow(2), notAfter: daysFromNow(1) })),
    () => checkValidityOrder(good),
  ],
  [
    'signature-algorithm',
    'error',
    'SHA-1',
    () => checkSignatureAlgorithm(made({ ...byOther, ...signedBy('1.2.840.113549.1.1.5') }), false),
    () => checkSignatureAlgorithm(good, false),
  ],
  [
    'signature-algorithm',
    'error',
    'MD5',
    () => checkSignatureAlgorithm(made({ ...byOther, ...signedBy('1.2.840.113549.1.1.4') }), false),
    () =>
      checkSignatureAlgorithm(made({ ...byOther, ...signedBy('1.2.840.113549.1.1.11') }), false),
  ],
  [
    'signature-algorithm',
    'info',
    'SHA-1, signed by itself',
    () => checkSignatureAlgorithm(made(signedBy('1.2.840.113549.1.1.5')), true),
    () => checkSignatureAlgorithm(root, true),
  ],
  ['key-size', 'error', 'RSA 1024', () => sizeOf(weakRsa), () => sizeOf(strongRsa)],
  [
    'version',
    'error',
    'version 1 with extensions',
    () => checkVersion({ ...good, version: 1 }),
    () => checkVersion(good),
  ],
  [
    'version',
    'warning',
    'version 1',
    () => checkVersion({ ...good, version: 1, extensions: [] }),
    () => checkVersion(root),
  ],
  [
    'basic-constraints',
    'error',
    'a CA, not critical',
    () => checkBasicConstraints(made({ extensions: [notCritical] })),
    () => checkBasicConstraints(root),
  ],
  [
    'basic-constraints',
    'error',
    'a path length where there is no CA',
    () =>
      checkBasicConstraints(made({ extensions: [basicConstraints({ ca: false, pathLength: 0 })] })),
    () => checkBasicConstraints(good),
  ],
  [
    'ca-key-usage',
    'error',
    'a CA without keyUsage',
    () => checkCaKeyUsage(made({ extensions: [basicConstraints({ ca: true })] })),
    () => checkCaKeyUsage(root),
  ],
  [
    'ca-key-usage',
    'warning',
    'a CA without keyCertSign',
    () => checkCaKeyUsage(made({ extensions: [basicConstraints({ ca: true }), keyUsage(6)] })),
    () => checkCaKeyUsage(made()),
  ],
  [
    'ca-key-usage',
    'error',
    'keyCertSign without a CA',
    () => checkCaKeyUsage(made({ extensions: [basicConstraints({ ca: false }), keyUsage(0, 5)] })),
    () => checkCaKeyUsage(good),
  ],
  [
    'tls-key-usage',
    'error',
    'a server that may not sign',
    () => checkTlsKeyUsage(made({ extensions: [keyUsage(2), extKeyUsage(SERVER_AUTH)] })),
    () => checkTlsKeyUsage(good),
  ],
  [
    'repeated-extension',
    'error',
    'an extension twice',
    () => checkRepeatedExtension(made({ extensions: [keyUsage(0), keyUsage(0)] })),
    () => checkRepeatedExtension(good),
  ],
  [
    'malformed-extension',
    'error',
    'a keyUsage that is text',
    () =>
      checkMalformedExtension(
        made({ extensions: [extension('2.5.29.15', true, utf8String('x'))] }),
      ),
    () => checkMalformedExtension(good),
  ],
  [
    'unknown-critical-extension',
    'warning',
    'an unknown extension, critical',
    () => checkUnknownCriticalExtension(made({ extensions: [extension('1.2.3', true, nul)] })),
    () => checkUnknownCriticalExtension(made({ extensions: [extension('1.2.3', false, nul)] })),
  ],
  [
    'issuer-name',
    'error',
    'an empty issuer',
    () => checkIssuerName(made({ issuer: commonNames() })),
    () => checkIssuerName(good),
  ],
  [
    'request-signature',
    'error',
    'a wrong signature',
    () => checkRequestSignature(false),
    () => [...checkRequestSignature(true), ...checkRequestSignature(null)],
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
