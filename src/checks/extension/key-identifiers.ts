// Rules: certificates of a conforming CA carry both key identifiers (RFC 5280, 4.2.1.1 and
// 4.2.1.2); strict verifiers insist.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { CertificateTerms } from '../certificate/terms.js';
import type { Rule } from '../rule.js';

/** What we issue always has both. Version 1 can have neither. */
function isAsked(
  { version }: Pick<Certificate, 'version'>,
  { occasion }: CertificateTerms,
): boolean {
  return occasion === 'issuing' || version >= 3;
}

export const subjectKeyIdentifier: Rule<
  Pick<Certificate, 'version' | 'basicConstraints' | 'subjectKeyIdentifier'>,
  CertificateTerms
> = {
  code: 'key-identifiers',
  citation: 'RFC 5280, 4.2.1.2',
  severities: ['error', 'info'],
  // An end entity only should have one.
  severity: ({ basicConstraints }, { occasion }) =>
    occasion === 'issuing' || basicConstraints?.ca ? 'error' : 'info',
  rank: 920,
  check: (certificate, terms) =>
    certificate.subjectKeyIdentifier || !isAsked(certificate, terms)
      ? []
      : [{ message: 'the certificate has no subjectKeyIdentifier' }],
};

export const authorityKeyIdentifier: Rule<
  Pick<Certificate, 'version' | 'authorityKeyIdentifier'>,
  CertificateTerms
> = {
  code: 'key-identifiers',
  citation: 'RFC 5280, 4.2.1.1',
  severity: 'error',
  rank: 920,
  check(certificate, terms) {
    // Where the CA signed itself, it may be left out.
    const isExcused = terms.isRoot && terms.occasion !== 'issuing';
    return certificate.authorityKeyIdentifier || isExcused || !isAsked(certificate, terms)
      ? []
      : [{ message: 'the certificate has no authorityKeyIdentifier' }];
  },
};
