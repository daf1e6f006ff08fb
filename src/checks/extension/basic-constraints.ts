// Rule: a CA's basicConstraints are critical, and only a CA that signs certificates has a path
// length (RFC 5280, 4.2.1.9).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const basicConstraints: Rule<
  Pick<Certificate, 'basicConstraints' | 'extensions' | 'keyUsage'>
> = {
  code: 'basic-constraints',
  citation: 'RFC 5280, 4.2.1.9',
  severity: 'error',
  severities: ['error', 'warning'],
  rank: COMMON_RANK,
  check({ basicConstraints: found, extensions, keyUsage }) {
    if (!found) return [];
    const { ca, pathLenConstraint } = found;
    const isCritical = extensions.find(({ oid }) => oid === EXTENSION.basicConstraints)?.critical;
    if (ca && !isCritical) {
      // They are heeded all the same (6.1.4 k), and only strict verifiers refuse them.
      const message = 'this is a CA, and its basicConstraints are not critical';
      return [{ severity: 'warning', breaksMust: true, message }];
    }
    if (!ca && pathLenConstraint !== undefined) {
      return [{ message: 'the basicConstraints limit a path below what is no CA' }];
    }
    if (pathLenConstraint !== undefined && keyUsage && !keyUsage.includes('keyCertSign')) {
      const message = 'the basicConstraints limit a path below a key that signs no certificates';
      return [{ message }];
    }
    return [];
  },
};
