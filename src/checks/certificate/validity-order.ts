// Rule: notAfter does not come before notBefore, else the certificate is never valid (RFC 5280,
// 4.1.2.5).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const validityOrder: Rule<Pick<Certificate, 'notBefore' | 'notAfter'>> = {
  code: 'validity-order',
  citation: 'RFC 5280, 4.1.2.5',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ notBefore, notAfter }) =>
    notBefore <= notAfter
      ? []
      : [{ message: 'notAfter comes before notBefore, so the certificate is never valid' }],
};
