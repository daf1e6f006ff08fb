// The rules that every certificate must pass before it leaves the process: those for any
// certificate, of which some are stricter here.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { authorityKeyIdentifier, subjectKeyIdentifier } from '../extension/key-identifiers.js';
import type { Finding } from '../finding.js';
import { findingsBy, type Rule } from '../rule.js';
import { endEntityBasicConstraints, endEntityKeyUsage } from './end-entity.js';
import { CERTIFICATE_RULES } from './rules.js';
import { serialNumber } from './serial-number.js';
import { type CertificateTerms, termsFor } from './terms.js';

type IssuedRule = Rule<Certificate, CertificateTerms>;

/** Told first. */
const STRICTER: readonly IssuedRule[] = [
  serialNumber,
  subjectKeyIdentifier,
  authorityKeyIdentifier,
];

export const ISSUED_CA_RULES: readonly IssuedRule[] = eachOnce(...STRICTER, ...CERTIFICATE_RULES);

export const ISSUED_END_ENTITY_RULES: readonly IssuedRule[] = eachOnce(
  ...STRICTER,
  endEntityBasicConstraints,
  endEntityKeyUsage,
  ...CERTIFICATE_RULES,
);

function eachOnce(...rules: readonly IssuedRule[]): readonly IssuedRule[] {
  return [...new Set(rules)];
}

export function checkIssuedCa(certificate: Certificate): Finding[] {
  return findingsBy(ISSUED_CA_RULES, certificate, termsFor(certificate, 'issuing'));
}

export function checkIssuedEndEntity(certificate: Certificate): Finding[] {
  return findingsBy(ISSUED_END_ENTITY_RULES, certificate, termsFor(certificate, 'issuing'));
}
