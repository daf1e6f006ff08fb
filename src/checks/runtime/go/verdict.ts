// What Go says (crypto/tls and crypto/x509 of Go 1.26).
// Its parts are asked by beats.ts too, in another order.
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { policyFailure } from '../../path/certificate-policy.js';
import { hasUsualCurve, isSame, publicKeyOf } from '../certificate-traits.js';
import { goCertificateFault } from './certificate.js';
import { goConstraintFault } from './constraints.js';
import { goHostFault } from './host.js';
import { goParsingFault } from './parsing.js';
import { goFieldsOf } from './fields.js';
import { buildGoChains } from './path.js';
import {
  firstRefusal,
  type PresentedChain,
  type Refusal,
  type Role,
  type Versioned,
} from '../presented-chain.js';

export function judgeByGo(presented: PresentedChain): Refusal {
  const refused = goParsing(presented);
  if (refused !== undefined) return refused;
  const { role, chain } = presented;
  const [target] = chain;
  const unverified =
    goCertificateFault(target, [], 'leaf', presented) ??
    goHostFault(presented) ??
    goChainFault(presented);
  if (unverified !== undefined) return `tls: failed to verify certificate: ${unverified}`;
  return goKeyFault(target, role) ?? goSigningFault(target, presented);
}

/** What is presented is read before anything is judged. */
export function goParsing(presented: PresentedChain): Refusal {
  const { role, chain } = presented;
  const malformed = firstRefusal(chain, ({ certificate }) =>
    goParsingFault(certificate, presented),
  );
  return malformed && `tls: failed to parse certificate from ${role}: ${malformed}`;
}

/** An anchor that cannot be parsed is left out in silence (CertPool.AppendCertsFromPEM). */
export function goChainFault(presented: PresentedChain): Refusal {
  const { chain, anchors, role } = presented;
  const roots = anchors.filter(
    ({ certificate }) => goParsingFault(certificate, presented) === undefined,
  );
  const isTrusted = roots.some((root) => isSame(root, chain[0]));
  const { chains, refusal } = isTrusted
    ? { chains: [[chain[0]]], refusal: undefined }
    : buildGoChains(presented, roots);
  if (refusal !== undefined) return refusal;
  // Policies are judged from Go 1.24 on (go.dev/doc/go1.24, crypto/x509).
  const ordered = chains.filter((one) => !policyFailure(one) || !presented.isSince(1, 24));
  const suitable = ordered.filter((one) => isForUse(one, role));
  const breaches = suitable.map((one) => goConstraintFault(one, presented));
  if (breaches.includes(undefined)) return undefined;
  const [breach] = breaches;
  if (breach !== undefined) return breach;
  if (ordered.length === chains.length) {
    return 'x509: certificate specifies an incompatible key usage';
  }
  const counts = [
    [ordered.length - suitable.length, 'incompatible key usage'],
    [chains.length - ordered.length, 'invalid policies'],
  ] as const;
  const details = counts.flatMap(([count, fault]) =>
    count > 0 ? [`${count} candidate chains with ${fault}`] : [],
  );
  return `x509: no valid chains built: ${details.join(', ')}`;
}

/** checkChainForKeyUsage: nested, from the root down; an empty list restricts nothing. */
function isForUse(chain: readonly PathCertificate[], role: Role): boolean {
  const wanted = role === 'server' ? 'serverAuth' : 'clientAuth';
  return chain.every((one) => {
    const { extKeyUsage = [] } = goFieldsOf(one);
    return (
      extKeyUsage.length === 0 ||
      extKeyUsage.includes(wanted) ||
      extKeyUsage.includes('anyExtendedKeyUsage')
    );
  });
}

/** RSA, ECDSA and Ed25519. */
export function goKeyFault({ certificate }: PathCertificate, role: Role): Refusal {
  const key = publicKeyOf(certificate);
  if (key?.algorithm === 'other') {
    return `tls: ${role}'s certificate contains an unsupported type of public key: <nil>`;
  }
  const size = key?.size ?? 2048;
  return size > 8192
    ? `tls: ${role} sent certificate containing RSA key larger than 8192 bits`
    : undefined;
}

/** ECDSA on a curve that has a signature scheme in TLS 1.3, RSA that is not too short to sign. */
export function goSigningFault({ certificate }: PathCertificate, { isSince }: Versioned): Refusal {
  const key = publicKeyOf(certificate);
  if (!hasUsualCurve(key)) {
    return "tls: peer doesn't support any of the certificate's signature algorithms";
  }
  const size = key?.size ?? 2048;
  return size < 1024 && isSince(1, 24)
    ? `crypto/rsa: ${size}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`
    : undefined;
}
