// A certificate as the search for certification paths sees it: what it asks of every certificate
// again and again, worked out once.
import type { Certificate } from '../certificate/certificate.js';
import { ifReadable } from '../certificate/certificate-encoding.js';
import { formatDistinguishedName } from '../names/distinguished-name.js';
import { toHex } from '../der/hex.js';
import { nameKey } from '../names/name-comparison.js';
import { type NameConstraints, nameConstraintsOf } from '../certificate/name-constraints.js';
import { type PolicyFields, policyFieldsOf } from './policy-fields.js';
import { type SubjectName, subjectNamesOf } from '../names/subject-names.js';

export interface PathCertificate {
  readonly certificate: Certificate;
  /** Whether the person trusts it as it is. */
  readonly isAnchor: boolean;
  /** RFC 4514, for findings and sentences. */
  readonly subject: string;
  /** Equal for names that match (RFC 5280, 7.1). */
  readonly subjectKey: string;
  readonly issuerKey: string;
  /** Issued by a CA to itself: names only count (RFC 5280, 6.1). */
  readonly isSelfIssued: boolean;
  /** Subject and key: what makes two certificates those of one CA. */
  readonly identity: string;
  readonly names: readonly SubjectName[];
  /** Undefined where absent, and where malformed: that is a finding of its own. */
  readonly nameConstraints: NameConstraints | undefined;
  readonly policies: PolicyFields;
}

export function pathCertificate(certificate: Certificate, isAnchor: boolean): PathCertificate {
  const subjectKey = nameKey(certificate.subject);
  const issuerKey = nameKey(certificate.issuer);
  return {
    certificate,
    isAnchor,
    subject: formatDistinguishedName(certificate.subject),
    subjectKey,
    issuerKey,
    isSelfIssued: subjectKey === issuerKey,
    identity: `${toHex(certificate.subjectPublicKeyInfo)} ${subjectKey}`,
    names: subjectNamesOf(certificate),
    nameConstraints: ifReadable(() => nameConstraintsOf(certificate)),
    policies: policyFieldsOf(certificate),
  };
}

/** A CA by its basicConstraints (RFC 5280, 4.2.1.9). */
export function isCa({ certificate }: PathCertificate): boolean {
  return certificate.basicConstraints?.ca === true;
}
