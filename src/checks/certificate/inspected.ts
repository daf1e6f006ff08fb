// The rules for those who describe certificates of any origin: what can be judged from one alone, and its dates.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { checkCertificate } from './rules.js';
import { checkExpired } from './expired.js';
import type { Finding } from '../finding.js';
import { checkNotYetValid } from './not-yet-valid.js';
import { checkUnknownCriticalExtension } from '../extension/unknown-critical-extension.js';

/** The most specific first. */
export function checkInspectedCertificate(certificate: Certificate, now: Date): Finding[] {
  return [
    ...checkExpired(certificate, now),
    ...checkNotYetValid(certificate, now),
    ...checkCertificate(certificate),
    ...checkUnknownCriticalExtension(certificate),
  ];
}
