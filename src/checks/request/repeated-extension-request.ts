// Rule: the attribute that holds the extensions stands in a request once, with one value (RFC 2985, 5.4.2): else readers differ about what is asked for.
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import type { Finding } from '../finding.js';

export function checkRepeatedExtensionRequest({
  extensionRequests,
}: Pick<CertificationRequest, 'extensionRequests'>): Finding[] {
  const isRepeated = extensionRequests.some(
    ({ oid, values }, at) =>
      values !== 1 || extensionRequests.findIndex((other) => other.oid === oid) !== at,
  );
  if (!isRepeated) return [];
  return [
    {
      code: 'repeated-extension-request',
      severity: 'error',
      message: 'the extensions are asked for more than once (extensionRequest has one value)',
      citation: 'RFC 2985, 5.4.2',
    },
  ];
}
