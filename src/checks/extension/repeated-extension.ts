// Rule: no extension stands in a certificate twice; readers would differ about which one counts (RFC 5280, 4.2).
import type { CertificateExtension } from '../../pki/certificate/certificate.js';
import { describeExtension } from '../../pki/certificate/extension-values.js';
import type { Finding } from '../finding.js';

export function checkRepeatedExtension({
  extensions,
}: {
  extensions: readonly CertificateExtension[];
}): Finding[] {
  const seen = new Set<string>();
  const repeated = new Map<string, CertificateExtension>();
  for (const extension of extensions) {
    if (seen.has(extension.oid)) repeated.set(extension.oid, extension);
    seen.add(extension.oid);
  }
  return [...repeated.values()].map((extension) => ({
    code: 'repeated-extension',
    severity: 'error' as const,
    message: `the extension ${describeExtension(extension).name ?? extension.oid} is there more than once`,
    citation: 'RFC 5280, 4.2',
  }));
}
