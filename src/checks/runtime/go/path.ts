// The chains that Go builds (buildChains in crypto/x509/verify.go): by the names' octets, roots
// first, with every way tried.
import { toHex, equalBytes } from '../../../pki/der/hex.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { extensionOf, publicKeyOf, signatureOf } from '../certificate-traits.js';
import { goCertificateFault } from './certificate.js';
import { goFieldsOf, goKeyIdentifiersOf } from './fields.js';
import type { PresentedChain, Refusal } from '../presented-chain.js';

export interface GoChains {
  chains: PathCertificate[][];
  refusal: Refusal;
}

interface Search {
  presented: PresentedChain;
  roots: readonly PathCertificate[];
  others: readonly PathCertificate[];
  /** Signatures that were checked. */
  checks: number;
}

/** maxChainSignatureChecks */
const MOST_CHECKS = 100;
const LIMIT_REACHED =
  'x509: signature check attempts limit reached while verifying certificate chain';

export function buildGoChains(
  presented: PresentedChain,
  roots: readonly PathCertificate[],
): GoChains {
  const search = { presented, roots, others: presented.chain.slice(1), checks: 0 };
  return chainsFrom([presented.chain[0]], search);
}

function chainsFrom(current: PathCertificate[], search: Search): GoChains {
  const top = current.at(-1) as PathCertificate;
  const chains: PathCertificate[][] = [];
  let refusal: Refusal;
  let hint: Refusal;
  const consider = (candidate: PathCertificate, isRoot: boolean) => {
    if (++search.checks > MOST_CHECKS) {
      refusal = LIMIT_REACHED;
      return;
    }
    if (!hasKnownKey(candidate) || isInChain(candidate, current)) return;
    const unsigned = goSignatureFault(top, candidate, search.presented);
    if (unsigned !== undefined) {
      const { subject } = candidate;
      hint ??= ` (possibly because of "${unsigned}" while trying to verify candidate authority certificate "${subject.replace(/^CN=/, '')}")`;
      return;
    }
    refusal = goCertificateFault(
      candidate,
      current,
      isRoot ? 'root' : 'intermediate',
      search.presented,
    );
    if (refusal !== undefined) return;
    if (isRoot) chains.push([...current, candidate]);
    else {
      const above = chainsFrom([...current, candidate], search);
      chains.push(...above.chains);
      refusal = above.refusal;
    }
  };
  const all = [
    ...candidatesFor(top, search.roots).map((one) => [one, true] as const),
    ...candidatesFor(top, search.others).map((one) => [one, false] as const),
  ];
  for (const [candidate, isRoot] of all) {
    consider(candidate, isRoot);
    if (refusal === LIMIT_REACHED) break;
  }
  if (chains.length > 0) return { chains, refusal: undefined };
  return {
    chains,
    refusal: refusal ?? `x509: certificate signed by unknown authority${hint ?? ''}`,
  };
}

/**
 * Others are no key to Go at all (getPublicKeyAlgorithmFromOID): DSA and X25519 are, but verify
 * nothing.
 */
function hasKnownKey({ certificate }: PathCertificate): boolean {
  const key = publicKeyOf(certificate);
  return key?.algorithm !== 'other' || ['1.2.840.10040.4.1', '1.3.101.110'].includes(key.oid);
}

/** Those with the right key identifier, then those without one, then the others. */
function candidatesFor({ certificate }: PathCertificate, pool: readonly PathCertificate[]) {
  const wanted = goKeyIdentifiersOf(certificate).authority;
  const rank = ({ certificate: candidate }: PathCertificate) => {
    const found = goKeyIdentifiersOf(candidate).own;
    if (found === wanted) return 0;
    return found === '' || wanted === '' ? 1 : 2;
  };
  const unique = new Map(pool.map((one) => [toHex(one.certificate.der), one]));
  return [...unique.values()]
    .filter((one) => equalBytes(one.certificate.subjectDer, certificate.issuerDer))
    .toSorted((a, b) => rank(a) - rank(b));
}

function isInChain(candidate: PathCertificate, current: readonly PathCertificate[]): boolean {
  const namesOf = ({ certificate }: PathCertificate) => {
    const found = extensionOf(certificate, '2.5.29.17');
    return found ? toHex(found.value) : '';
  };
  return current.some(
    (one) =>
      equalBytes(one.certificate.subjectDer, candidate.certificate.subjectDer) &&
      equalBytes(
        one.certificate.subjectPublicKeyInfo,
        candidate.certificate.subjectPublicKeyInfo,
      ) &&
      namesOf(one) === namesOf(candidate),
  );
}

const KNOWN_HASHES: readonly unknown[] = ['SHA-256', 'SHA-384', 'SHA-512'];

/** CheckSignatureFrom. */
function goSignatureFault(
  subject: PathCertificate,
  issuer: PathCertificate,
  presented: PresentedChain,
): Refusal {
  const { version, basicConstraints, keyUsage } = goFieldsOf(issuer);
  const isNoCa = version === 3 ? !basicConstraints?.ca : basicConstraints?.ca === false;
  if (isNoCa || (keyUsage && keyUsage.length > 0 && !keyUsage.includes('keyCertSign'))) {
    return 'x509: invalid signature: parent certificate cannot sign this kind of certificate';
  }
  const key = publicKeyOf(issuer.certificate);
  const algorithm = signatureOf(subject.certificate);
  const isKnownKey = key !== undefined && key.algorithm !== 'other';
  if (algorithm?.hash === 'SHA-1' || algorithm?.hash === 'MD5' || algorithm?.hash === 'MD2') {
    return `x509: cannot verify signature: insecure algorithm ${goNameOf(algorithm.oid, algorithm.hash)}`;
  }
  const isKnown = algorithm?.name === 'Ed25519' || KNOWN_HASHES.includes(algorithm?.hash);
  if (!isKnownKey || !isKnown) {
    return 'x509: cannot verify signature: algorithm unimplemented';
  }
  // crypto/rsa since Go 1.24 (go.dev/doc/go1.24).
  if (key.algorithm === 'RSA' && (key.size ?? 0) < 1024 && presented.isSince(1, 24)) {
    return `crypto/rsa: ${key.size}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`;
  }
  if (presented.verdictOf(subject, issuer) === 'valid') return undefined;
  return key.algorithm === 'EC'
    ? 'x509: ECDSA verification failure'
    : 'crypto/rsa: verification error';
}

function goNameOf(oid: string, hash: string): string {
  const short = hash.replace('-', '');
  return oid.startsWith('1.2.840.10045.') ? `ECDSA-${short}` : `${short}-RSA`;
}
