// The rules that can be judged from one certificate alone, for those who describe certificates of any origin.
import type { Certificate } from '../pki/certificate.js';
import { equalBytes } from '../pki/hex.js';
import { describePublicKey } from '../pki/public-key.js';
import { checkBasicConstraints } from './basic-constraints.js';
import { checkCaKeyUsage } from './ca-key-usage.js';
import { checkExpired } from './expired.js';
import type { Finding } from './finding.js';
import { checkIssuerName } from './issuer-name.js';
import { checkKeyIdentifiers } from './key-identifiers.js';
import { checkKeySize } from './key-size.js';
import { checkMalformedExtension } from './malformed-extension.js';
import { checkNotYetValid } from './not-yet-valid.js';
import { checkRepeatedExtension } from './repeated-extension.js';
import { checkSerialNumber } from './serial-number.js';
import { checkSignatureAlgorithm } from './signature-algorithm.js';
import { checkSubjectAltName } from './subject-alt-name.js';
import { checkTlsKeyUsage } from './tls-key-usage.js';
import { checkUnknownCriticalExtension } from './unknown-critical-extension.js';
import { checkValidityOrder } from './validity-order.js';
import { checkVersion } from './version.js';

const RULES: readonly ((certificate: Certificate, now: Date) => Finding[])[] = [
  checkExpired,
  checkNotYetValid,
  checkValidityOrder,
  checkMalformedExtension,
  checkRepeatedExtension,
  checkSignatureAlgorithm,
  ({ subjectPublicKeyInfo }) => checkKeySize(describePublicKey(subjectPublicKeyInfo)),
  checkVersion,
  serialNumber,
  checkIssuerName,
  checkBasicConstraints,
  checkCaKeyUsage,
  checkTlsKeyUsage,
  subjectAltName,
  keyIdentifiers,
  checkUnknownCriticalExtension,
];

/** The most specific first. Throws `input-limit` for an RSA key that is too large to be read. */
export function checkInspectedCertificate(certificate: Certificate, now: Date): Finding[] {
  return RULES.flatMap((rule) => rule(certificate, now));
}

/** What we issue is held to the letter; of others, roots with the serial number 0 among them, verifiers take nearly all. */
function serialNumber(certificate: Certificate): Finding[] {
  return checkSerialNumber(certificate).map((finding) => ({ ...finding, severity: 'warning' }));
}

/** A CA may be limited to serverAuth (RFC 5280, 4.2.1.12 and its use in CAs) and names no server for that. */
function subjectAltName(certificate: Certificate): Finding[] {
  return certificate.basicConstraints?.ca ? [] : checkSubjectAltName(certificate);
}

/**
 * What we issue always has both; of others RFC 5280 wants less: no authorityKeyIdentifier where the CA signed itself (4.2.1.1),
 * and an end entity only should have a subjectKeyIdentifier (4.2.1.2). Version 1 can have neither.
 */
function keyIdentifiers(certificate: Certificate): Finding[] {
  if (certificate.version < 3) return [];
  const isSelfIssued = equalBytes(certificate.subjectDer, certificate.issuerDer);
  const isCa = certificate.basicConstraints?.ca === true;
  return checkKeyIdentifiers(certificate)
    .filter(({ citation }) => !(isSelfIssued && citation.endsWith('4.2.1.1')))
    .map((finding) => {
      const isOnlyAdvised = !isCa && finding.citation.endsWith('4.2.1.2');
      return { ...finding, severity: isOnlyAdvised ? 'info' : 'warning' };
    });
}
