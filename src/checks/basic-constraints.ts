// Rule: a CA's basicConstraints are critical, and only a CA has a path length (RFC 5280, 4.2.1.9).
import type { Certificate } from '../pki/certificate.js';
import { EXTENSION } from '../pki/object-identifiers.js';
import type { Finding } from './finding.js';

export function checkBasicConstraints({ basicConstraints, extensions }: Certificate): Finding[] {
  if (!basicConstraints) return [];
  const { ca, pathLenConstraint } = basicConstraints;
  const isCritical = extensions.find(({ oid }) => oid === EXTENSION.basicConstraints)?.critical;
  if (ca && !isCritical) {
    return [finding('this is a CA, and its basicConstraints are not critical')];
  }
  if (!ca && pathLenConstraint !== undefined) {
    return [finding('the basicConstraints limit a path below what is no CA')];
  }
  return [];
}

function finding(message: string): Finding {
  return { code: 'basic-constraints', severity: 'error', message, citation: 'RFC 5280, 4.2.1.9' };
}
