// Rule: a CA has a name, since what it issues must name it (RFC 5280, 4.1.2.6).
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Finding } from '../finding.js';

export function checkSubjectName(certificate: Certificate): Finding[] {
  const { subject, basicConstraints, keyUsage } = certificate;
  const needsName = basicConstraints?.ca === true || keyUsage?.includes('cRLSign') === true;
  if (subject.length > 0 || !needsName) return [];
  return [
    {
      code: 'subject-name',
      severity: 'error',
      message: 'the subject is empty, and whoever signs certificates or CRLs has a name',
      citation: 'RFC 5280, 4.1.2.6',
    },
  ];
}
