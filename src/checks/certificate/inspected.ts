// The rules for those who describe certificates of any origin: what can be judged from one alone,
// and its dates.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { unknownCriticalExtension } from '../extension/unknown-critical-extension.js';
import type { Finding } from '../finding.js';
import { findingsBy, type Rule } from '../rule.js';
import { expired } from './expired.js';
import { LINTED_CERTIFICATE_RULES } from './linted.js';
import { notYetValid } from './not-yet-valid.js';
import { CERTIFICATE_RULES } from './rules.js';
import { type CertificateTerms, termsFor } from './terms.js';

/** The most specific first. */
export const INSPECTED_RULES: readonly Rule<Certificate, CertificateTerms & { at: Date }>[] = [
  expired,
  notYetValid,
  ...CERTIFICATE_RULES,
  ...LINTED_CERTIFICATE_RULES,
  unknownCriticalExtension,
];

export function checkInspectedCertificate(certificate: Certificate, at: Date): Finding[] {
  return findingsBy(INSPECTED_RULES, certificate, { ...termsFor(certificate, 'inspecting'), at });
}
