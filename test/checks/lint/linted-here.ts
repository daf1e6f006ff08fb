// What `inspect` finds in one certificate, CRL or request of a row.
import { checkInspectedCertificate } from '../../../src/checks/certificate/inspected.js';
import { checkInspectedCrl } from '../../../src/checks/crl/linted.js';
import type { Finding } from '../../../src/checks/finding.js';
import { checkCertificationRequest } from '../../../src/checks/request/linted.js';
import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { decodeCertificateRevocationList } from '../../../src/pki/crl/certificate-revocation-list.js';
import { decodeCertificationRequest } from '../../../src/pki/request/certification-request.js';
import { NOW } from '../../support/fixed-clock.js';
import type { LintRow } from './row.js';

/** Reads at once, and judges when called. Throws `input-malformed`, `input-limit`. */
export function lintOf(kind: LintRow['kind'], der: Uint8Array): () => Finding[] {
  switch (kind) {
    case 'certificate': {
      const certificate = decodeCertificate(der);
      return () => checkInspectedCertificate(certificate, NOW);
    }
    case 'crl': {
      const crl = decodeCertificateRevocationList(der);
      return () => checkInspectedCrl(crl, NOW);
    }
    case 'request': {
      const request = decodeCertificationRequest(der);
      return () => checkCertificationRequest(request, { isSignatureValid: true });
    }
  }
}
