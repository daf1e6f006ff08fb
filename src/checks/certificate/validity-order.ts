// Rule: notAfter does not come before notBefore, else the certificate is never valid (RFC 5280, 4.1.2.5).
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Finding } from '../finding.js';

export function checkValidityOrder({ notBefore, notAfter }: Certificate): Finding[] {
  if (notBefore <= notAfter) return [];
  return [
    {
      code: 'validity-order',
      severity: 'error',
      message: 'notAfter comes before notBefore, so the certificate is never valid',
      citation: 'RFC 5280, 4.1.2.5',
    },
  ];
}
