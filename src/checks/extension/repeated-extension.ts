// Rule: no extension stands in a certificate twice; readers would differ about which one counts
// (RFC 5280, 4.2).
import type { Certificate, CertificateExtension } from '../../pki/certificate/certificate.js';
import { describeExtension } from '../../pki/certificate/extension-values.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const repeatedExtension: Rule<Pick<Certificate, 'extensions'>> = {
  code: 'repeated-extension',
  citation: 'RFC 5280, 4.2',
  severity: 'error',
  rank: COMMON_RANK,
  check({ extensions }) {
    const seen = new Set<string>();
    const repeated = new Map<string, CertificateExtension>();
    for (const extension of extensions) {
      if (seen.has(extension.oid)) repeated.set(extension.oid, extension);
      seen.add(extension.oid);
    }
    return [...repeated.values()].map((extension) => ({
      message: `the extension ${describeExtension(extension).name ?? extension.oid} is there more than once`,
    }));
  },
};
