// What the JDK asks of each certificate of a path, the trust anchor left out (PKIXCertPathValidator
// and its checkers, sun.security.provider.certpath).
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { DerReader, firstDer, TAG } from '../../../pki/der/der.js';
import { encodeDer } from '../../../pki/der/der-encoding.js';
import { equalBytes, toHex } from '../../../pki/der/hex.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { policyFailure } from '../../path/certificate-policy.js';
import {
  constraintsOf,
  extensionOf,
  hasUsualCurve,
  publicKeyOf,
  signatureOf,
} from '../certificate-traits.js';
import { jdkKeyOf, schemeFault, unofferedSignature } from './algorithms.js';
import { jdkConstraintFault } from './names.js';
import type { PresentedChain, Refusal, Versioned } from '../presented-chain.js';

/** `path` from the end entity to the anchor. What is wrong nearest to the anchor is said. */
export function jdkPathFault(path: readonly PathCertificate[], presented: PresentedChain): Refusal {
  const anchor = path.at(-1) as PathCertificate;
  const weakAnchor = sizeFault(anchor.certificate, ' key.');
  if (weakAnchor !== undefined && path.length > 1) {
    const first = path[path.length - 2] as PathCertificate;
    return presented.isSince(25) ? weakAnchor : unofferedSignature(first.certificate);
  }
  let limit = path.length - 1;
  for (let at = path.length - 2; at >= 0; at--) {
    const one = path[at] as PathCertificate;
    const issuer = path[at + 1] as PathCertificate;
    const isEnd = at === 0;
    const isFirst = at === path.length - 2;
    const constrained = isEnd ? undefined : constraintFault(one, limit, isFirst);
    const said =
      algorithmFault(one.certificate, presented) ??
      (isEnd ? undefined : usageFault(one.certificate)) ??
      constrained ??
      jdkConstraintFault(one, path.slice(at + 1, -1), isEnd) ??
      (isEnd ? policyFault(path) : undefined) ??
      dateFault(one.certificate, presented.at) ??
      signatureFault(one, issuer, presented) ??
      schemeFault(one.certificate, isFirst, presented) ??
      (one.certificate.extensions.some(
        (extension) => extension.critical && !RESOLVED.includes(extension.oid),
      )
        ? 'unrecognized critical extension(s)'
        : undefined);
    if (said !== undefined) return said;
    if (isEnd) break;
    if (!one.isSelfIssued) limit--;
    limit = Math.min(limit, constraintsOf(one.certificate)?.pathLenConstraint ?? Infinity);
  }
  return undefined;
}

const RESOLVED: readonly string[] = [
  EXTENSION.basicConstraints,
  EXTENSION.nameConstraints,
  EXTENSION.keyUsage,
  EXTENSION.extKeyUsage,
  EXTENSION.subjectAltName,
  EXTENSION.certificatePolicies,
  EXTENSION.policyMappings,
  EXTENSION.policyConstraints,
  EXTENSION.inhibitAnyPolicy,
];

const CONSTRAINTS = 'Algorithm constraints check failed on';

/**
 * jdk.certpath.disabledAlgorithms: MD2, MD5, RSA and DSA below 1024 bits, curves below 224; SHA-1
 * only below the JDK's own roots.
 */
function algorithmFault(certificate: Certificate, { isSince }: Versioned): Refusal {
  if (certificate.keyUsage?.length === 0) return 'incorrect KeyUsage extension bits';
  const hash = signatureOf(certificate)?.hash;
  if (hash === 'MD5' || hash === 'MD2') {
    return isSince(25)
      ? `${CONSTRAINTS} disabled algorithm: ${hash} used with certificate`
      : unofferedSignature(certificate);
  }
  return sizeFault(certificate, ' key used with certificate');
}

function sizeFault(certificate: Certificate, tail: string): Refusal {
  const { name, size } = jdkKeyOf(certificate);
  return size !== undefined && size < (name === 'EC' ? 224 : 1024)
    ? `${CONSTRAINTS} keysize limits: ${name} ${size} bit${tail}`
    : undefined;
}

function usageFault({ keyUsage }: Certificate): Refusal {
  return keyUsage && !keyUsage.includes('keyCertSign')
    ? 'CA key usage check failed: keyCertSign bit is not set'
    : undefined;
}

function constraintFault(one: PathCertificate, limit: number, isFirst: boolean): Refusal {
  const { version } = one.certificate;
  const basicConstraints = constraintsOf(one.certificate);
  // -1 is how no CA is told (X509Certificate.getBasicConstraints).
  const isCa = basicConstraints?.ca === true && pathLengthOctets(one.certificate) !== 'ff';
  const isOldRoot = version < 3 && isFirst && one.isSelfIssued;
  if (!isCa && !isOldRoot) {
    return 'basic constraints check failed: this is not a CA certificate';
  }
  return !one.isSelfIssued && limit <= 0
    ? 'basic constraints check failed: pathLenConstraint violated - this cert must be the last cert in the certification path'
    : undefined;
}

function policyFault(path: readonly PathCertificate[]): Refusal {
  return policyFailure(path) ? 'non-null policy tree required and policy tree is null' : undefined;
}

function dateFault({ notBefore, notAfter }: Certificate, at: Date): Refusal {
  if (at < notBefore) {
    return `validity check failed (java.security.cert.CertificateNotYetValidException: NotBefore: ${javaDate(notBefore)})`;
  }
  return at > notAfter
    ? `validity check failed (java.security.cert.CertificateExpiredException: NotAfter: ${javaDate(notAfter)})`
    : undefined;
}

/** As java.util.Date prints it where the time zone is UTC. */
function javaDate(date: Date): string {
  const [day = '', number = '', month = '', year = '', time = ''] = date
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${day} ${month} ${number} ${time} UTC ${year}`;
}

function signatureFault(
  subject: PathCertificate,
  issuer: PathCertificate,
  { verdictOf }: PresentedChain,
): Refusal {
  const key = publicKeyOf(issuer.certificate);
  // What was signed is encoded anew, with the shortest length.
  const isValid =
    hasUsualCurve(key) &&
    isShortest(subject.certificate.tbsCertificate) &&
    verdictOf(subject, issuer) === 'valid';
  return isValid ? undefined : 'signature check failed';
}

function isShortest(der: Uint8Array): boolean {
  const { content, whole } = firstDer(der);
  return equalBytes(encodeDer(TAG.sequence, content), whole);
}

/** In hex; undefined where there are none. */
function pathLengthOctets(certificate: Certificate): string | undefined {
  const found = extensionOf(certificate, EXTENSION.basicConstraints);
  return (
    found &&
    ifReadable(() => {
      const members = new DerReader(firstDer(found.value).content);
      members.optional(TAG.boolean);
      const length = members.optional(TAG.integer);
      return length && toHex(length.content);
    })
  );
}
