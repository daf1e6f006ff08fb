// Rule: below a CA stand no more intermediates than its pathLenConstraint allows; self-issued ones
// do not count (RFC 5280, 6.1.4 l and m).
import type { CertificationPath } from '../../pki/path/path-search.js';
import type { PathRule } from '../rule.js';
import type { PathStep } from './terms.js';

export const pathLength: PathRule<PathStep> = {
  code: 'path-length',
  citation: 'RFC 5280, 6.1.4 (m)',
  severity: 'error',
  rank: 90,
  check({ issuer, below }) {
    const allowed = issuer.certificate.basicConstraints?.pathLenConstraint;
    const found = countedIntermediates(below);
    if (allowed === undefined || found <= allowed) return [];
    const message = `the CA allows ${allowed} intermediate CA(s) below it (pathLenConstraint), and the path has ${found}`;
    return [{ subject: issuer.subject, message }];
  },
};

/** The target is none, whatever it is (RFC 5280, 4.2.1.9). */
export function countedIntermediates(path: CertificationPath): number {
  return path.slice(1).filter(({ isSelfIssued }) => !isSelfIssued).length;
}
