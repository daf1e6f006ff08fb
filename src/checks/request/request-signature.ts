// Rule: a request is signed by the key that it names, which proves that its maker has it (RFC 2986,
// 3).
import { COMMON_RANK, type Rule } from '../rule.js';

export interface RequestTerms {
  /** Null where the algorithm is one that we cannot verify. */
  isSignatureValid: boolean | null;
}

export const requestSignature: Rule<unknown, RequestTerms> = {
  code: 'request-signature',
  citation: 'RFC 2986, 3',
  severity: 'error',
  rank: COMMON_RANK,
  check(_, { isSignatureValid }) {
    if (isSignatureValid !== false) return [];
    const message = 'the signature of the request does not fit its public key: a CA will refuse it';
    return [{ message }];
  },
};
