// Rule: the keyUsage of a TLS server or client, where it is there, holds digitalSignature (RFC 8446, 4.4.2.2 and 4.4.2.3).
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Finding } from '../finding.js';

/** A CA that is limited to TLS by its extKeyUsage signs certificates, no handshakes. */
export function checkTlsKeyUsage(certificate: Certificate): Finding[] {
  const { basicConstraints, keyUsage, extKeyUsage } = certificate;
  if (basicConstraints?.ca) return [];
  const isForTls = extKeyUsage?.some((use) => use === 'serverAuth' || use === 'clientAuth');
  if (!isForTls || keyUsage === undefined || keyUsage.includes('digitalSignature')) return [];
  return [
    {
      code: 'tls-key-usage',
      severity: 'error',
      message: 'the keyUsage lacks digitalSignature, so the key may not sign a TLS 1.3 handshake',
      citation: 'RFC 8446, 4.4.2.2',
    },
  ];
}
