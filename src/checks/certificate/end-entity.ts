// Rule: what is issued to a host is no CA and may sign handshakes (RFC 5280, 4.2.1.3 and 4.2.1.9; RFC 8446, 4.4.2.2).
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Finding } from '../finding.js';

export function checkEndEntity(certificate: Certificate): Finding[] {
  const findings: Finding[] = [];
  if (certificate.basicConstraints?.ca !== false) {
    findings.push({
      code: 'end-entity',
      severity: 'error',
      message: 'the basicConstraints do not say that this is no CA',
      citation: 'RFC 5280, 4.2.1.9',
    });
  }
  if (!certificate.keyUsage?.includes('digitalSignature')) {
    findings.push({
      code: 'end-entity',
      severity: 'error',
      message: 'the keyUsage lacks digitalSignature, so the key may not sign a handshake',
      citation: 'RFC 8446, 4.4.2.2',
    });
  }
  return findings;
}
