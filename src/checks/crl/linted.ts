// The rules for those who describe a CRL beside those that a path is judged by: how its fields, its
// extensions and its entries are written (RFC 5280, 5).
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { namedBits, setOrder, writtenDefault } from '../certificate/canonical-form.js';
import { issuerAttributes } from '../certificate/name/issuer-attributes.js';
import { LINTED_SIGNATURE_RULES } from '../certificate/linted.js';
import { issuerWithSerial, saysSomething } from '../extension/authority-key.js';
import { freshestPoint } from '../extension/places/distribution-point.js';
import { emptyAuthorityAccess, emptyFreshestCrl } from '../extension/empty-list.js';
import { authorityAccess } from '../extension/places/information-access.js';
import { issuerDirectoryName } from '../extension/names/alternative-directory-name.js';
import { issuerAlternativeNames } from '../extension/names/alternative-names.js';
import { issuerUri } from '../extension/names/uri-name.js';
import type { Finding } from '../finding.js';
import { findingsBy, type Rule } from '../rule.js';
import {
  certificateIssuer,
  entryExtensions,
  invalidityDate,
  reasonCode,
  revokedSerial,
} from './crl-entry.js';
import {
  crlAccess,
  crlAuthorityKey,
  crlFreshest,
  crlIssuerNames,
  crlNumber,
  unknownCritical,
} from './crl-extension.js';
import {
  crlAlgorithm,
  crlEncoding,
  crlIssuer,
  crlStructure,
  crlVersion,
  emptyCrlExtensions,
  emptyEntryExtensions,
  emptyRevoked,
} from './crl-form.js';
import { deltaCrl, issuingPoint } from './crl-scope.js';
import { CRL_RULES, type CrlTerms } from './rules.js';
import {
  nextUpdateForm,
  revocationDateForm,
  revokedLater,
  thisUpdateForm,
  updateOrder,
} from './crl-time.js';

export const LINTED_CRL_RULES: readonly Rule<CertificateRevocationList>[] = [
  crlEncoding,
  crlStructure,
  crlVersion,
  crlIssuer,
  issuerAttributes,
  crlAlgorithm,
  ...LINTED_SIGNATURE_RULES,
  setOrder,
  namedBits,
  writtenDefault,
  thisUpdateForm,
  nextUpdateForm,
  revocationDateForm,
  updateOrder,
  revokedLater,
  emptyRevoked,
  emptyCrlExtensions,
  emptyEntryExtensions,
  crlAuthorityKey,
  issuerWithSerial,
  saysSomething,
  crlIssuerNames,
  issuerAlternativeNames,
  issuerDirectoryName,
  issuerUri,
  crlNumber,
  deltaCrl,
  issuingPoint,
  crlFreshest,
  freshestPoint,
  emptyFreshestCrl,
  crlAccess,
  authorityAccess,
  emptyAuthorityAccess,
  unknownCritical,
  reasonCode,
  invalidityDate,
  certificateIssuer,
  entryExtensions,
  revokedSerial,
];

/** In the order in which `inspect` tells what they find. */
export const INSPECTED_CRL_RULES: readonly Rule<CertificateRevocationList, CrlTerms>[] = [
  ...CRL_RULES,
  ...LINTED_CRL_RULES,
];

export function checkInspectedCrl(crl: CertificateRevocationList, at: Date): Finding[] {
  return findingsBy(INSPECTED_CRL_RULES, crl, { at, isRoot: false });
}
