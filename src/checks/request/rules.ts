// The rules for what a request asks for, in names and extensions: the one set for those who
// describe requests and those who sign them.
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import { PUBLIC_KEY_RULES } from '../certificate/rules.js';
import {
  signatureOverMd5,
  signatureOverSha1,
  signatureParameters,
} from '../certificate/signature-algorithm.js';
import { subjectAttributes } from '../certificate/subject-attributes.js';
import type { CertificateTerms } from '../certificate/terms.js';
import { issuerAlternativeNames, subjectAlternativeNames } from '../extension/alternative-names.js';
import { extensionCriticality } from '../extension/extension-criticality.js';
import { extKeyUsageValue, keyUsageValue } from '../extension/key-usage-value.js';
import { malformedExtension } from '../extension/malformed-extension.js';
import { repeatedExtension } from '../extension/repeated-extension.js';
import { underscoreName } from '../extension/underscore-name.js';
import type { Finding } from '../finding.js';
import { findingsBy, type Rule } from '../rule.js';
import { repeatedExtensionRequest } from './repeated-extension-request.js';
import { requestSignature, type RequestTerms } from './request-signature.js';

/** How they are written, whoever names the subject in the end. */
export const REQUESTED_EXTENSION_RULES: readonly Rule<CertificationRequest, CertificateTerms>[] = [
  malformedExtension,
  repeatedExtensionRequest,
  repeatedExtension,
  extensionCriticality,
  keyUsageValue,
  extKeyUsageValue,
];

export const REQUESTED_SUBJECT_RULES: readonly Rule<CertificationRequest>[] = [subjectAttributes];

export const REQUESTED_NAME_RULES: readonly Rule<CertificationRequest>[] = [
  subjectAlternativeNames,
  issuerAlternativeNames,
];

/** In the order in which `inspect` tells what they find. */
export const REQUEST_RULES: readonly Rule<CertificationRequest, CertificateTerms & RequestTerms>[] =
  [
    requestSignature,
    ...REQUESTED_EXTENSION_RULES,
    ...REQUESTED_SUBJECT_RULES,
    ...REQUESTED_NAME_RULES,
    underscoreName,
    signatureOverSha1,
    signatureOverMd5,
    signatureParameters,
    ...PUBLIC_KEY_RULES,
  ];

const TERMS: CertificateTerms = { occasion: 'requesting', isRoot: false };

export function checkCertificationRequest(
  request: CertificationRequest,
  terms: RequestTerms,
): Finding[] {
  return findingsBy(REQUEST_RULES, request, { ...TERMS, ...terms });
}

export function checkRequestedExtensions(request: CertificationRequest): Finding[] {
  return findingsBy(REQUESTED_EXTENSION_RULES, request, TERMS);
}
