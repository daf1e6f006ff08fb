// Rule: below a CA stand no more intermediates than its pathLenConstraint allows; self-issued ones do not count (RFC 5280, 6.1.4 l and m).
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { CertificationPath } from '../../pki/path/path-search.js';
import type { PathFinding } from '../finding.js';

/** `below` from the target up to the certificate that `issuer` issued. */
export function checkPathLength(issuer: PathCertificate, below: CertificationPath): PathFinding[] {
  const allowed = issuer.certificate.basicConstraints?.pathLenConstraint;
  const found = countedIntermediates(below);
  if (allowed === undefined || found <= allowed) return [];
  return [
    {
      code: 'path-length',
      severity: 'error',
      subject: issuer.subject,
      message: `the CA allows ${allowed} intermediate CA(s) below it (pathLenConstraint), and the path has ${found}`,
      citation: 'RFC 5280, 6.1.4 (m)',
    },
  ];
}

/** The target is none, whatever it is (RFC 5280, 4.2.1.9). */
export function countedIntermediates(path: CertificationPath): number {
  return path.slice(1).filter(({ isSelfIssued }) => !isSelfIssued).length;
}
