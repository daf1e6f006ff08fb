// Rule: who does not know a critical extension refuses the certificate (RFC 5280, 4.2).
import type { CertificateExtension } from '../../pki/certificate/certificate.js';
import { isKnownExtension } from '../../pki/certificate/extension-values.js';
import type { Finding } from '../finding.js';

export function checkUnknownCriticalExtension({
  extensions,
}: {
  extensions: readonly CertificateExtension[];
}): Finding[] {
  return extensions
    .filter(({ critical, oid }) => critical && !isKnownExtension(oid))
    .map(({ oid }) => ({
      code: 'unknown-critical-extension',
      severity: 'warning' as const,
      message: `the extension ${oid} is critical: only software that knows it accepts the certificate`,
      citation: 'RFC 5280, 4.2',
    }));
}
