// The rules for a certification path: for each certificate where it stands, for each step from one
// to the next, and for the whole.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { CertificationPath, FoundPath } from '../../pki/path/path-search.js';
import { expired } from '../certificate/expired.js';
import { expiresSoon } from '../certificate/expires-soon.js';
import { issuerName } from '../certificate/name/issuer-name.js';
import { notYetValid } from '../certificate/not-yet-valid.js';
import { CERTIFICATE_RULES } from '../certificate/rules.js';
import type { CertificateTerms } from '../certificate/terms.js';
import { authorityKeyIdentifier } from '../extension/key-identifiers.js';
import {
  emptyPolicyConstraints,
  mappedAnyPolicy,
  repeatedPolicy,
} from '../extension/policies/policy-extensions.js';
import type { PathFinding } from '../finding.js';
import { type PathRule, type Ranked, rankedFindingsBy, type Rule } from '../rule.js';
import { anchorNotRoot } from './anchor-not-root.js';
import { certificatePolicy } from './certificate-policy.js';
import { emailAddress } from './email-address.js';
import { hostAddress, hostName } from './host-name.js';
import { keyCertSign } from './key-cert-sign.js';
import { maxDepth } from './max-depth.js';
import { type ConstrainedCertificate, nameConstraints } from './name-constraints.js';
import { nameNotJudged } from './name-not-judged.js';
import { noPath } from './no-path.js';
import { notACa } from './not-a-ca.js';
import { pathLength } from './path-length.js';
import { purpose } from './purpose.js';
import { revocationNotJudged } from './revocation-not-judged.js';
import { revocationOutdated } from './revocation-outdated.js';
import { revocationUnknown, revocationUnknownByOcsp } from './revocation-unknown.js';
import { type JudgedRevocation, revoked, revokedByOcsp } from './revoked.js';
import { searchLimit } from './search-limit.js';
import { type JudgedSignature, signature } from './signature.js';
import type { FoundTerms, PathStep, PlaceTerms, VerificationTerms } from './terms.js';
import { trustSettings } from './trust-settings.js';
import { unprocessedCriticalExtension } from './unprocessed-critical-extension.js';

/** What is said of a certificate of a path without regard to its place. */
export const ALONE_RULES: readonly Rule<Certificate, CertificateTerms & { at: Date }>[] = [
  expired,
  expiresSoon,
  notYetValid,
  ...CERTIFICATE_RULES,
];

/** What a certificate says about those above it is nothing to whoever trusts it as it is. */
const BELOW_OTHERS: readonly unknown[] = [
  ...[issuerName, authorityKeyIdentifier],
  ...[repeatedPolicy, mappedAnyPolicy, emptyPolicyConstraints],
];

const ANCHOR_RULES = ALONE_RULES.filter((rule) => !BELOW_OTHERS.includes(rule));

export const PLACE_RULES: readonly PathRule<PathCertificate, PlaceTerms>[] = [
  unprocessedCriticalExtension,
  purpose,
  hostName,
  hostAddress,
  emailAddress,
];

export const STEP_RULES: readonly PathRule<PathStep>[] = [notACa, keyCertSign, pathLength];

export const SIGNATURE_RULES: readonly PathRule<JudgedSignature>[] = [signature];

export const NAME_RULES: readonly PathRule<ConstrainedCertificate>[] = [nameConstraints];

/** Of these the search counts a fault at each step: a path that is too deep gets no better. */
export const DEPTH_RULES: readonly PathRule<CertificationPath, VerificationTerms>[] = [maxDepth];

export const WHOLE_PATH_RULES: readonly PathRule<CertificationPath, VerificationTerms>[] = [
  ...DEPTH_RULES,
  certificatePolicy,
];

export const REVOCATION_RULES: readonly PathRule<JudgedRevocation>[] = [
  revoked,
  revokedByOcsp,
  revocationUnknown,
  revocationUnknownByOcsp,
  revocationOutdated,
];

/** What the search came to, and what was not asked. */
export const FOUND_PATH_RULES: readonly PathRule<FoundPath, FoundTerms>[] = [
  ...[noPath, anchorNotRoot, trustSettings],
  ...[nameNotJudged, revocationNotJudged, searchLimit],
];

/**
 * A trust anchor is judged by its dates and its form, whoever issued it (RFC 5280, 6.1.1 d); another
 * one that names itself as its issuer is held to all rules.
 */
export function checkPathCertificate(
  one: PathCertificate,
  terms: PlaceTerms,
): Ranked<PathFinding>[] {
  const { certificate, subject, isAnchor } = one;
  const alone = { at: terms.at, isRoot: isAnchor, occasion: 'verifying' } as const;
  const rules = isAnchor ? ANCHOR_RULES : ALONE_RULES;
  return [
    ...rankedFindingsBy(rules, certificate, alone).map((found) => ({ ...found, subject })),
    ...rankedFindingsBy(PLACE_RULES, one, terms),
  ];
}
