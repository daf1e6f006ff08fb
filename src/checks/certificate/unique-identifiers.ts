// Rule: a certificate has no unique identifiers, which conforming CAs do not write (RFC 5280,
// 4.1.2.8).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { firstDer, membersOf } from '../../pki/der/der.js';
import { COMMON_RANK, type Rule } from '../rule.js';

const TAGS = [0x81, 0x82, 0xa1, 0xa2];

/** Severity: who reads a certificate should be able to cope with them. */
export const uniqueIdentifiers: Rule<Pick<Certificate, 'tbsCertificate'>> = {
  code: 'unique-identifiers',
  citation: 'RFC 5280, 4.1.2.8',
  severity: 'warning',
  breaksMust: true,
  rank: COMMON_RANK,
  check: ({ tbsCertificate }) =>
    ifReadable(() => membersOf(firstDer(tbsCertificate)))?.some(({ tag }) => TAGS.includes(tag))
      ? [{ message: 'the certificate has unique identifiers, which no CA may write today' }]
      : [],
};
