// Rule: a certificate is DER throughout (RFC 5280, 4.1; X.690, 10 and 11): else two readers may see two certificates.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { encodingFault } from '../../pki/der/der-strictness.js';
import { isKnownExtension } from '../../pki/certificate/extension-values.js';
import type { Finding } from '../finding.js';

export function checkEncoding({ der, extensions }: Certificate): Finding[] {
  const known = extensions.filter(({ oid }) => isKnownExtension(oid));
  const fault = [der, ...known.map(({ value }) => value)]
    .map(encodingFault)
    .find((one) => one !== undefined);
  if (!fault) return [];
  return [
    {
      code: 'encoding',
      severity: 'error',
      message: `the certificate is not encoded as DER: ${fault}`,
      citation: 'X.690, 10',
    },
  ];
}
