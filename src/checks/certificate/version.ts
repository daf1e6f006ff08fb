// Rule: a certificate is of version 3, the only one with extensions (RFC 5280, 4.1.2.1).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const version: Rule<Pick<Certificate, 'version' | 'extensions'>> = {
  code: 'version',
  citation: 'RFC 5280, 4.1.2.1',
  severities: ['error', 'warning'],
  severity: ({ extensions }) => (extensions.length > 0 ? 'error' : 'warning'),
  rank: COMMON_RANK,
  check({ version: found, extensions }) {
    if (found === 3) return [];
    const message =
      extensions.length > 0
        ? `the certificate has extensions, and its version is ${found} and not 3`
        : `the certificate is of version ${found}, which cannot name a server or say that it is a CA`;
    return [{ message }];
  },
};
