// Rule: whoever issues a certificate is a CA by its basicConstraints (RFC 5280, 6.1.4 k).
import { isCa, type PathCertificate } from '../../pki/path/path-certificate.js';
import type { PathFinding } from '../finding.js';

export function checkIsCa(issuer: PathCertificate): PathFinding[] {
  if (isCa(issuer)) return [];
  return [
    {
      code: 'not-a-ca',
      severity: 'error',
      subject: issuer.subject,
      message:
        'the certificate stands as an issuer in the path, and its basicConstraints do not say that it is a CA',
      citation: 'RFC 5280, 6.1.4 (k)',
    },
  ];
}
