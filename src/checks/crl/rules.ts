// The rules that a CRL is judged by where it is described; whether it may be relied on, is a
// question of paths.
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import {
  signatureOverMd5,
  signatureOverSha1,
  signatureParameters,
} from '../certificate/signature/signature-algorithm.js';
import { malformedExtension } from '../extension/malformed-extension.js';
import { repeatedExtension } from '../extension/repeated-extension.js';
import type { Finding } from '../finding.js';
import { findingsBy, type Rule } from '../rule.js';
import { currentCrl, datedCrl, issuedCrl } from './crl-update.js';

export interface CrlTerms {
  at: Date;
  /** As rules for certificates ask; a list never is one. */
  isRoot: false;
}

/** In the order in which `inspect` tells what they find. */
export const CRL_RULES: readonly Rule<CertificateRevocationList, CrlTerms>[] = [
  issuedCrl,
  datedCrl,
  currentCrl,
  malformedExtension,
  repeatedExtension,
  signatureOverSha1,
  signatureOverMd5,
  signatureParameters,
];

export function checkCrl(crl: CertificateRevocationList, at: Date): Finding[] {
  return findingsBy(CRL_RULES, crl, { at, isRoot: false });
}
