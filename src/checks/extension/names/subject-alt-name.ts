// Rules: a server is named in its subjectAltName (RFC 9525, 2); with an empty subject the extension
// is there and critical (RFC 5280, 4.2.1.6).
import type { Certificate, CertificateExtension } from '../../../pki/certificate/certificate.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import type { CertificateTerms } from '../../certificate/terms.js';
import { COMMON_RANK, type Rule } from '../../rule.js';

/**
 * RFC 5280 does not ask that a server is named by what is in its extKeyUsage: in a path it is said,
 * no more.
 */
export const namedServer: Rule<Certificate, Pick<CertificateTerms, 'occasion'>> = {
  code: 'subject-alt-name',
  citation: 'RFC 9525, 2',
  severities: ['error', 'warning'],
  severity: (_, { occasion }) => (occasion === 'verifying' ? 'warning' : 'error'),
  rank: COMMON_RANK,
  check: (certificate) =>
    isUnnamedServer(certificate) ? [{ message: 'a server certificate has no subjectAltName' }] : [],
};

export const namedSubject: Rule<Certificate> = {
  code: 'subject-alt-name',
  citation: 'RFC 5280, 4.2.1.6',
  severity: 'error',
  rank: COMMON_RANK,
  check(certificate) {
    const { subject, basicConstraints } = certificate;
    const isNamed = subject.length > 0 || extensionOf(certificate)?.critical;
    return isNamed || basicConstraints?.ca || isUnnamedServer(certificate)
      ? []
      : [{ message: 'the subject is empty and no critical subjectAltName names it' }];
  },
};

/**
 * A CA may be limited to serverAuth (RFC 5280, 4.2.1.12 and its use in CAs) and names no server for
 * that.
 */
function isUnnamedServer(certificate: Certificate): boolean {
  const { basicConstraints, extKeyUsage } = certificate;
  const isServer = !basicConstraints?.ca && extKeyUsage?.includes('serverAuth') === true;
  return isServer && extensionOf(certificate) === undefined;
}

function extensionOf({ extensions }: Certificate): CertificateExtension | undefined {
  return extensions.find(({ oid }) => oid === EXTENSION.subjectAltName);
}
