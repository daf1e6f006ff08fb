// Rule: certificates of a conforming CA carry both key identifiers (RFC 5280, 4.2.1.1 and 4.2.1.2); strict verifiers insist.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Finding } from '../finding.js';

export function checkKeyIdentifiers(certificate: Certificate): Finding[] {
  const absent = [
    ...(certificate.subjectKeyIdentifier ? [] : ['subjectKeyIdentifier']),
    ...(certificate.authorityKeyIdentifier ? [] : ['authorityKeyIdentifier']),
  ];
  return absent.map((name) => ({
    code: 'key-identifiers',
    severity: 'error' as const,
    message: `the certificate has no ${name}`,
    citation: name.startsWith('subject') ? 'RFC 5280, 4.2.1.2' : 'RFC 5280, 4.2.1.1',
  }));
}
