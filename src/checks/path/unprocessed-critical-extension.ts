// Rule: a certificate with a critical extension that is not processed here is refused (RFC 5280,
// 4.2 and 6.1.5 f).
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { describeExtension } from '../../pki/certificate/extension-values.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { PathRule } from '../rule.js';

/** Also those that must not be critical: that is a finding of its own. */
const PROCESSED: readonly string[] = Object.values(EXTENSION);

export const unprocessedCriticalExtension: PathRule<PathCertificate> = {
  code: 'unprocessed-critical-extension',
  citation: 'RFC 5280, 6.1.5 (f)',
  severity: 'error',
  rank: 140,
  check: ({ certificate, subject }) =>
    certificate.extensions
      .filter(({ critical, oid }) => critical && !PROCESSED.includes(oid))
      .map((extension) => ({
        subject,
        message: `the extension ${describeExtension(extension).name ?? extension.oid} is critical, and what it says is not known here`,
      })),
};
