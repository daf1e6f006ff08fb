// Rule: a CA's basicConstraints are critical, and only a CA that signs certificates has a path length (RFC 5280, 4.2.1.9).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import type { Finding } from '../finding.js';

export function checkBasicConstraints({
  basicConstraints,
  extensions,
  keyUsage,
}: Certificate): Finding[] {
  if (!basicConstraints) return [];
  const { ca, pathLenConstraint } = basicConstraints;
  const isCritical = extensions.find(({ oid }) => oid === EXTENSION.basicConstraints)?.critical;
  if (ca && !isCritical) {
    return [finding('this is a CA, and its basicConstraints are not critical')];
  }
  if (!ca && pathLenConstraint !== undefined) {
    return [finding('the basicConstraints limit a path below what is no CA')];
  }
  if (pathLenConstraint !== undefined && keyUsage && !keyUsage.includes('keyCertSign')) {
    return [finding('the basicConstraints limit a path below a key that signs no certificates')];
  }
  return [];
}

function finding(message: string): Finding {
  return { code: 'basic-constraints', severity: 'error', message, citation: 'RFC 5280, 4.2.1.9' };
}
