// What Go asks of one certificate where it stands in a chain (isValid in crypto/x509/verify.go).
// keyUsage of an end entity counts for nothing.
import type { CertificateExtension } from '../../../pki/certificate/certificate.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { isReadByGo } from './extensions.js';
import { goNameConstraints } from './name-constraints.js';
import { goFieldsOf, goNamesOf } from './fields.js';
import type { PresentedChain, Refusal, Versioned } from '../presented-chain.js';

export type GoPlace = 'leaf' | 'intermediate' | 'root';

export function goCertificateFault(
  one: PathCertificate,
  below: readonly PathCertificate[],
  place: GoPlace,
  presented: PresentedChain,
): Refusal {
  const { extensions, basicConstraints } = goFieldsOf(one);
  if (
    extensions.some((extension) => extension.critical && isUnhandled(extension, one, presented))
  ) {
    return 'x509: unhandled critical extension';
  }
  const untimely = dateFault(one, presented.at);
  if (untimely !== undefined) return untimely;
  if (place === 'intermediate' && !basicConstraints?.ca) {
    return 'x509: certificate is not authorized to sign other certificates';
  }
  const limit = basicConstraints?.pathLenConstraint;
  // Self-issued certificates count, against RFC 5280, 4.2.1.9.
  return limit !== undefined && below.length - 1 > limit
    ? 'x509: too many intermediates for path length constraint'
    : undefined;
}

function dateFault({ certificate }: PathCertificate, at: Date): Refusal {
  const said = 'x509: certificate has expired or is not yet valid: current time';
  const { notBefore, notAfter } = certificate;
  if (at < notBefore) return `${said} ${timeText(at)} is before ${timeText(notBefore)}`;
  if (at > notAfter) return `${said} ${timeText(at)} is after ${timeText(notAfter)}`;
  return undefined;
}

function timeText(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

const POLICY_CONSTRAINTS: readonly string[] = [
  EXTENSION.policyConstraints,
  EXTENSION.policyMappings,
  EXTENSION.inhibitAnyPolicy,
];

/**
 * policyConstraints, policyMappings and inhibitAnyPolicy are handled from Go 1.24 on
 * (go.dev/doc/go1.24, crypto/x509).
 */
function isUnhandled(
  { oid, value }: CertificateExtension,
  one: PathCertificate,
  version: Versioned,
): boolean {
  if (oid === EXTENSION.subjectAltName) return goNamesOf(one).length === 0;
  if (oid === EXTENSION.nameConstraints) return goNameConstraints(value, version).hasUnknown;
  if (POLICY_CONSTRAINTS.includes(oid)) return !version.isSince(1, 24);
  return !isReadByGo(oid);
}
