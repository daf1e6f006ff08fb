// Rule: the attribute that holds the extensions stands in a request once, with one value (RFC 2985,
// 5.4.2): else readers differ about what is asked for.
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const repeatedExtensionRequest: Rule<Pick<CertificationRequest, 'extensionRequests'>> = {
  code: 'repeated-extension-request',
  citation: 'RFC 2985, 5.4.2',
  severity: 'error',
  rank: COMMON_RANK,
  check({ extensionRequests }) {
    const isRepeated = extensionRequests.some(
      ({ oid, values }, at) =>
        values !== 1 || extensionRequests.findIndex((other) => other.oid === oid) !== at,
    );
    if (!isRepeated) return [];
    const message = 'the extensions are asked for more than once (extensionRequest has one value)';
    return [{ message }];
  },
};
