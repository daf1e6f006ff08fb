// The rules for what a request asks for, in names and extensions: the one set for those who
// describe requests and those who sign them.
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import { PUBLIC_KEY_RULES } from '../certificate/rules.js';
import {
  signatureOverMd5,
  signatureOverSha1,
  signatureParameters,
} from '../certificate/signature/signature-algorithm.js';
import { subjectAttributes } from '../certificate/name/subject-attributes.js';
import type { CertificateTerms } from '../certificate/terms.js';
import { aLabelOfHost, aLabelOfMailbox, aLabelOfUri } from '../extension/names/a-label.js';
import { subjectDirectoryName } from '../extension/names/alternative-directory-name.js';
import {
  issuerAlternativeNames,
  subjectAlternativeNames,
} from '../extension/names/alternative-names.js';
import { extensionCriticality } from '../extension/extension-criticality.js';
import { extKeyUsageValue, keyUsageValue } from '../extension/key-usage-value.js';
import { subjectMailbox } from '../extension/names/mailbox-name.js';
import { malformedExtension } from '../extension/malformed-extension.js';
import { repeatedExtension } from '../extension/repeated-extension.js';
import { serviceName, utf8Mailbox } from '../extension/names/typed-other-name.js';
import { underscoreName } from '../extension/names/underscore-name.js';
import { subjectUri } from '../extension/names/uri-name.js';
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

/** Names that are certified as they are asked for, too. */
export const REQUESTED_NAME_RULES: readonly Rule<CertificationRequest>[] = [
  subjectAlternativeNames,
  issuerAlternativeNames,
  subjectDirectoryName,
  subjectMailbox,
  subjectUri,
  aLabelOfHost,
  aLabelOfMailbox,
  aLabelOfUri,
  utf8Mailbox,
  serviceName,
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

export const REQUEST_TERMS: CertificateTerms = { occasion: 'requesting', isRoot: false };

export function checkRequestedExtensions(request: CertificationRequest): Finding[] {
  return findingsBy(REQUESTED_EXTENSION_RULES, request, REQUEST_TERMS);
}
