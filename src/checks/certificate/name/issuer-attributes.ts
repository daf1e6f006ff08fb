// Rule: the values of the issuer's name are of their types and lengths (RFC 5280, 4.1.2.4), which
// who signs cannot choose anew: it is said of the certificates below as well.
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { nameFaults } from '../../../pki/names/name-fault.js';
import { ADVICE, type Rule } from '../../rule.js';

/** Where it is the subject, it is said there. Certificates and CRLs. */
export const issuerAttributes: Rule<
  Pick<Certificate, 'issuerDer'> & Partial<Pick<Certificate, 'subjectDer'>>
> = {
  code: 'issuer-attributes',
  citation: 'RFC 5280, 4.1.2.4',
  ...ADVICE,
  check({ issuerDer, subjectDer }) {
    if (subjectDer && equalBytes(issuerDer, subjectDer)) return [];
    const faults = ifReadable(() => nameFaults(issuerDer)) ?? ['it is malformed'];
    return faults.map((fault) => ({ message: `the issuer is not as it must be: ${fault}` }));
  },
};
