// Rule: what ends within a week is said while there is time to renew it. No standard asks for it: 4.1.2.5 only says when the validity ends.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Finding } from '../finding.js';

const WEEK = 7 * 86_400_000;

export function checkExpiresSoon({ notAfter }: Certificate, now: Date): Finding[] {
  const left = notAfter.getTime() - now.getTime();
  if (left < 0 || left >= WEEK) return [];
  return [
    {
      code: 'expires-soon',
      severity: 'warning',
      message: `the certificate ends within seven days, at ${formatTime(notAfter)}`,
      citation: 'RFC 5280, 4.1.2.5',
    },
  ];
}
