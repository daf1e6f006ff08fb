// Where CRLs and services stand: cRLDistributionPoints, freshestCRL, issuingDistributionPoint,
// authorityInfoAccess, as lines of text.
import {
  bitsOf,
  type DerElement,
  DerReader,
  malformedDer,
  membersOf,
  readDer,
  TAG,
} from '../der/der.js';
import { booleanOf, namesOfBits, oidOf } from '../der/der-values.js';
import { formatDistinguishedName } from '../names/distinguished-name.js';
import { generalNameText } from '../names/general-name-encoding.js';
import { decodeName } from '../names/name-encoding.js';

/** RFC 5280, 4.2.1.13: ReasonFlags, bit 0 first. */
const REASON_FLAGS = [
  'unused',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
];

/**
 * One line a point: names, then reasons and cRLIssuer where they are said. RFC 5280, 4.2.1.13 and
 * 4.2.1.15.
 */
export function decodeDistributionPoints(value: Uint8Array): string[] {
  return membersOf(readDer(value, TAG.sequence)).map((point) => {
    const members = new DerReader(point.content);
    const name = members.optional(0xa0);
    const reasons = members.optional(0x81);
    const issuer = members.optional(0xa2);
    members.end();
    const limits = [
      ...(reasons ? [`reasons: ${reasonsText(reasons)}`] : []),
      ...(issuer ? [`cRLIssuer: ${namesText(issuer)}`] : []),
    ];
    const place = name ? pointName(name) : 'no name';
    return limits.length > 0 ? `${place} (${limits.join('; ')})` : place;
  });
}

const ISSUING_FLAGS: Readonly<Record<number, string>> = {
  0x81: 'onlyContainsUserCerts',
  0x82: 'onlyContainsCACerts',
  0x84: 'indirectCRL',
  0x85: 'onlyContainsAttributeCerts',
};

/** RFC 5280, 5.2.5: which certificates a CRL speaks about. */
export function decodeIssuingDistributionPoint(value: Uint8Array): string[] {
  return membersOf(readDer(value, TAG.sequence)).map((member) => {
    if (member.tag === 0xa0) return pointName(member);
    if (member.tag === 0x83) return `onlySomeReasons: ${reasonsText(member)}`;
    const flag = ISSUING_FLAGS[member.tag];
    if (flag === undefined) throw malformedDer();
    return booleanOf(member) ? flag : `${flag}: false`;
  });
}

/** Whether the CRL's entries may name certificates of other issuers (RFC 5280, 5.2.5). */
export function isIndirect(value: Uint8Array): boolean {
  return decodeIssuingDistributionPoint(value).includes('indirectCRL');
}

const ACCESS_METHODS: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.48.1': 'ocsp',
  '1.3.6.1.5.5.7.48.2': 'caIssuers',
  '1.3.6.1.5.5.7.48.3': 'timeStamping',
  '1.3.6.1.5.5.7.48.5': 'caRepository',
};

/** RFC 5280, 4.2.2.1 and 4.2.2.2: a method and where it is. */
export function decodeInfoAccess(value: Uint8Array): string[] {
  return membersOf(readDer(value, TAG.sequence)).map((description) => {
    const members = new DerReader(description.content);
    const method = oidOf(members.next(TAG.oid));
    return `${ACCESS_METHODS[method] ?? method}: ${generalNameText(members.next())}`;
  });
}

/** DistributionPointName: full names, or an RDN that is to be added to the CRL issuer's name. */
function pointName({ content }: DerElement): string {
  const name = new DerReader(content).next();
  if (name.tag === 0xa0) return namesText(name);
  if (name.tag !== 0xa1) throw malformedDer();
  const relative = decodeName(asNameOfOne(name.content));
  return `nameRelativeToCRLIssuer: ${formatDistinguishedName(relative)}`;
}

/** A Name that has this content as its one RDN. */
function asNameOfOne(rdn: Uint8Array): Uint8Array {
  const wrap = (tag: number, { length }: Uint8Array) => [
    tag,
    0x83,
    length >> 16,
    length >> 8,
    length,
  ];
  const set = Buffer.concat([Uint8Array.from(wrap(TAG.set, rdn)), rdn]);
  return Buffer.concat([Uint8Array.from(wrap(TAG.sequence, set)), set]);
}

function namesText(names: DerElement): string {
  return membersOf(names).map(generalNameText).join(', ');
}

function reasonsText({ content }: DerElement): string {
  const bits = bitsOf({ tag: TAG.bitString, content, whole: content });
  return namesOfBits(bits, REASON_FLAGS).join(', ');
}
