// Rule: before notBefore a certificate is not valid yet, which is often a clock that is wrong (RFC
// 5280, 4.1.2.5).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Rule } from '../rule.js';

export const notYetValid: Rule<Pick<Certificate, 'notBefore'>, { at: Date }> = {
  code: 'not-yet-valid',
  citation: 'RFC 5280, 4.1.2.5',
  severity: 'error',
  rank: 40,
  check({ notBefore }, { at }) {
    if (at >= notBefore) return [];
    const message = `the certificate is valid from ${formatTime(notBefore)} on, and it is ${formatTime(at)}`;
    return [{ message }];
  },
};
