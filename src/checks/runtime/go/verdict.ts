// What Go says (crypto/tls and crypto/x509 of Go 1.26, in current Beats, Elastic Agent and Fleet Server).
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { checkCertificatePolicy } from '../../path/certificate-policy.js';
import { hasUsualCurve, isSame, publicKeyOf } from '../certificate-traits.js';
import { goCertificateFault } from './certificate.js';
import { goConstraintFault } from './constraints.js';
import { goHostFault } from './host.js';
import { goParsingFault } from './parsing.js';
import { buildGoChains, goFieldsOf } from './path.js';
import type { PresentedChain, Refusal, Role } from '../presented-chain.js';

export function judgeByGo(presented: PresentedChain): Refusal {
  const { role, chain, at } = presented;
  for (const { certificate } of chain) {
    const malformed = goParsingFault(certificate);
    if (malformed !== undefined)
      return `tls: failed to parse certificate from ${role}: ${malformed}`;
  }
  const [target] = chain;
  const refused =
    goCertificateFault(target, [], 'leaf', at) ?? goHostFault(presented) ?? chainFault(presented);
  if (refused !== undefined) return `tls: failed to verify certificate: ${refused}`;
  return keyFault(target, role);
}

/** An anchor that cannot be parsed is left out in silence (CertPool.AppendCertsFromPEM). */
function chainFault(presented: PresentedChain): Refusal {
  const { chain, anchors, role } = presented;
  const roots = anchors.filter(({ certificate }) => goParsingFault(certificate) === undefined);
  const isTrusted = roots.some((root) => isSame(root, chain[0]));
  const { chains, refusal } = isTrusted
    ? { chains: [[chain[0]]], refusal: undefined }
    : buildGoChains(presented, roots);
  if (refusal !== undefined) return refusal;
  // Policies are judged from Go 1.24 on (go.dev/doc/go1.24, crypto/x509).
  const ordered = chains.filter((one) => checkCertificatePolicy(one).every(isNoError));
  const suitable = ordered.filter((one) => isForUse(one, role));
  const breaches = suitable.map(goConstraintFault);
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

function isNoError({ severity }: { severity: string }): boolean {
  return severity !== 'error';
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

/** RSA, ECDSA on a curve that has a signature scheme in TLS 1.3, and Ed25519. */
function keyFault({ certificate }: PathCertificate, role: Role): Refusal {
  const key = publicKeyOf(certificate);
  if (key?.algorithm === 'other') {
    return `tls: ${role}'s certificate contains an unsupported type of public key: <nil>`;
  }
  if (!hasUsualCurve(key)) {
    return "tls: peer doesn't support any of the certificate's signature algorithms";
  }
  const size = key?.size ?? 2048;
  if (size > 8192) return `tls: ${role} sent certificate containing RSA key larger than 8192 bits`;
  return size < 1024
    ? `crypto/rsa: ${size}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`
    : undefined;
}
