// Rule: an issuer whose certificate has a keyUsage may sign certificates by it (RFC 5280, 6.1.4 n).
import type { PathRule } from '../rule.js';
import type { PathStep } from './terms.js';

export const keyCertSign: PathRule<PathStep> = {
  code: 'key-cert-sign',
  citation: 'RFC 5280, 6.1.4 (n)',
  severity: 'error',
  rank: 120,
  check({ issuer: { certificate, subject } }) {
    const { keyUsage } = certificate;
    if (!keyUsage || keyUsage.includes('keyCertSign')) return [];
    const message =
      'the certificate stands as an issuer in the path, and its keyUsage lacks keyCertSign';
    return [{ subject, message }];
  },
};
