// Rules: what is issued to a host is no CA and may sign handshakes (RFC 5280, 4.2.1.3 and 4.2.1.9;
// RFC 8446, 4.4.2.2).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const endEntityBasicConstraints: Rule<Pick<Certificate, 'basicConstraints'>> = {
  code: 'end-entity',
  citation: 'RFC 5280, 4.2.1.9',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ basicConstraints }) =>
    basicConstraints?.ca === false
      ? []
      : [{ message: 'the basicConstraints do not say that this is no CA' }],
};

export const endEntityKeyUsage: Rule<Pick<Certificate, 'keyUsage'>> = {
  code: 'end-entity',
  citation: 'RFC 8446, 4.4.2.2',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ keyUsage }) =>
    keyUsage?.includes('digitalSignature')
      ? []
      : [{ message: 'the keyUsage lacks digitalSignature, so the key may not sign a handshake' }],
};
