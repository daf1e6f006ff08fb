// Rule: the keyUsage of a TLS server or client, where it is there, holds digitalSignature (RFC
// 8446, 4.4.2.2 and 4.4.2.3).
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { CertificateTerms } from '../certificate/terms.js';
import { COMMON_RANK, type Rule } from '../rule.js';

/**
 * A CA that is limited to TLS by its extKeyUsage signs certificates, no handshakes. RFC 5280 asks
 * for no signature in the handshake: in a path it is said, no more.
 */
export const tlsKeyUsage: Rule<
  Pick<Certificate, 'basicConstraints' | 'keyUsage' | 'extKeyUsage'>,
  Pick<CertificateTerms, 'occasion'>
> = {
  code: 'tls-key-usage',
  citation: 'RFC 8446, 4.4.2.2',
  severities: ['error', 'warning'],
  severity: (_, { occasion }) => (occasion === 'verifying' ? 'warning' : 'error'),
  rank: COMMON_RANK,
  check({ basicConstraints, keyUsage, extKeyUsage }) {
    if (basicConstraints?.ca) return [];
    const isForTls = extKeyUsage?.some((use) => use === 'serverAuth' || use === 'clientAuth');
    if (!isForTls || keyUsage === undefined || keyUsage.includes('digitalSignature')) return [];
    const message =
      'the keyUsage lacks digitalSignature, so the key may not sign a TLS 1.3 handshake';
    return [{ message }];
  },
};
