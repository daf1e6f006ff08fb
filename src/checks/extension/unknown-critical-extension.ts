// Rule: who does not know a critical extension refuses the certificate (RFC 5280, 4.2).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { isKnownExtension } from '../../pki/certificate/extension-values.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const unknownCriticalExtension: Rule<Pick<Certificate, 'extensions'>> = {
  code: 'unknown-critical-extension',
  citation: 'RFC 5280, 4.2',
  severity: 'warning',
  rank: COMMON_RANK,
  check: ({ extensions }) =>
    extensions
      .filter(({ critical, oid }) => critical && !isKnownExtension(oid))
      .map(({ oid }) => ({
        message: `the extension ${oid} is critical: only software that knows it accepts the certificate`,
      })),
};
