// Rule: every name below a CA lies where its nameConstraints allow it (RFC 5280, 6.1.3 b and c,
// 6.1.4 g).
import { nameFault } from '../../pki/path/name-constraint-check.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import { quote } from '../../quote.js';
import type { PathRule } from '../rule.js';

/**
 * `certificate` stands below `issuer`, at any depth. Whoever asks leaves out self-issued
 * intermediates, which are exempt.
 */
export interface ConstrainedCertificate {
  issuer: PathCertificate;
  certificate: PathCertificate;
}

/** More comparisons than these are made by nobody honest; Go has the same bound. */
const MOST_COMPARISONS = 250_000;

export const nameConstraints: PathRule<ConstrainedCertificate> = {
  code: 'name-constraints',
  citation: 'RFC 5280, 6.1.3 (b) and (c)',
  severity: 'error',
  rank: 80,
  check(pair) {
    const { issuer, certificate } = pair;
    const { subject } = certificate;
    if (!issuer.nameConstraints) return [];
    if (comparisonsOf(pair) > MOST_COMPARISONS) {
      const message =
        'the certificate has more names than are compared with as many name constraints';
      return [{ subject, message }];
    }
    const fault = nameFault(
      issuer.nameConstraints,
      certificate.names,
      certificate.certificate.subject,
    );
    if (!fault) return [];
    const ca = issuer.subject === '' ? 'the CA' : `the CA ${quote(issuer.subject)}`;
    const message = `${ca} ${fault.rule}, and the name here is ${quote(fault.name)}`;
    return [{ subject, message }];
  },
};

/** How many comparisons the rule makes at most. */
export function comparisonsOf({ issuer, certificate }: ConstrainedCertificate): number {
  if (!issuer.nameConstraints) return 0;
  const { permitted, excluded } = issuer.nameConstraints;
  // The subject counts as a directory name, and each mailbox in it once more.
  const ofSubject = 1 + certificate.certificate.subject.flat().length;
  return (permitted.length + excluded.length) * (certificate.names.length + ofSubject);
}
