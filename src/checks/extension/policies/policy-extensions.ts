// Rules: policies stand once each, anyPolicy is mapped to nothing, and policyConstraints constrain
// (RFC 5280, 4.2.1.4, 4.2.1.5 and 4.2.1.11).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { ANY_POLICY, policyFieldsOf } from '../../../pki/path/policy-fields.js';
import { COMMON_RANK, type Rule } from '../../rule.js';

const COMMON = { code: 'policy-extensions', severity: 'error', rank: COMMON_RANK } as const;

export const repeatedPolicy: Rule<Pick<Certificate, 'extensions'>> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.1.4',
  check(certificate) {
    const { policies = [] } = policyFieldsOf(certificate);
    return new Set(policies).size < policies.length
      ? [{ message: 'a certificate policy is there more than once' }]
      : [];
  },
};

export const mappedAnyPolicy: Rule<Pick<Certificate, 'extensions'>> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.1.5',
  check: (certificate) =>
    policyFieldsOf(certificate).mappings.some(
      ({ issuerDomain, subjectDomain }) =>
        issuerDomain === ANY_POLICY || subjectDomain === ANY_POLICY,
    )
      ? [{ message: 'the policyMappings map anyPolicy' }]
      : [],
};

export const emptyPolicyConstraints: Rule<Pick<Certificate, 'extensions'>> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.1.11',
  check: ({ extensions }) =>
    extensions.some(({ oid, value }) => oid === EXTENSION.policyConstraints && value.length === 2)
      ? [{ message: 'the policyConstraints are empty' }]
      : [],
};
