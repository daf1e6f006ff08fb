// Rule: a CA's keyUsage holds keyCertSign, and nobody else's does (RFC 5280, 4.2.1.3 and 4.2.1.9).
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Finding } from '../finding.js';

export function checkCaKeyUsage({ basicConstraints, keyUsage }: Certificate): Finding[] {
  const isCa = basicConstraints?.ca === true;
  const signsCertificates = keyUsage?.includes('keyCertSign') === true;
  if (isCa && keyUsage === undefined) {
    return [finding('error', 'this is a CA without keyUsage', 'RFC 5280, 4.2.1.3')];
  }
  if (isCa && !signsCertificates) {
    // A CA may have a key for CRLs only (4.2.1.3); a path through it fails by a rule of its own.
    const message =
      'this is a CA, and its keyUsage lacks keyCertSign, so nothing that it signs is accepted';
    return [finding('warning', message, 'RFC 5280, 4.2.1.3')];
  }
  if (!isCa && signsCertificates) {
    const message =
      'the keyUsage has keyCertSign, and the basicConstraints do not say that this is a CA';
    return [finding('error', message, 'RFC 5280, 4.2.1.9')];
  }
  return [];
}

function finding(severity: Finding['severity'], message: string, citation: string): Finding {
  return { code: 'ca-key-usage', severity, message, citation };
}
