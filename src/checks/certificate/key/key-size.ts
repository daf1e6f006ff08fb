// Rule: an RSA key has at least 2048 bits (RFC 9325, 4.5; NIST SP 800-131A).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { Rule } from '../../rule.js';
import { soundKey } from './public-key.js';

const LEAST_BITS = 2048;

export const keySize: Rule<Pick<Certificate, 'subjectPublicKeyInfo'>> = {
  code: 'key-size',
  citation: 'RFC 9325, 4.5',
  severity: 'error',
  rank: 940,
  check({ subjectPublicKeyInfo }) {
    const small = soundKey(
      subjectPublicKeyInfo,
      ({ algorithm, size }) => algorithm === 'RSA' && size !== undefined && size < LEAST_BITS,
    );
    if (!small) return [];
    const message = `the RSA key has ${small.size} bits; less than ${LEAST_BITS} are too weak, and most TLS libraries refuse them`;
    return [{ message }];
  },
};
