// The certificates above one, for those who were given them in one heap: names decide who is asked,
// signatures decide.
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../../pki/names/distinguished-name.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { isSelfIssued } from '../../../pki/issuing/issuer.js';
import { verifySignature } from '../../../pki/signature/signature.js';
import { isForgeable, signatureAlgorithmOf } from '../../../pki/signature/signature-algorithm.js';
import type { Crypto, Reporter } from '../../../ports.js';

/** `first`, then its issuers as far as `others` lead. */
export function chainAbove(
  first: Certificate,
  others: readonly Certificate[],
  crypto: Crypto,
): [Certificate, ...Certificate[]] {
  const chain: [Certificate, ...Certificate[]] = [first];
  for (;;) {
    const top = chain[chain.length - 1] as Certificate;
    if (isSelfIssued(top) && isSignedBy(top, top, crypto)) return chain;
    const next = others.find(
      (candidate) => !chain.includes(candidate) && isSignedBy(top, candidate, crypto),
    );
    if (!next) return chain;
    chain.push(next);
  }
}

/**
 * The end entity and those that issued it, in order, roots left out: a peer trusts its own copy of
 * the root.
 */
export function presentedChain(
  endEntity: Certificate,
  others: readonly Certificate[],
): [Certificate, ...Certificate[]] {
  return chainByNames(
    endEntity,
    others.filter((other) => !isSelfIssued(other)),
  );
}

/** The same with its root, where that is among them. */
export function chainByNames(
  endEntity: Certificate,
  others: readonly Certificate[],
): [Certificate, ...Certificate[]] {
  const chain: [Certificate, ...Certificate[]] = [endEntity];
  for (;;) {
    const top = chain[chain.length - 1] as Certificate;
    const next = others.find(
      (other) => !chain.includes(other) && equalBytes(other.subjectDer, top.issuerDer),
    );
    if (!next) return chain;
    chain.push(next);
  }
}

/** By name and signature; one that cannot be verified here counts as none. */
export function isIssuedBy(
  certificate: Certificate,
  { subjectDer, subjectPublicKeyInfo }: Certificate,
  crypto: Crypto,
): boolean {
  if (!equalBytes(certificate.issuerDer, subjectDer)) return false;
  return verifySignature(certificate.der, subjectPublicKeyInfo, crypto) === 'valid';
}

function isSignedBy(certificate: Certificate, issuer: Certificate, crypto: Crypto): boolean {
  if (!equalBytes(certificate.issuerDer, issuer.subjectDer)) return false;
  const algorithm = signatureAlgorithmOf(certificate.der);
  const verdict = verifySignature(certificate.der, issuer.subjectPublicKeyInfo, crypto);
  if (verdict === 'unsupported' || isForgeable(algorithm)) {
    throw new TlsmithError(
      'key-unsupported',
      `${formatDistinguishedName(certificate.subject)} is signed with ${algorithm.name}, which is not supported`,
      { found: algorithm.name },
    );
  }
  return verdict === 'valid';
}

/**
 * RFC 5280, 6.1 lets any certificate be a trust anchor; OpenSSL, and with it Node, does so only
 * where it is told.
 */
export function warnOfNoRoot(anchor: Certificate, reporter: Reporter): void {
  if (isSelfIssued(anchor)) return;
  reporter.warn(
    `the CA's chain ends in ${formatDistinguishedName(anchor.subject)}, which is no root; it becomes the trust anchor, but OpenSSL wants the root itself`,
  );
}
