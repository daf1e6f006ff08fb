// Rule: the private key is the one of the certificate (RFC 8446, 4.4.3: the handshake is signed
// with it). Netty notices nothing at start-up.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

export interface KeyTerms {
  /** Of the private key: SubjectPublicKeyInfo. */
  publicKey: Uint8Array;
  /** Compares two SubjectPublicKeyInfos. */
  isSameKey: (a: Uint8Array, b: Uint8Array) => boolean;
}

export const keyMismatch: PathRule<
  Pick<Certificate, 'subject' | 'subjectPublicKeyInfo'>,
  KeyTerms
> = {
  code: 'key-mismatch',
  citation: 'RFC 8446, 4.4.3',
  severity: 'error',
  rank: COMMON_RANK,
  check({ subject, subjectPublicKeyInfo }, { publicKey, isSameKey }) {
    if (isSameKey(subjectPublicKeyInfo, publicKey)) return [];
    const message =
      'the private key is not the one of the certificate: Go and OpenSSL refuse to load them, a JVM starts and fails every handshake';
    return [{ subject: formatDistinguishedName(subject), message }];
  },
};
