// Rule: whoever issues a certificate is a CA by its basicConstraints (RFC 5280, 6.1.4 k).
import { isCa } from '../../pki/path/path-certificate.js';
import type { PathRule } from '../rule.js';
import type { PathStep } from './terms.js';

export const notACa: PathRule<PathStep> = {
  code: 'not-a-ca',
  citation: 'RFC 5280, 6.1.4 (k)',
  severity: 'error',
  rank: 110,
  check({ issuer }) {
    if (isCa(issuer)) return [];
    const message =
      'the certificate stands as an issuer in the path, and its basicConstraints do not say that it is a CA';
    return [{ subject: issuer.subject, message }];
  },
};
