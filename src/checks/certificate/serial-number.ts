// Rule: a serial number is positive, not zero, and at most 20 octets (RFC 5280, 4.1.2.2).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { COMMON_RANK, type Rule } from '../rule.js';
import type { CertificateTerms } from './terms.js';

/**
 * The same section asks that negative numbers and zero are handled gracefully. What we issue is held
 * to the letter.
 */
export const serialNumber: Rule<
  Pick<Certificate, 'serialNumber' | 'serialNumberOctets'>,
  CertificateTerms
> = {
  code: 'serial-number',
  citation: 'RFC 5280, 4.1.2.2',
  severity: 'error',
  severities: ['error', 'warning'],
  rank: COMMON_RANK,
  check({ serialNumber: hex, serialNumberOctets: octets }, { occasion, isRoot }) {
    const isNegative = ((octets[0] ?? 0) & 0x80) !== 0;
    const isZero = octets.every((octet) => octet === 0);
    if (!isNegative && !isZero && octets.length <= 20) return [];
    const isTaken = occasion !== 'issuing' && (isNegative || isZero || isRoot);
    const message = `the serial number ${hex.slice(0, 50)} is not a positive integer of at most 20 octets`;
    return [{ message, ...(isTaken && { severity: 'warning', breaksMust: true }) }];
  },
};
