// Rule: before notBefore a certificate is not valid yet, which is often a clock that is wrong (RFC 5280, 4.1.2.5).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Finding } from '../finding.js';

export function checkNotYetValid(certificate: Certificate, now: Date): Finding[] {
  if (now >= certificate.notBefore) return [];
  return [
    {
      code: 'not-yet-valid',
      severity: 'error',
      message: `the certificate is valid from ${formatTime(certificate.notBefore)} on, and it is ${formatTime(now)}`,
      citation: 'RFC 5280, 4.1.2.5',
    },
  ];
}
