// Rule: a keyUsage allows something (RFC 5280, 4.2.1.3), and so does an extKeyUsage (4.2.1.12).
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Finding } from '../finding.js';

export function checkKeyUsageValue({
  keyUsage,
  extKeyUsage,
}: Pick<Certificate, 'keyUsage' | 'extKeyUsage'>): Finding[] {
  return [
    ...(keyUsage?.length === 0 ? [error('the keyUsage has no bit set', '4.2.1.3')] : []),
    ...(extKeyUsage?.length === 0 ? [error('the extKeyUsage is empty', '4.2.1.12')] : []),
  ];
}

function error(message: string, section: string): Finding {
  return { code: 'key-usage-value', severity: 'error', message, citation: `RFC 5280, ${section}` };
}
