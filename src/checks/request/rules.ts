// The rules for what a request asks for, in names and extensions: the one set for those who describe requests and those who sign them.
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import { checkAlternativeNames } from '../extension/alternative-names.js';
import { checkExtensionCriticality } from '../extension/extension-criticality.js';
import { breaksRule, type Finding } from '../finding.js';
import { checkKeyUsageValue } from '../extension/key-usage-value.js';
import { checkMalformedExtension } from '../extension/malformed-extension.js';
import { checkRepeatedExtension } from '../extension/repeated-extension.js';
import { checkRepeatedExtensionRequest } from './repeated-extension-request.js';
import { checkUnderscoreName } from '../extension/underscore-name.js';
import { checkSubjectAttributes } from '../certificate/subject-attributes.js';

/** What is asked for is not yet certified: that an extension should be written otherwise is no fault of a request. */
export function checkCertificationRequest(request: CertificationRequest): Finding[] {
  return [...checkRequestedExtensions(request), ...checkRequestedNames(request)];
}

/** How they are written, whoever names the subject in the end. */
export function checkRequestedExtensions(request: CertificationRequest): Finding[] {
  return [
    ...checkMalformedExtension(request),
    ...checkRepeatedExtensionRequest(request),
    ...checkRepeatedExtension(request),
    ...checkExtensionCriticality(request).filter(breaksRule),
    ...checkKeyUsageValue(request),
  ];
}

function checkRequestedNames(request: CertificationRequest): Finding[] {
  return [
    ...checkSubjectAttributes(request),
    ...checkAlternativeNames(request),
    ...checkUnderscoreName(request),
  ];
}
