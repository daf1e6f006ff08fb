// Rule: an issuer whose certificate has a keyUsage may sign certificates by it (RFC 5280, 6.1.4 n).
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { PathFinding } from '../finding.js';

export function checkKeyCertSign({ certificate, subject }: PathCertificate): PathFinding[] {
  const { keyUsage } = certificate;
  if (!keyUsage || keyUsage.includes('keyCertSign')) return [];
  return [
    {
      code: 'key-cert-sign',
      severity: 'error',
      subject,
      message:
        'the certificate stands as an issuer in the path, and its keyUsage lacks keyCertSign',
      citation: 'RFC 5280, 6.1.4 (n)',
    },
  ];
}
