// Rule: the value of a known extension is of its type (RFC 5280, 4.2); most verifiers refuse the whole certificate otherwise.
import type { CertificateExtension } from '../../pki/certificate/certificate.js';
import { describeExtension } from '../../pki/certificate/extension-values.js';
import type { Finding } from '../finding.js';

export function checkMalformedExtension({
  extensions,
}: {
  extensions: readonly CertificateExtension[];
}): Finding[] {
  return extensions
    .map(describeExtension)
    .filter(({ isMalformed }) => isMalformed)
    .map(({ name, oid }) => ({
      code: 'malformed-extension',
      severity: 'error' as const,
      message: `the extension ${name ?? oid} is malformed`,
      citation: 'RFC 5280, 4.2',
    }));
}
