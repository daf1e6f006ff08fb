// Extensions as values with all their parts, odd ones too (RFC 5280, 4.2 and 5.2): for those who
// judge how they are written.
import type { CertificateExtension } from './certificate.js';
import { ifReadable } from './certificate-encoding.js';
import { type DerElement, DerReader, malformedDer, membersOf, readDer, TAG } from '../der/der.js';
import { oidOf } from '../der/der-values.js';

/** Certificates, requests, CRLs and the entries of CRLs. */
export interface Extended {
  extensions: readonly CertificateExtension[];
}

export function extensionOf(
  { extensions }: Extended,
  oid: string,
): CertificateExtension | undefined {
  return extensions.find((extension) => extension.oid === oid);
}

/** Undefined where it is absent, and where it is malformed, which is a finding of its own. */
export function formOf<T>(
  holder: Extended,
  oid: string,
  decode: (value: Uint8Array) => T,
): T | undefined {
  const found = extensionOf(holder, oid);
  return found && ifReadable(() => decode(found.value));
}

/** Of a SEQUENCE OF. */
export function listOf(value: Uint8Array): DerElement[] {
  return membersOf(readDer(value, TAG.sequence));
}

export interface AuthorityKey {
  keyIdentifier: Uint8Array | undefined;
  issuer: readonly DerElement[] | undefined;
  serialNumber: Uint8Array | undefined;
}

export function authorityKeyOf(value: Uint8Array): AuthorityKey {
  const members = new DerReader(readDer(value, TAG.sequence).content);
  const identifier = members.optional(0x80);
  const issuer = members.optional(0xa1);
  const serialNumber = members.optional(0x82);
  return {
    keyIdentifier: identifier?.content,
    issuer: issuer && membersOf(issuer),
    serialNumber: serialNumber?.content,
  };
}

export interface DistributionPoint {
  /** GeneralNames. */
  fullName: readonly DerElement[] | undefined;
  isRelative: boolean;
  /** The content of a BIT STRING. */
  reasons: Uint8Array | undefined;
  issuer: readonly DerElement[] | undefined;
}

export function distributionPointsOf(value: Uint8Array): DistributionPoint[] {
  return listOf(value).map(({ content }) => {
    const members = new DerReader(content);
    const name = members.optional(0xa0);
    const reasons = members.optional(0x81);
    const issuer = members.optional(0xa2);
    return {
      ...pointNameOf(name),
      reasons: reasons?.content,
      issuer: issuer && membersOf(issuer),
    };
  });
}

function pointNameOf(
  tagged: DerElement | undefined,
): Pick<DistributionPoint, 'fullName' | 'isRelative'> {
  const name = tagged && new DerReader(tagged.content).next();
  return {
    fullName: name?.tag === 0xa0 ? membersOf(name) : undefined,
    isRelative: name?.tag === 0xa1,
  };
}

export interface IssuingPoint extends Pick<
  DistributionPoint,
  'fullName' | 'isRelative' | 'reasons'
> {
  /** The tags of the flags that are true, in their order, and of those that say false. */
  flags: readonly number[];
  denied: readonly number[];
  isEmpty: boolean;
}

export const ISSUING_FLAG = { users: 0x81, authorities: 0x82, indirect: 0x84, attributes: 0x85 };

export function issuingPointOf(value: Uint8Array): IssuingPoint {
  const members = listOf(value);
  const flags = members.filter(({ tag }) => Object.values(ISSUING_FLAG).includes(tag));
  const isTrue = ({ content }: DerElement) => content.some((octet) => octet !== 0);
  return {
    ...pointNameOf(members.find(({ tag }) => tag === 0xa0)),
    reasons: members.find(({ tag }) => tag === 0x83)?.content,
    flags: flags.filter(isTrue).map(({ tag }) => tag),
    denied: flags.filter((flag) => !isTrue(flag)).map(({ tag }) => tag),
    isEmpty: members.length === 0,
  };
}

export interface AccessDescription {
  /** Dotted. */
  method: string;
  /** A GeneralName. */
  location: DerElement;
}

export const ACCESS = {
  ocsp: '1.3.6.1.5.5.7.48.1',
  caIssuers: '1.3.6.1.5.5.7.48.2',
  timeStamping: '1.3.6.1.5.5.7.48.3',
  caRepository: '1.3.6.1.5.5.7.48.5',
};

export function accessesOf(value: Uint8Array): AccessDescription[] {
  return listOf(value).map(({ content }) => {
    const members = new DerReader(content);
    return { method: oidOf(members.next(TAG.oid)), location: members.next() };
  });
}

export interface PolicyInformation {
  /** Dotted. */
  policy: string;
  /** Undefined where there is no list of them. */
  qualifiers: readonly PolicyQualifier[] | undefined;
}

export interface PolicyQualifier {
  /** Dotted. */
  id: string;
  value: DerElement;
}

export const QUALIFIER = { cps: '1.3.6.1.5.5.7.2.1', userNotice: '1.3.6.1.5.5.7.2.2' };

export function policyInformationsOf(value: Uint8Array): PolicyInformation[] {
  return listOf(value).map(({ content }) => {
    const members = new DerReader(content);
    const policy = oidOf(members.next(TAG.oid));
    const list = members.optional(TAG.sequence);
    return { policy, qualifiers: list && membersOf(list).map(qualifierOf) };
  });
}

function qualifierOf({ content }: DerElement): PolicyQualifier {
  const members = new DerReader(content);
  return { id: oidOf(members.next(TAG.oid)), value: members.next() };
}

export interface UserNotice {
  reference: DerElement | undefined;
  /** DisplayText. */
  text: DerElement | undefined;
}

/** Of all user notices of all policies. */
export function userNoticesOf(value: Uint8Array): UserNotice[] {
  return policyInformationsOf(value)
    .flatMap(({ qualifiers = [] }) => qualifiers)
    .filter(({ id }) => id === QUALIFIER.userNotice)
    .map(({ value: { content } }) => {
      const members = new DerReader(content);
      const reference = members.optional(TAG.sequence);
      return { reference, text: members.isDone ? undefined : members.next() };
    });
}

/** Of an OtherName, under its implicit tag. */
export function otherNameOf({ content }: DerElement): { type: string; value: DerElement } {
  const members = new DerReader(content);
  const type = oidOf(members.next(TAG.oid));
  const tagged = members.next(0xa0);
  const [value] = membersOf(tagged);
  if (!value) throw malformedDer();
  return { type, value };
}
