// Which certificates a CRL speaks about (RFC 5280, 4.2.1.13, 5.2.5 and 6.3.3 b): distribution
// points of both sides as values.
import { ifReadable } from '../certificate/certificate-encoding.js';
import type { CertificateExtension } from '../certificate/certificate.js';
import { bitsOf, type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { booleanOf } from '../der/der-values.js';
import { toHex } from '../der/hex.js';
import { nameKey, rdnKey } from '../names/name-comparison.js';
import { nameOf } from '../names/general-name-encoding.js';
import { decodeName } from '../names/name-encoding.js';
import { encodeDer } from '../der/der-encoding.js';

/** Reasons as bits: bit 1 is keyCompromise, bit 8 aACompromise. */
export const ALL_REASONS = 0b1_1111_1110;

/** Names are keys: equal where the names match. */
export interface DistributionPoint {
  names: readonly string[] | undefined;
  reasons: number;
  /** Subject keys of the CRL issuers; undefined where the certificate's issuer is meant. */
  crlIssuers: readonly string[] | undefined;
}

export interface IssuingDistributionPoint {
  names: readonly string[] | undefined;
  reasons: number;
  onlyUsers: boolean;
  onlyCas: boolean;
  onlyAttributes: boolean;
  isIndirect: boolean;
}

const DISTRIBUTION_POINTS = '2.5.29.31';
const ISSUING_DISTRIBUTION_POINT = '2.5.29.28';

type Extended = { extensions: readonly CertificateExtension[] };

/** Of a certificate; empty where it has none, or where they are malformed. */
export function distributionPointsOf(
  { extensions }: Extended,
  issuerKey: string,
): DistributionPoint[] {
  const value = valueOf(extensions, DISTRIBUTION_POINTS);
  if (!value) return [];
  return ifReadable(() => membersOf(readDer(value, TAG.sequence)).map(readPoint(issuerKey))) ?? [];
}

function readPoint(issuerKey: string) {
  return ({ content }: DerElement): DistributionPoint => {
    const members = new DerReader(content);
    const name = members.optional(0xa0);
    const reasons = members.optional(0x81);
    const issuers = members.optional(0xa2);
    const crlIssuers = issuers && membersOf(issuers).flatMap(directoryKey);
    return {
      names: name && namesOf(name, crlIssuers?.[0] ?? issuerKey),
      reasons: reasonsOf(reasons),
      crlIssuers,
    };
  };
}

/** 6.3.3, at its end: what is assumed for CRLs that no point of the certificate leads to. */
export function implicitPoint(issuerKey: string): DistributionPoint {
  return { names: [`dn:${issuerKey}`], reasons: ALL_REASONS, crlIssuers: undefined };
}

/** Of a CRL: undefined where it has none. Throws `input-malformed`. */
export function issuingDistributionPointOf(
  { extensions }: Extended,
  issuerKey: string,
): IssuingDistributionPoint | undefined {
  const value = valueOf(extensions, ISSUING_DISTRIBUTION_POINT);
  if (!value) return undefined;
  const members = membersOf(readDer(value, TAG.sequence));
  const field = (tag: number) => members.find((member) => member.tag === tag);
  const flag = (tag: number) => {
    const found = field(tag);
    return found !== undefined && booleanOf(found);
  };
  const name = field(0xa0);
  return {
    names: name && namesOf(name, issuerKey),
    reasons: reasonsOf(field(0x83)),
    onlyUsers: flag(0x81),
    onlyCas: flag(0x82),
    isIndirect: flag(0x84),
    onlyAttributes: flag(0x85),
  };
}

function valueOf(extensions: readonly CertificateExtension[], oid: string): Uint8Array | undefined {
  return extensions.find((extension) => extension.oid === oid)?.value;
}

/** DistributionPointName: full names, or an RDN below the name of the CRL issuer. */
function namesOf({ content }: DerElement, issuerKey: string): string[] {
  const name = new DerReader(content).next();
  if (name.tag === 0xa0) return membersOf(name).map(generalNameKey);
  const set = encodeDer(TAG.set, name.content);
  const [rdn = []] = decodeName(encodeDer(TAG.sequence, set));
  return [`dn:${issuerKey === '' ? '' : `${issuerKey}\n`}${rdnKey(rdn)}`];
}

function generalNameKey(name: DerElement): string {
  const [key] = directoryKey(name);
  return key === undefined ? toHex(name.whole) : `dn:${key}`;
}

/** Of a directoryName; nothing of any other kind. */
function directoryKey(name: DerElement): string[] {
  if (name.tag !== 0xa4) return [];
  return [nameKey(nameOf(new DerReader(name.content).next(TAG.sequence)))];
}

function reasonsOf(flags: DerElement | undefined): number {
  if (!flags) return ALL_REASONS;
  const [first = 0, second = 0] = bitsOf({ ...flags, tag: TAG.bitString });
  let mask = 0;
  for (let bit = 1; bit <= 8; bit++) {
    const isSet = bit < 8 ? (first & (0x80 >> bit)) !== 0 : (second & 0x80) !== 0;
    if (isSet) mask |= 1 << bit;
  }
  return mask;
}
