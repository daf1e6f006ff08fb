// The path that the JDK takes (sun.security.validator.PKIXValidator): what is presented if it is in
// order, else one that it builds itself.
import { TAG } from '../../../pki/der/der.js';
import { encodeDer } from '../../../pki/der/der-encoding.js';
import { formatDistinguishedName } from '../../../pki/names/distinguished-name.js';
import { equalBytes } from '../../../pki/der/hex.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { authoritySerialOf, constraintsOf, extensionOf, isSame } from '../certificate-traits.js';
import { jdkPathFault } from './certificate.js';
import type { PresentedChain, Refusal } from '../presented-chain.js';

const VALIDATOR = 'sun.security.validator.ValidatorException:';

export interface JdkPath {
  refusal: Refusal;
  /** Whether the end entity is trusted itself: then nothing else is asked of it. */
  isTrusted: boolean;
}

export function judgeJdkPath(presented: PresentedChain): JdkPath {
  const { chain, anchors } = presented;
  if (anchors.some((anchor) => isSame(anchor, chain[0]))) {
    return { refusal: undefined, isTrusted: true };
  }
  const inOrder = orderedPart(presented);
  const refusal = inOrder ? validated(inOrder, presented) : built(presented);
  return { refusal, isTrusted: false };
}

/**
 * Up to the first that is trusted, or has the name and key of one that is; undefined where names do
 * not follow each other.
 */
function orderedPart({ chain, anchors }: PresentedChain): PathCertificate[] | undefined {
  for (const [at, one] of chain.entries()) {
    const below = chain[at - 1];
    if (!below) continue;
    if (one.subjectKey !== below.issuerKey) return undefined;
    const isTrusted = anchors.some(
      (anchor) => isSame(anchor, one) || anchor.identity === one.identity,
    );
    if (isTrusted) return chain.slice(0, at);
  }
  const last = chain.at(-1) as PathCertificate;
  return anchors.some(({ subjectKey }) => subjectKey === last.issuerKey) ? [...chain] : undefined;
}

/**
 * Each anchor of the right name and key identifier is tried; of several reasons the last is said.
 */
function validated(part: readonly PathCertificate[], presented: PresentedChain): Refusal {
  const top = part.at(-1) as PathCertificate;
  let said = 'Path does not chain with any of the trust anchors';
  for (const anchor of presented.anchors.filter((one) => mayIssue(one, top))) {
    const fault = jdkPathFault([...part, anchor], presented);
    if (fault === undefined) return anchorRefusal('validation', anchor);
    said = fault;
  }
  // What is no verdict but a failure of the JDK comes through as it is.
  return said.startsWith('java.lang.')
    ? said
    : `${VALIDATOR} PKIX path validation failed: java.security.cert.CertPathValidatorException: ${said}`;
}

/** AdaptableX509CertSelector. */
function mayIssue(issuer: PathCertificate, { issuerKey, certificate }: PathCertificate): boolean {
  if (issuer.subjectKey !== issuerKey) return false;
  const wanted = certificate.authorityKeyIdentifier;
  const identifier = extensionOf(issuer.certificate, '2.5.29.14');
  // Compared as they are encoded, so that what cannot be read is another one.
  const encoded = wanted !== undefined && encodeDer(TAG.octetString, Buffer.from(wanted, 'hex'));
  if (encoded && identifier && !equalBytes(encoded, identifier.value)) return false;
  const serial = authoritySerialOf(certificate);
  return (
    !serial ||
    issuer.certificate.version < 3 ||
    equalBytes(serial, issuer.certificate.serialNumberOctets)
  );
}

function anchorRefusal(step: 'validation' | 'building', anchor: PathCertificate): Refusal {
  const fault = anchorFault(anchor);
  return (
    fault &&
    `${VALIDATOR} PKIX path ${step} failed: sun.security.validator.ValidatorException: ${fault}`
  );
}

/** verifyTrustAnchor: the dates of an anchor are not looked at. */
function anchorFault({ certificate }: PathCertificate): Refusal {
  if (certificate.version < 3) return undefined;
  const subject = `TrustAnchor with subject "${subjectText(certificate)}"`;
  if (!constraintsOf(certificate)?.ca) return `${subject} is not a CA certificate`;
  return certificate.keyUsage && !certificate.keyUsage.includes('keyCertSign')
    ? `${subject} does not have keyCertSign bit set in KeyUsage extension`
    : undefined;
}

function subjectText({ subject }: PathCertificate['certificate']): string {
  return formatDistinguishedName(subject);
}

/** More ways than these are tried by no honest chain. */
const MOST_STEPS = 200;
/** PKIXBuilderParameters: CAs between, those that issued to themselves left out. */
const MOST_BETWEEN = 5;

function isInDate({ certificate }: PathCertificate, at: Date): boolean {
  return at >= certificate.notBefore && at <= certificate.notAfter;
}

/**
 * SunCertPathBuilder: every way through what was presented; one without fault is enough. Key
 * identifiers do not
 * count here, and the dates of an anchor do, but for the issuer of the end entity: the selector
 * gets its date after the first step.
 */
function built(presented: PresentedChain): Refusal {
  let steps = 0;
  let found: PathCertificate | undefined;
  const search = (path: readonly PathCertificate[]): boolean => {
    const between = path.slice(1).filter(({ isSelfIssued }) => !isSelfIssued);
    if (++steps > MOST_STEPS || between.length > MOST_BETWEEN) return false;
    const top = path.at(-1) as PathCertificate;
    const isNext = ({ subjectKey }: PathCertificate) => subjectKey === top.issuerKey;
    const isFirst = path.length === 1;
    const anchors = presented.anchors.filter(
      (one) => isNext(one) && (isFirst || isInDate(one, presented.at)),
    );
    for (const anchor of anchors) {
      if (jdkPathFault([...path, anchor], presented) !== undefined) continue;
      found = anchor;
      return true;
    }
    return presented.chain
      .filter((one) => isNext(one) && !path.some(({ identity }) => identity === one.identity))
      .some((one) => search([...path, one]));
  };
  search([presented.chain[0]]);
  if (found) return anchorRefusal('building', found);
  return `${VALIDATOR} PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target`;
}
