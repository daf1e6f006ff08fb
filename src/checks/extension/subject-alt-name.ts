// Rule: a server is named in its subjectAltName (RFC 9525, 2); with an empty subject the extension is there and critical (RFC 5280, 4.2.1.6).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import type { Finding } from '../finding.js';

export function checkSubjectAltName(certificate: Certificate): Finding[] {
  const extension = certificate.extensions.find(({ oid }) => oid === EXTENSION.subjectAltName);
  if (!extension && certificate.extKeyUsage?.includes('serverAuth')) {
    return [error('a server certificate has no subjectAltName', 'RFC 9525, 2')];
  }
  if (certificate.subject.length === 0 && !extension?.critical) {
    return [
      error('the subject is empty and no critical subjectAltName names it', 'RFC 5280, 4.2.1.6'),
    ];
  }
  return [];
}

function error(message: string, citation: string): Finding {
  return { code: 'subject-alt-name', severity: 'error', message, citation };
}
