// Rule: every name below a CA lies where its nameConstraints allow it (RFC 5280, 6.1.3 b and c, 6.1.4 g).
import { nameFault } from '../../pki/path/name-constraint-check.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import { quote } from '../../quote.js';
import type { PathFinding } from '../finding.js';

/** More comparisons than these are made by nobody honest; Go has the same bound. */
const MOST_COMPARISONS = 250_000;

/** `certificate` stands below `issuer`, at any depth. Whoever asks leaves out self-issued intermediates, which are exempt. */
export function checkNameConstraints(
  issuer: PathCertificate,
  certificate: PathCertificate,
): PathFinding[] {
  const { nameConstraints } = issuer;
  if (!nameConstraints) return [];
  if (comparisonsOf(issuer, certificate) > MOST_COMPARISONS) {
    const message =
      'the certificate has more names than are compared with as many name constraints';
    return [finding(certificate, message)];
  }
  const fault = nameFault(nameConstraints, certificate.names, certificate.certificate.subject);
  if (!fault) return [];
  const ca = issuer.subject === '' ? 'the CA' : `the CA ${quote(issuer.subject)}`;
  return [finding(certificate, `${ca} ${fault.rule}, and the name here is ${quote(fault.name)}`)];
}

/** How many comparisons the rule makes at most. */
export function comparisonsOf(
  { nameConstraints }: PathCertificate,
  { names, certificate }: PathCertificate,
): number {
  if (!nameConstraints) return 0;
  const { permitted, excluded } = nameConstraints;
  // The subject counts as a directory name, and each mailbox in it once more.
  const ofSubject = 1 + certificate.subject.flat().length;
  return (permitted.length + excluded.length) * (names.length + ofSubject);
}

function finding({ subject }: PathCertificate, message: string): PathFinding {
  return {
    code: 'name-constraints',
    severity: 'error',
    subject,
    message,
    citation: 'RFC 5280, 6.1.3 (b) and (c)',
  };
}
