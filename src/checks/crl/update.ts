// Rule: a CRL says when the next one comes, and after that it is outdated (RFC 5280, 5.1.2.5 and 6.3.3).
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Finding } from '../finding.js';

export function checkCrlUpdate(
  { thisUpdate, nextUpdate }: Pick<CertificateRevocationList, 'thisUpdate' | 'nextUpdate'>,
  now: Date,
): Finding[] {
  if (now < thisUpdate) {
    const message = `the CRL is of ${formatTime(thisUpdate)}, and it is ${formatTime(now)}`;
    return [finding('error', message, 'RFC 5280, 5.1.2.4')];
  }
  if (!nextUpdate) {
    const message = 'the CRL has no nextUpdate, so nobody knows when it is outdated';
    return [finding('warning', message, 'RFC 5280, 5.1.2.5')];
  }
  if (now <= nextUpdate) return [];
  const message = `the next CRL was due at ${formatTime(nextUpdate)}: verifiers refuse this one, and every certificate with it`;
  return [finding('error', message, 'RFC 5280, 6.3.3')];
}

function finding(severity: Finding['severity'], message: string, citation: string): Finding {
  return { code: 'crl-update', severity, message, citation };
}
