// Every fault that OpenSSL 3 finds in a chain, in the order in which it looks (verify_chain in
// crypto/x509/x509_vfy.c).
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { timesOf } from '../certificate-traits.js';
import { hasReadableKey } from './key.js';
import { hasTwoAlgorithms, isLikelyIssued, lacksKeyUsage } from './certificate.js';
import { extensionFaults, type OpensslFault } from './extensions.js';
import { opensslConstraintFault } from './constraints.js';
import { hostFault } from './host.js';
import { buildOpensslPath, PATH_ERRORS } from './path.js';
import { keyStrength, signatureStrength } from './strength.js';
import type { PresentedChain } from '../presented-chain.js';
import type { OpensslLibrary } from './library.js';

export interface OpensslTerms extends OpensslLibrary {
  /** By the security level: 1 wants 80 bits, 2 wants 112 (SSL_CTX_set_security_level(3)). */
  isTooWeak(bits: number): boolean;
  /** X509_V_FLAG_X509_STRICT */
  isStrict: boolean;
  /** X509_V_FLAG_PARTIAL_CHAIN */
  mayEndEarly: boolean;
  /** Whether X509_check_host is asked, and whether a wildcard may be a part of a label. */
  hostNames: 'any wildcard' | 'whole labels' | 'not judged';
}

/** Most programs end at the first; those that go on report the last. */
export function* opensslFaults(
  presented: PresentedChain,
  terms: OpensslTerms,
): Generator<OpensslFault> {
  const { path, untrusted, error } = buildOpensslPath(presented, terms.mayEndEarly, terms);
  const [target] = presented.chain;
  const fault = (code: number, depth: number, text: string): OpensslFault => ({
    error: code,
    depth,
    text,
  });
  if (isKeyTooWeak(target, terms)) {
    yield fault(66, 0, 'EE certificate key too weak');
  }
  if (error !== 0) yield fault(error, path.length - 1, PATH_ERRORS[error] ?? '');
  yield* extensionFaults(path, presented.role, terms);
  yield* levelFaults(path, terms);
  if (terms.hostNames !== 'not judged') {
    const named = hostFault(presented, terms.hostNames === 'any wildcard');
    if (named) yield fault(...named);
  }
  yield* signatureFaults(path, presented, terms, untrusted);
  const constraints = opensslConstraintFault(path, terms);
  if (constraints) yield constraints;
}

/** One that is not decoded has no strength. */
function isKeyTooWeak({ certificate }: PathCertificate, terms: OpensslTerms): boolean {
  return !hasReadableKey(certificate, terms) || terms.isTooWeak(keyStrength(certificate));
}

/** check_auth_level: the signature of the last one is nobody's business. */
function* levelFaults(
  path: readonly PathCertificate[],
  terms: OpensslTerms,
): Generator<OpensslFault> {
  for (const [depth, one] of path.entries()) {
    if (depth > 0 && isKeyTooWeak(one, terms)) {
      yield { error: 67, depth, text: 'CA certificate key too weak' };
    }
    if (depth + 1 < path.length && terms.isTooWeak(signatureStrength(one.certificate))) {
      yield { error: 68, depth, text: 'CA signature digest algorithm too weak' };
    }
  }
}

/**
 * internal_verify: from the last one down, signature and dates of each; those of the trust anchor
 * count too.
 */
function* signatureFaults(
  path: readonly PathCertificate[],
  presented: PresentedChain,
  terms: OpensslTerms,
  untrusted: number,
): Generator<OpensslFault> {
  const { mayEndEarly } = terms;
  const last = path.length - 1;
  const top = path[last] as PathCertificate;
  const isOwnIssuer = isLikelyIssued(top, top, terms);
  if (!isOwnIssuer && !mayEndEarly && last === 0 && untrusted > 0) {
    yield { error: 21, depth: 0, text: 'unable to verify the first certificate' };
  }
  if (isOwnIssuer || mayEndEarly || last === 0) yield* dateFaults(top, last, presented.at);
  for (let depth = last - 1; depth >= 0; depth--) {
    const issuer = path[depth + 1] as PathCertificate;
    const subject = path[depth] as PathCertificate;
    if (lacksKeyUsage(issuer, 'keyCertSign')) {
      const text = 'key usage does not include certificate signing';
      yield { error: 32, depth: depth + 1, text };
    }
    if (
      hasTwoAlgorithms(subject.certificate) ||
      presented.verdictOf(subject, issuer) === 'invalid'
    ) {
      yield { error: 7, depth, text: 'certificate signature failure' };
    }
    yield* dateFaults(subject, depth, presented.at);
  }
}

const TIME = /^(\d{10}|\d{12})(\d\d)Z$/;

function* dateFaults(
  { certificate }: PathCertificate,
  depth: number,
  at: Date,
): Generator<OpensslFault> {
  const fields = ['notBefore', 'notAfter'] as const;
  for (const [i, text] of (ifReadable(() => timesOf(certificate)) ?? []).entries()) {
    if (TIME.test(text)) continue;
    yield { error: 13 + i, depth, text: `format error in certificate's ${fields[i]} field` };
  }
  if (at < certificate.notBefore) yield { error: 9, depth, text: 'certificate is not yet valid' };
  if (at > certificate.notAfter) yield { error: 10, depth, text: 'certificate has expired' };
}
