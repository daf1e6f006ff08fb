// A case as our own rules see it.
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import type { BoundedChain } from '../../../src/checks/runtime/verdicts.js';
import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { parseDialledHost } from '../../../src/pki/names/general-name.js';
import { type PathCertificate, pathCertificate } from '../../../src/pki/path/path-certificate.js';
import { type SignatureVerdict, verifySignature } from '../../../src/pki/signature/signature.js';
import type { Made } from '../path-builder.js';
import type { RuntimeCase } from './case.js';

export function presentedBy(
  { role, host, chain, anchors }: RuntimeCase,
  at = new Date(),
): BoundedChain {
  const verified = new Map<PathCertificate, Map<PathCertificate, SignatureVerdict>>();
  const decode =
    (isAnchor: boolean) =>
    ({ der }: Made) =>
      pathCertificate(decodeCertificate(der), isAnchor);
  return {
    ...{ role, at },
    ...(host !== undefined && { host: hostOf(host) }),
    chain: chain.map(decode(false)) as [PathCertificate, ...PathCertificate[]],
    anchors: anchors.map(decode(true)),
    verdictOf: (subject, issuer) => {
      const { subjectPublicKeyInfo } = issuer.certificate;
      const known = verified.get(subject)?.get(issuer);
      const verdict =
        known ?? verifySignature(subject.certificate.der, subjectPublicKeyInfo, nodeCrypto);
      const ofSubject = verified.get(subject) ?? new Map<PathCertificate, SignatureVerdict>();
      verified.set(subject, ofSubject.set(issuer, verdict));
      return verdict;
    },
  };
}

/** Strangers also take names that we would refuse. */
function hostOf(host: string) {
  try {
    return parseDialledHost(host);
  } catch {
    return { kind: 'dns' as const, value: host };
  }
}
