// Rules: a CA's keyUsage holds keyCertSign, and nobody else's does (RFC 5280, 4.2.1.3 and 4.2.1.9).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { COMMON_RANK, type Rule } from '../rule.js';

type Judged = Pick<Certificate, 'basicConstraints' | 'keyUsage'>;

export const keyUsageOfCa: Rule<Judged> = {
  code: 'ca-key-usage',
  citation: 'RFC 5280, 4.2.1.3',
  // A CA may have a key for CRLs only (4.2.1.3); a path through it fails by a rule of its own.
  severities: ['error', 'warning'],
  severity: ({ keyUsage }) => (keyUsage === undefined ? 'error' : 'warning'),
  rank: COMMON_RANK,
  check({ basicConstraints, keyUsage }) {
    if (!basicConstraints?.ca || keyUsage?.includes('keyCertSign')) return [];
    const message =
      keyUsage === undefined
        ? 'this is a CA without keyUsage'
        : 'this is a CA, and its keyUsage lacks keyCertSign, so nothing that it signs is accepted';
    return [{ message }];
  },
};

export const keyUsageOfOthers: Rule<Judged> = {
  code: 'ca-key-usage',
  citation: 'RFC 5280, 4.2.1.9',
  severity: 'error',
  rank: COMMON_RANK,
  check({ basicConstraints, keyUsage }) {
    if (basicConstraints?.ca || !keyUsage?.includes('keyCertSign')) return [];
    const message =
      'the keyUsage has keyCertSign, and the basicConstraints do not say that this is a CA';
    return [{ message }];
  },
};
