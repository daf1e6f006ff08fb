// Rule: a CA has a name, since what it issues must name it (RFC 5280, 4.1.2.6).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { COMMON_RANK, type Rule } from '../../rule.js';

export const subjectName: Rule<Pick<Certificate, 'subject' | 'basicConstraints' | 'keyUsage'>> = {
  code: 'subject-name',
  citation: 'RFC 5280, 4.1.2.6',
  severity: 'error',
  rank: COMMON_RANK,
  check({ subject, basicConstraints, keyUsage }) {
    const needsName = basicConstraints?.ca === true || keyUsage?.includes('cRLSign') === true;
    return subject.length > 0 || !needsName
      ? []
      : [{ message: 'the subject is empty, and whoever signs certificates or CRLs has a name' }];
  },
};
