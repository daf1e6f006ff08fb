// Rule: between the trust anchor and the certificate stand no more intermediates than the person allows (RFC 5280, 6.1.2 k).
import type { CertificationPath } from '../../pki/path/path-search.js';
import type { PathFinding } from '../finding.js';
import { countedIntermediates } from './path-length.js';

/** `below`: all but the trust anchor. */
export function checkMaxDepth(
  below: CertificationPath,
  maximum: number | undefined,
): PathFinding[] {
  const found = countedIntermediates(below);
  const [target] = below;
  if (maximum === undefined || found <= maximum || !target) return [];
  return [
    {
      code: 'max-depth',
      severity: 'error',
      subject: target.subject,
      message: `the path has ${found} intermediate CA(s), and ${maximum} are allowed`,
      citation: 'RFC 5280, 6.1.2 (k)',
    },
  ];
}
