// Rule: policies stand once each, anyPolicy is mapped to nothing, and policyConstraints constrain (RFC 5280, 4.2.1.4, 4.2.1.5 and 4.2.1.11).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { ANY_POLICY, policyFieldsOf } from '../../pki/path/policy-fields.js';
import type { Finding } from '../finding.js';

export function checkPolicyExtensions(certificate: Certificate): Finding[] {
  const { policies = [], mappings } = policyFieldsOf(certificate);
  const isAnyMapped = mappings.some(
    ({ issuerDomain, subjectDomain }) =>
      issuerDomain === ANY_POLICY || subjectDomain === ANY_POLICY,
  );
  const isEmpty = certificate.extensions.some(
    ({ oid, value }) => oid === EXTENSION.policyConstraints && value.length === 2,
  );
  return [
    ...(new Set(policies).size < policies.length
      ? [error('a certificate policy is there more than once', '4.2.1.4')]
      : []),
    ...(isAnyMapped ? [error('the policyMappings map anyPolicy', '4.2.1.5')] : []),
    ...(isEmpty ? [error('the policyConstraints are empty', '4.2.1.11')] : []),
  ];
}

function error(message: string, section: string): Finding {
  return {
    code: 'policy-extensions',
    severity: 'error',
    message,
    citation: `RFC 5280, ${section}`,
  };
}
