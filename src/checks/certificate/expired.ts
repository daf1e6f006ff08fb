// Rule: after notAfter a certificate is not valid any more (RFC 5280, 4.1.2.5).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Finding } from '../finding.js';

export function checkExpired(certificate: Certificate, now: Date): Finding[] {
  if (now <= certificate.notAfter) return [];
  return [
    {
      code: 'expired',
      severity: 'error',
      message: `the certificate expired at ${formatTime(certificate.notAfter)}`,
      citation: 'RFC 5280, 4.1.2.5',
    },
  ];
}
