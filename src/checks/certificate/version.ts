// Rule: a certificate is of version 3, the only one with extensions (RFC 5280, 4.1.2.1).
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Finding } from '../finding.js';

export function checkVersion({ version, extensions }: Certificate): Finding[] {
  if (version === 3) return [];
  const has = extensions.length > 0;
  return [
    {
      code: 'version',
      severity: has ? 'error' : 'warning',
      message: has
        ? `the certificate has extensions, and its version is ${version} and not 3`
        : `the certificate is of version ${version}, which cannot name a server or say that it is a CA`,
      citation: 'RFC 5280, 4.1.2.1',
    },
  ];
}
