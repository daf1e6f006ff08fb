// Rule: an RSA key has at least 2048 bits (RFC 9325, 4.5; NIST SP 800-131A).
import type { PublicKey } from '../../pki/key/public-key.js';
import type { Finding } from '../finding.js';

const LEAST_BITS = 2048;

/** For certificates, requests and keys alike. */
export function checkKeySize({ algorithm, size }: PublicKey): Finding[] {
  if (algorithm !== 'RSA' || size === undefined || size >= LEAST_BITS) return [];
  return [
    {
      code: 'key-size',
      severity: 'error',
      message: `the RSA key has ${size} bits; less than ${LEAST_BITS} are too weak, and most TLS libraries refuse them`,
      citation: 'RFC 9325, 4.5',
    },
  ];
}
