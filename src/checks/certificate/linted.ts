// The rules for those who describe a certificate beside those that paths are judged by: how what it
// says is written. None of them decides about a path.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { aLabelOfHost, aLabelOfMailbox, aLabelOfUri } from '../extension/names/a-label.js';
import { addressAsName } from '../extension/names/address-as-name.js';
import {
  criticalAcmeIdentifier,
  criticalAddressBlocks,
  criticalSystems,
  criticalTimeStamping,
  uncriticalAnyPurpose,
  uncriticalCapabilities,
  uncriticalIssuerNames,
  uncriticalLogotype,
  uncriticalNames,
  uncriticalNoCheck,
  uncriticalPoints,
  uncriticalTlsFeature,
} from '../extension/advised-criticality.js';
import {
  issuerDirectoryName,
  subjectDirectoryName,
} from '../extension/names/alternative-directory-name.js';
import { emptySubjectKey, issuerWithSerial, saysSomething } from '../extension/authority-key.js';
import {
  inhibitionOfCa,
  mappingsOfCa,
  policyConstraintsOfCa,
  repositoryOfCa,
} from '../extension/ca-extension.js';
import { circularLocation } from '../extension/places/circular-location.js';
import { constraintBase } from '../extension/constraint-base.js';
import { distributionPoint, freshestPoint } from '../extension/places/distribution-point.js';
import {
  emptyAuthorityAccess,
  emptyDirectoryAttributes,
  emptyDistributionPoints,
  emptyExtensions,
  emptyExtensionValue,
  emptyFreshestCrl,
  emptyPolicies,
  emptyPolicyMappings,
  emptyQualifiers,
  emptySubjectAccess,
  emptySubtrees,
} from '../extension/empty-list.js';
import {
  authorityAccess,
  ocspAccess,
  subjectAccess,
} from '../extension/places/information-access.js';
import { issuerMailbox, subjectMailbox } from '../extension/names/mailbox-name.js';
import { noticeReference } from '../extension/policies/notice-reference.js';
import { mappedPolicy } from '../extension/policies/policy-mapping.js';
import { explicitText, qualifierOfPolicy } from '../extension/policies/policy-qualifier.js';
import { noCheckValue, noRevocation } from '../extension/places/revocation-source.js';
import { precertificate, timestampList } from '../extension/transparency.js';
import { serviceName, utf8Mailbox } from '../extension/names/typed-other-name.js';
import { undefinedUsage } from '../extension/undefined-usage.js';
import { unknownKind } from '../extension/names/unknown-kind.js';
import { issuerUri, subjectUri } from '../extension/names/uri-name.js';
import type { Rule } from '../rule.js';
import { namedBits, setOrder, writtenDefault } from './canonical-form.js';
import { emailInSubject } from './name/email-in-subject.js';
import { encipheringCa } from './key/enciphering-ca.js';
import { issuerAttributes } from './name/issuer-attributes.js';
import {
  dsaKeyParameters,
  montgomeryKeyParameters,
  pssKeyParameters,
} from './key/key-parameters.js';
import {
  dhEcKeyPurpose,
  dhKeyPurpose,
  dsaKeyPurpose,
  ecKeyPurpose,
  edwardsKeyPurpose,
  lonelyCipherBits,
  mlDsaKeyPurpose,
  montgomeryKeyPurpose,
  pssKeyPurpose,
  rsaKeyPurpose,
} from './key/key-purpose.js';
import { controlCharacter, oldStringType, repeatedAttribute } from './name/name-form.js';
import {
  dsaSignatureParameters,
  ecdsaSignatureParameters,
  edwardsSignatureParameters,
  oldDsaSignatureParameters,
  oldEcdsaSignatureParameters,
  oldRsaSignatureParameters,
  pssSignatureParameters,
  rsaSignatureParameters,
} from './signature/signature-parameters.js';
import {
  dsaSignatureValue,
  ecdsaSignatureValue,
  edwardsSignatureValue,
  wholeSignature,
} from './signature/signature-value.js';
import type { CertificateTerms } from './terms.js';
import { usageConsistency } from './usage-consistency.js';

/** Of certificates, requests and CRLs. */
export const LINTED_SIGNATURE_RULES: readonly Rule<{ der: Uint8Array }>[] = [
  rsaSignatureParameters,
  oldRsaSignatureParameters,
  pssSignatureParameters,
  dsaSignatureParameters,
  oldDsaSignatureParameters,
  ecdsaSignatureParameters,
  oldEcdsaSignatureParameters,
  edwardsSignatureParameters,
  wholeSignature,
  ecdsaSignatureValue,
  dsaSignatureValue,
  edwardsSignatureValue,
];

type Keyed = Pick<Certificate, 'subjectPublicKeyInfo' | 'keyUsage' | 'basicConstraints'>;

/** Of certificates and requests. */
export const LINTED_KEY_RULES: readonly Rule<Keyed>[] = [
  montgomeryKeyParameters,
  pssKeyParameters,
  dsaKeyParameters,
  rsaKeyPurpose,
  dsaKeyPurpose,
  dhKeyPurpose,
  pssKeyPurpose,
  ecKeyPurpose,
  dhEcKeyPurpose,
  edwardsKeyPurpose,
  montgomeryKeyPurpose,
  mlDsaKeyPurpose,
  lonelyCipherBits,
  encipheringCa,
];

type Extended = Pick<
  Certificate,
  'extensions' | 'keyUsage' | 'extKeyUsage' | 'basicConstraints' | 'subject'
>;

/** Of certificates, and of what requests ask for. */
export const LINTED_EXTENSION_RULES: readonly Rule<Extended>[] = [
  emptyExtensionValue,
  issuerWithSerial,
  saysSomething,
  emptySubjectKey,
  undefinedUsage,
  usageConsistency,
  emptyPolicies,
  emptyQualifiers,
  qualifierOfPolicy,
  noticeReference,
  explicitText,
  emptyPolicyMappings,
  mappedPolicy,
  mappingsOfCa,
  unknownKind,
  subjectDirectoryName,
  issuerDirectoryName,
  subjectMailbox,
  issuerMailbox,
  subjectUri,
  issuerUri,
  aLabelOfHost,
  aLabelOfMailbox,
  aLabelOfUri,
  utf8Mailbox,
  serviceName,
  addressAsName,
  emptyDirectoryAttributes,
  emptySubtrees,
  constraintBase,
  policyConstraintsOfCa,
  inhibitionOfCa,
  uncriticalAnyPurpose,
  emptyDistributionPoints,
  distributionPoint,
  emptyFreshestCrl,
  freshestPoint,
  emptyAuthorityAccess,
  authorityAccess,
  ocspAccess,
  emptySubjectAccess,
  subjectAccess,
  repositoryOfCa,
  circularLocation,
  uncriticalNames,
  uncriticalIssuerNames,
  uncriticalPoints,
  uncriticalTlsFeature,
  uncriticalNoCheck,
  uncriticalCapabilities,
  uncriticalLogotype,
  criticalAcmeIdentifier,
  criticalAddressBlocks,
  criticalSystems,
  criticalTimeStamping,
  timestampList,
  precertificate,
  noRevocation,
  noCheckValue,
];

export const LINTED_CERTIFICATE_RULES: readonly Rule<Certificate, CertificateTerms>[] = [
  setOrder,
  namedBits,
  writtenDefault,
  ...LINTED_SIGNATURE_RULES,
  ...LINTED_KEY_RULES,
  issuerAttributes,
  oldStringType,
  controlCharacter,
  repeatedAttribute,
  emailInSubject,
  emptyExtensions,
  ...LINTED_EXTENSION_RULES,
];
