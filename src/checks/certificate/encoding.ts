// Rule: a certificate is DER throughout (RFC 5280, 4.1; X.690, 10 and 11): else two readers may see
// two certificates.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { encodingFault } from '../../pki/der/der-strictness.js';
import { isKnownExtension } from '../../pki/certificate/extension-values.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const encoding: Rule<Pick<Certificate, 'der' | 'extensions'>> = {
  code: 'encoding',
  citation: 'X.690, 10',
  severity: 'error',
  rank: COMMON_RANK,
  check({ der, extensions }) {
    const known = extensions.filter(({ oid }) => isKnownExtension(oid));
    const fault = [der, ...known.map(({ value }) => value)]
      .map(encodingFault)
      .find((one) => one !== undefined);
    return fault ? [{ message: `the certificate is not encoded as DER: ${fault}` }] : [];
  },
};
