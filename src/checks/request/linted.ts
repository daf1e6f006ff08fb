// The rules for those who describe a request beside those that every CA refuses by: how its
// members, its key and what it asks for are written.
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import { namedBits, setOrder } from '../certificate/canonical-form.js';
import {
  LINTED_EXTENSION_RULES,
  LINTED_KEY_RULES,
  LINTED_SIGNATURE_RULES,
} from '../certificate/linted.js';
import {
  controlCharacter,
  oldStringType,
  repeatedAttribute,
} from '../certificate/name/name-form.js';
import type { CertificateTerms } from '../certificate/terms.js';
import { basicConstraints } from '../extension/basic-constraints.js';
import { keyUsageOfOthers } from '../extension/ca-key-usage.js';
import { nameConstraintsForm } from '../extension/name-constraints-form.js';
import {
  emptyPolicyConstraints,
  mappedAnyPolicy,
  repeatedPolicy,
} from '../extension/policies/policy-extensions.js';
import type { Finding } from '../finding.js';
import { findingsBy, type Rule } from '../rule.js';
import { challengePassword, unstructuredAddress, unstructuredName } from './request-attribute.js';
import type { RequestTerms } from './request-signature.js';
import { REQUEST_RULES, REQUEST_TERMS } from './rules.js';
import {
  repeatedRequestAttribute,
  requestEncoding,
  requestStructure,
  requestVersion,
} from './request-form.js';

export const LINTED_REQUEST_RULES: readonly Rule<CertificationRequest, CertificateTerms>[] = [
  requestEncoding,
  requestStructure,
  requestVersion,
  repeatedRequestAttribute,
  challengePassword,
  unstructuredName,
  unstructuredAddress,
  setOrder,
  namedBits,
  ...LINTED_SIGNATURE_RULES,
  ...LINTED_KEY_RULES,
  oldStringType,
  controlCharacter,
  repeatedAttribute,
  ...LINTED_EXTENSION_RULES,
  basicConstraints,
  keyUsageOfOthers,
  repeatedPolicy,
  mappedAnyPolicy,
  emptyPolicyConstraints,
  nameConstraintsForm,
];

/** In the order in which `inspect` tells what they find. */
export const INSPECTED_REQUEST_RULES: readonly Rule<
  CertificationRequest,
  CertificateTerms & RequestTerms
>[] = [...new Set([...REQUEST_RULES, ...LINTED_REQUEST_RULES])];

export function checkCertificationRequest(
  request: CertificationRequest,
  terms: RequestTerms,
): Finding[] {
  return findingsBy(INSPECTED_REQUEST_RULES, request, { ...REQUEST_TERMS, ...terms });
}
