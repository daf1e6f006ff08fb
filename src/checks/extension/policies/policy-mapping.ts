// Rules: what is mapped is also asserted, and is mapped by CAs (RFC 5280, 4.2.1.5).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { ANY_POLICY, policyFieldsOf } from '../../../pki/path/policy-fields.js';
import { ADVICE, type Rule } from '../../rule.js';

/** SHOULD. */
export const mappedPolicy: Rule<Pick<Certificate, 'extensions'>> = {
  code: 'policy-mapping',
  citation: 'RFC 5280, 4.2.1.5',
  ...ADVICE,
  check(certificate) {
    const { policies = [], mappings } = policyFieldsOf(certificate);
    const mapped = new Set(mappings.map(({ issuerDomain }) => issuerDomain));
    return [...mapped]
      .filter((policy) => !policies.includes(policy) && policy !== ANY_POLICY)
      .map((policy) => ({
        message: `the policyMappings map ${policy}, and the certificatePolicies do not hold it`,
      }));
  },
};
