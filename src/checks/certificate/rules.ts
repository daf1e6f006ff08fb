// The rules that one certificate can be judged by alone: the one list for what we issue, for what
// we describe and for paths.
import type { Certificate } from '../../pki/certificate/certificate.js';
import {
  issuerAlternativeNames,
  subjectAlternativeNames,
} from '../extension/names/alternative-names.js';
import { basicConstraints } from '../extension/basic-constraints.js';
import { keyUsageOfCa, keyUsageOfOthers } from '../extension/ca-key-usage.js';
import { extensionCriticality } from '../extension/extension-criticality.js';
import { authorityKeyIdentifier, subjectKeyIdentifier } from '../extension/key-identifiers.js';
import { extKeyUsageValue, keyUsageValue } from '../extension/key-usage-value.js';
import { malformedExtension } from '../extension/malformed-extension.js';
import { nameConstraintsForm } from '../extension/name-constraints-form.js';
import {
  emptyPolicyConstraints,
  mappedAnyPolicy,
  repeatedPolicy,
} from '../extension/policies/policy-extensions.js';
import { repeatedExtension } from '../extension/repeated-extension.js';
import { namedServer, namedSubject } from '../extension/names/subject-alt-name.js';
import { tlsKeyUsage } from '../extension/tls-key-usage.js';
import { underscoreName } from '../extension/names/underscore-name.js';
import type { Rule } from '../rule.js';
import { algorithmMismatch } from './signature/algorithm-mismatch.js';
import { certificateStructure } from './certificate-structure.js';
import { encoding } from './encoding.js';
import { issuerName } from './name/issuer-name.js';
import { keySize } from './key/key-size.js';
import { namedCurve, publicKey } from './key/public-key.js';
import { serialNumber } from './serial-number.js';
import {
  signatureOverMd5,
  signatureOverSha1,
  signatureParameters,
} from './signature/signature-algorithm.js';
import { subjectAttributes } from './name/subject-attributes.js';
import { subjectName } from './name/subject-name.js';
import type { CertificateTerms } from './terms.js';
import { uniqueIdentifiers } from './unique-identifiers.js';
import { validityEncoding } from './validity-encoding.js';
import { validityOrder } from './validity-order.js';
import { version } from './version.js';

export const PUBLIC_KEY_RULES: readonly Rule<Pick<Certificate, 'subjectPublicKeyInfo'>>[] = [
  publicKey,
  namedCurve,
  keySize,
];

/**
 * In the order in which `inspect` tells what they find; dates are left to those who know the time.
 */
export const CERTIFICATE_RULES: readonly Rule<Certificate, CertificateTerms>[] = [
  validityOrder,
  malformedExtension,
  repeatedExtension,
  encoding,
  certificateStructure,
  algorithmMismatch,
  signatureOverSha1,
  signatureOverMd5,
  signatureParameters,
  ...PUBLIC_KEY_RULES,
  version,
  serialNumber,
  validityEncoding,
  issuerName,
  subjectName,
  subjectAttributes,
  basicConstraints,
  keyUsageOfCa,
  keyUsageOfOthers,
  keyUsageValue,
  extKeyUsageValue,
  tlsKeyUsage,
  namedServer,
  namedSubject,
  subjectAlternativeNames,
  issuerAlternativeNames,
  underscoreName,
  nameConstraintsForm,
  repeatedPolicy,
  mappedAnyPolicy,
  emptyPolicyConstraints,
  extensionCriticality,
  subjectKeyIdentifier,
  authorityKeyIdentifier,
  uniqueIdentifiers,
];
