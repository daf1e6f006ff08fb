// Rule: the issuer has a name (RFC 5280, 4.1.2.4); without one no chain can be built.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Finding } from '../finding.js';

export function checkIssuerName({ issuer }: Pick<Certificate, 'issuer'>): Finding[] {
  if (issuer.length > 0) return [];
  return [
    {
      code: 'issuer-name',
      severity: 'error',
      message: 'the issuer is empty',
      citation: 'RFC 5280, 4.1.2.4',
    },
  ];
}
