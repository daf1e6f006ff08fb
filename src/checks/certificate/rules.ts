// The rules that one certificate can be judged by alone: the one set for what we issue, for what we describe and for paths.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import { checkAlgorithmMismatch } from './algorithm-mismatch.js';
import { checkAlternativeNames } from '../extension/alternative-names.js';
import { checkBasicConstraints } from '../extension/basic-constraints.js';
import { checkCaKeyUsage } from '../extension/ca-key-usage.js';
import { checkCertificateStructure } from './certificate-structure.js';
import { checkEncoding } from './encoding.js';
import { checkExtensionCriticality } from '../extension/extension-criticality.js';
import type { Finding } from '../finding.js';
import { checkIssuerName } from './issuer-name.js';
import { checkKeyIdentifiers } from '../extension/key-identifiers.js';
import { checkKeyUsageValue } from '../extension/key-usage-value.js';
import { checkMalformedExtension } from '../extension/malformed-extension.js';
import { checkNameConstraintsForm } from '../extension/name-constraints-form.js';
import { checkPolicyExtensions } from '../extension/policy-extensions.js';
import { checkPublicKey } from './public-key.js';
import { checkRepeatedExtension } from '../extension/repeated-extension.js';
import { checkSerialNumber } from './serial-number.js';
import { checkSignatureAlgorithm } from './signature-algorithm.js';
import { checkSubjectAltName } from '../extension/subject-alt-name.js';
import { checkSubjectAttributes } from './subject-attributes.js';
import { checkSubjectName } from './subject-name.js';
import { checkTlsKeyUsage } from '../extension/tls-key-usage.js';
import { checkUnderscoreName } from '../extension/underscore-name.js';
import { checkUniqueIdentifiers } from './unique-identifiers.js';
import { checkValidityEncoding } from './validity-encoding.js';
import { checkValidityOrder } from './validity-order.js';
import { checkVersion } from './version.js';

const RULES: readonly ((certificate: Certificate, isRoot: boolean) => Finding[])[] = [
  checkValidityOrder,
  checkMalformedExtension,
  checkRepeatedExtension,
  checkEncoding,
  checkCertificateStructure,
  checkAlgorithmMismatch,
  checkSignatureAlgorithm,
  checkPublicKey,
  checkVersion,
  serialNumber,
  checkValidityEncoding,
  checkIssuerName,
  checkSubjectName,
  checkSubjectAttributes,
  checkBasicConstraints,
  checkCaKeyUsage,
  checkKeyUsageValue,
  checkTlsKeyUsage,
  subjectAltName,
  checkAlternativeNames,
  checkUnderscoreName,
  checkNameConstraintsForm,
  checkPolicyExtensions,
  checkExtensionCriticality,
  keyIdentifiers,
  checkUniqueIdentifiers,
];

/**
 * The most specific first; dates are left to those who know the time. Of a root some rules ask less: who sees a path says which one
 * it is, else whoever names itself as its issuer is taken for one.
 */
export function checkCertificate(
  certificate: Certificate,
  isRoot = isSelfIssued(certificate),
): Finding[] {
  return RULES.flatMap((rule) => rule(certificate, isRoot));
}

function isSelfIssued({ subjectDer, issuerDer }: Certificate): boolean {
  return equalBytes(subjectDer, issuerDer);
}

/** RFC 5280, 4.1.2.2: negative numbers are to be handled gracefully; and there are roots with the number 0. What we issue is held to the letter. */
function serialNumber(certificate: Certificate, isRoot: boolean): Finding[] {
  const isNegative = ((certificate.serialNumberOctets[0] ?? 0) & 0x80) !== 0;
  const findings = checkSerialNumber(certificate);
  if (!isNegative && !isRoot) return findings;
  return findings.map((finding) => ({ ...finding, severity: 'warning', breaksMust: true }));
}

/** A CA may be limited to serverAuth (RFC 5280, 4.2.1.12 and its use in CAs) and names no server for that. */
function subjectAltName(certificate: Certificate): Finding[] {
  return certificate.basicConstraints?.ca ? [] : checkSubjectAltName(certificate);
}

/**
 * What we issue always has both; of others RFC 5280 wants less: no authorityKeyIdentifier where the CA signed itself (4.2.1.1),
 * and an end entity only should have a subjectKeyIdentifier (4.2.1.2). Version 1 can have neither.
 */
function keyIdentifiers(certificate: Certificate, isRoot: boolean): Finding[] {
  if (certificate.version < 3) return [];
  const isCa = certificate.basicConstraints?.ca === true;
  return checkKeyIdentifiers(certificate)
    .filter(({ citation }) => !(isRoot && citation.endsWith('4.2.1.1')))
    .map((finding) => {
      const isOnlyAdvised = !isCa && finding.citation.endsWith('4.2.1.2');
      return { ...finding, severity: isOnlyAdvised ? 'info' : finding.severity };
    });
}
