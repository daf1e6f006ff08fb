// Rule: between the trust anchor and the certificate stand no more intermediates than the person
// allows (RFC 5280, 6.1.2 k).
import type { CertificationPath } from '../../pki/path/path-search.js';
import type { PathRule } from '../rule.js';
import { countedIntermediates } from './path-length.js';
import type { VerificationTerms } from './terms.js';

/**
 * Judges the path with its trust anchor, or as far as it is built, whose top counts for nothing
 * yet.
 */
export const maxDepth: PathRule<CertificationPath, Pick<VerificationTerms, 'maxDepth'>> = {
  code: 'max-depth',
  citation: 'RFC 5280, 6.1.2 (k)',
  severity: 'error',
  rank: 100,
  check(path, { maxDepth: most }) {
    const below = path.slice(0, -1);
    const [target] = below;
    const found = countedIntermediates(below);
    if (most === undefined || found <= most || !target) return [];
    const message = `the path has ${found} intermediate CA(s), and ${most} are allowed`;
    return [{ subject: target.subject, message }];
  },
};
