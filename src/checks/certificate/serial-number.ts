// Rule: a serial number is positive, not zero, and at most 20 octets (RFC 5280, 4.1.2.2).
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Finding } from '../finding.js';

export function checkSerialNumber(certificate: Certificate): Finding[] {
  const octets = certificate.serialNumberOctets;
  const isNegative = ((octets[0] ?? 0) & 0x80) !== 0;
  const isZero = octets.every((octet) => octet === 0);
  if (!isNegative && !isZero && octets.length <= 20) return [];
  return [
    {
      code: 'serial-number',
      severity: 'error',
      message: `the serial number ${certificate.serialNumber.slice(0, 50)} is not a positive integer of at most 20 octets`,
      citation: 'RFC 5280, 4.1.2.2',
    },
  ];
}
