// Rule: the values of a subject's attributes are of their types, of their lengths and of something
// (RFC 5280, 4.1.2.4, 4.1.2.6 and A.1).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { nameFaults } from '../../../pki/names/name-fault.js';
import { COMMON_RANK, type Rule } from '../../rule.js';

/**
 * A warning, since verifiers take most of it: what each of them refuses, its own rules say. The
 * issuer's name is that of the certificate above, and found there: whoever signs cannot choose it
 * anew.
 */
export const subjectAttributes: Rule<Pick<Certificate, 'subjectDer'>> = {
  code: 'subject-attributes',
  citation: 'RFC 5280, A.1',
  severity: 'warning',
  breaksMust: true,
  rank: COMMON_RANK,
  check({ subjectDer }) {
    const faults = ifReadable(() => nameFaults(subjectDer)) ?? ['it is malformed'];
    return faults.map((fault) => ({ message: `the subject is not as it must be: ${fault}` }));
  },
};
