// Rule: a certificate has no unique identifiers, which conforming CAs do not write (RFC 5280, 4.1.2.8).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { firstDer, membersOf } from '../../pki/der/der.js';
import type { Finding } from '../finding.js';

const TAGS = [0x81, 0x82, 0xa1, 0xa2];

/** Severity: who reads a certificate should be able to cope with them. */
export function checkUniqueIdentifiers({ tbsCertificate }: Certificate): Finding[] {
  if (!membersOf(firstDer(tbsCertificate)).some(({ tag }) => TAGS.includes(tag))) return [];
  return [
    {
      code: 'unique-identifiers',
      severity: 'warning',
      breaksMust: true,
      message: 'the certificate has unique identifiers, which no CA may write today',
      citation: 'RFC 5280, 4.1.2.8',
    },
  ];
}
