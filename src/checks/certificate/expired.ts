// Rule: after notAfter a certificate is not valid any more (RFC 5280, 4.1.2.5).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Rule } from '../rule.js';

export const expired: Rule<Pick<Certificate, 'notAfter'>, { at: Date }> = {
  code: 'expired',
  citation: 'RFC 5280, 4.1.2.5',
  severity: 'error',
  rank: 30,
  check: ({ notAfter }, { at }) =>
    at <= notAfter ? [] : [{ message: `the certificate expired at ${formatTime(notAfter)}` }],
};
