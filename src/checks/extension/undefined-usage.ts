// Rule: a keyUsage has the nine bits that are defined, and no others (RFC 5280, 4.2.1.3).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { BROKEN_MUST, type Rule } from '../rule.js';

export const undefinedUsage: Rule<Pick<Certificate, 'keyUsage'>> = {
  code: 'undefined-usage',
  citation: 'RFC 5280, 4.2.1.3',
  ...BROKEN_MUST,
  check({ keyUsage = [] }) {
    const undefinedBits = keyUsage.filter((use) => use.startsWith('bit '));
    return undefinedBits.length === 0
      ? []
      : [{ message: `the keyUsage has ${undefinedBits.join(', ')}, which nothing defines` }];
  },
};
