// Rule: a request is signed by the key that it names, which proves that its maker has it (RFC 2986, 3).
import type { Finding } from '../finding.js';

/** `isValid` is null where the algorithm is one that we cannot verify. */
export function checkRequestSignature(isValid: boolean | null): Finding[] {
  if (isValid !== false) return [];
  return [
    {
      code: 'request-signature',
      severity: 'error',
      message: 'the signature of the request does not fit its public key: a CA will refuse it',
      citation: 'RFC 2986, 3',
    },
  ];
}
