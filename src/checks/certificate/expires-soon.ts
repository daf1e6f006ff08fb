// Rule: what ends within a week is said while there is time to renew it. No standard asks for it:
// 4.1.2.5 only says when the validity ends.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime } from '../../pki/certificate/validity.js';
import { COMMON_RANK, type Rule } from '../rule.js';

const WEEK = 7 * 86_400_000;

export const expiresSoon: Rule<Pick<Certificate, 'notAfter'>, { at: Date }> = {
  code: 'expires-soon',
  citation: 'RFC 5280, 4.1.2.5',
  severity: 'warning',
  rank: COMMON_RANK,
  check({ notAfter }, { at }) {
    const left = notAfter.getTime() - at.getTime();
    if (left < 0 || left >= WEEK) return [];
    return [{ message: `the certificate ends within seven days, at ${formatTime(notAfter)}` }];
  },
};
