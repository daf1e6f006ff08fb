// Rules: a keyUsage allows something (RFC 5280, 4.2.1.3), and so does an extKeyUsage (4.2.1.12).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const keyUsageValue: Rule<Pick<Certificate, 'keyUsage'>> = {
  code: 'key-usage-value',
  citation: 'RFC 5280, 4.2.1.3',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ keyUsage }) =>
    keyUsage?.length === 0 ? [{ message: 'the keyUsage has no bit set' }] : [],
};

export const extKeyUsageValue: Rule<Pick<Certificate, 'extKeyUsage'>> = {
  code: 'key-usage-value',
  citation: 'RFC 5280, 4.2.1.12',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ extKeyUsage }) =>
    extKeyUsage?.length === 0 ? [{ message: 'the extKeyUsage is empty' }] : [],
};
