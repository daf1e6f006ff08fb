// Rule: the issuer has a name (RFC 5280, 4.1.2.4); without one no chain can be built.
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { COMMON_RANK, type Rule } from '../../rule.js';

export const issuerName: Rule<Pick<Certificate, 'issuer'>> = {
  code: 'issuer-name',
  citation: 'RFC 5280, 4.1.2.4',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ issuer }) => (issuer.length > 0 ? [] : [{ message: 'the issuer is empty' }]),
};
