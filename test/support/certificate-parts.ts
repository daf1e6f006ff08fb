// Takes a certificate apart without the library that made it: raw fields and extensions for expectations.
import { childrenOf, type DerElement } from './der.js';

export interface CertificateParts {
  version: Uint8Array;
  serialNumber: Uint8Array;
  signatureAlgorithm: Uint8Array;
  issuer: Uint8Array;
  notBefore: DerElement;
  notAfter: DerElement;
  subject: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
  /** By dotted identifier, in order. */
  extensions: Map<string, { critical: boolean; value: Uint8Array }>;
  /** Behind the TBSCertificate. */
  outerSignatureAlgorithm: Uint8Array;
}

export function partsOf(certificate: Uint8Array): CertificateParts {
  const [tbs, outer] = childrenOf(certificate) as [DerElement, DerElement];
  const [version, serial, algorithm, issuer, validity, subject, key, ...rest] = childrenOf(tbs) as [
    DerElement,
    DerElement,
    DerElement,
    DerElement,
    DerElement,
    DerElement,
    DerElement,
  ];
  const [notBefore, notAfter] = childrenOf(validity) as [DerElement, DerElement];
  const list = (rest as DerElement[]).find(({ tag }) => tag === 0xa3);
  return {
    version: version.whole,
    serialNumber: serial.content,
    signatureAlgorithm: algorithm.whole,
    outerSignatureAlgorithm: outer.whole,
    issuer: issuer.whole,
    notBefore,
    notAfter,
    subject: subject.whole,
    subjectPublicKeyInfo: key.whole,
    extensions: new Map(list ? childrenOf(childrenOf(list)[0] as DerElement).map(extension) : []),
  };
}

function extension(element: DerElement): [string, { critical: boolean; value: Uint8Array }] {
  const members = childrenOf(element);
  const [type] = members as [DerElement];
  const value = members[members.length - 1] as DerElement;
  return [dotted(type.content), { critical: members.length === 3, value: value.content }];
}

export function dotted(content: Uint8Array): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [head = 0n, ...rest] = arcs;
  const first = head < 40n ? 0n : head < 80n ? 1n : 2n;
  return [first, head - first * 40n, ...rest].join('.');
}
