// What a path is judged by besides its certificates: the time, the purpose, and the names that are
// asked for.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import type { OcspAnswers } from '../../pki/ocsp/ocsp-answers.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { PolicyInputs } from '../../pki/path/policy-graph.js';
import type { CertificationPath } from '../../pki/path/path-search.js';

export type Purpose = 'server' | 'client' | 'any';

export interface VerificationTerms {
  at: Date;
  purpose: Purpose;
  /** What is dialled. */
  host?: GeneralName | undefined;
  email?: string | undefined;
  /** Intermediates at most; none: no limit. */
  maxDepth?: number | undefined;
  /** None: any policy, and none is required but by a CA. */
  policies?: PolicyInputs | undefined;
}

/**
 * Of one certificate where it stands: the target is the certificate that the path was sought for.
 */
export interface PlaceTerms extends VerificationTerms {
  isTarget: boolean;
}

/** For which uses a trust anchor is trusted, dotted, where its file says it. */
export interface AnchorSettings {
  /** For these only; undefined where nothing is said, which is trust for all. */
  trusted: readonly string[] | undefined;
  /** Never for these, whatever else is said. */
  rejected: readonly string[];
}

/** What a path is sought in. */
export interface PathMaterial {
  target: Certificate;
  anchors: readonly Certificate[];
  untrusted: readonly Certificate[];
  crls: readonly CertificateRevocationList[];
  /** Those that nobody has given, and that stand beside what was. */
  foundCrls?: readonly CertificateRevocationList[] | undefined;
  /** What OCSP responses say, where any was given. */
  ocsp?: OcspAnswers | undefined;
  trustSettings?: ReadonlyMap<Certificate, AnchorSettings>;
}

export interface FoundTerms extends VerificationTerms {
  crls: readonly unknown[];
  trustSettings?: ReadonlyMap<Certificate, AnchorSettings> | undefined;
}

/** `below` from the target up to the certificate that `issuer` issued. */
export interface PathStep {
  issuer: PathCertificate;
  below: CertificationPath;
}
