// Rule: every name below a CA lies where its nameConstraints allow it (RFC 5280, 6.1.3 b and c, 6.1.4 g).
import { nameFault } from '../../pki/name-constraint-check.js';
import type { PathCertificate } from '../../pki/path-certificate.js';
import type { CertificationPath } from '../../pki/path-search.js';
import { quote } from '../../quote.js';
import type { PathFinding } from '../finding.js';

/** More comparisons than these are made by nobody honest; Go has the same bound. */
const MOST_COMPARISONS = 250_000;

/** `below` from the target up to the certificate that `issuer` issued. Self-issued certificates are exempt, the target never is. */
export function checkNameConstraints(
  issuer: PathCertificate,
  below: CertificationPath,
): PathFinding[] {
  const { nameConstraints } = issuer;
  if (!nameConstraints) return [];
  const bound = below.filter(({ isSelfIssued }, index) => index === 0 || !isSelfIssued);
  const subtrees = nameConstraints.permitted.length + nameConstraints.excluded.length;
  const names = bound.reduce((sum, { names: own }) => sum + own.length + 1, 0);
  if (names * subtrees > MOST_COMPARISONS) {
    const message = `the CA has ${subtrees} name constraints for ${names} names below it, which is more than is compared`;
    return [finding(issuer, message)];
  }
  return bound.flatMap((certificate) => {
    const fault = nameFault(nameConstraints, certificate.names, certificate.certificate.subject);
    if (!fault) return [];
    const ca = issuer.subject === '' ? 'the CA' : `the CA ${quote(issuer.subject)}`;
    return [finding(certificate, `${ca} ${fault.rule}, and the name here is ${quote(fault.name)}`)];
  });
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
