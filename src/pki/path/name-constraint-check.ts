// Whether names lie where a CA's nameConstraints allow them (RFC 5280, 4.2.1.10 and 6.1.4 g): for
// issuing, and for judging paths.
import { EMAIL_ADDRESS } from '../names/attribute-type.js';
import { type DistinguishedName, formatDistinguishedName } from '../names/distinguished-name.js';
import { formatGeneralName, type GeneralName } from '../names/general-name.js';
import { equalBytes } from '../der/hex.js';
import { isDnsName } from '../names/host-match.js';
import { ipAddressFromBytes, ipAddressToBytes } from '../names/ip-address.js';
import { isNameBelow, rdnKey } from '../names/name-comparison.js';
import type { NameConstraints, Subtree } from '../certificate/name-constraints.js';
import { type SubjectName, subjectName } from '../names/subject-names.js';
import { DerReader } from '../der/der.js';

/** A name that is not allowed, and the rule that it breaks, as text. */
export interface ConstraintFault {
  name: string;
  rule: string;
}

const COMMON_NAME = '2.5.4.3';

/** The first name that lies outside; undefined where all may be certified. */
export function constraintFault(
  constraints: NameConstraints,
  subject: DistinguishedName,
  names: readonly GeneralName[],
): ConstraintFault | undefined {
  const all = names.map(asSubjectName);
  return nameFault(constraints, [...all, ...hostsInSubject(subject, all)], subject);
}

/** The same for names as they stand in a certificate; a common name is none of them. */
export function nameFault(
  constraints: NameConstraints,
  names: readonly SubjectName[],
  subject: DistinguishedName,
): ConstraintFault | undefined {
  for (const name of [...names, ...mailboxesInSubject(subject, names)]) {
    const fault = faultOf(constraints, name);
    if (fault) return fault;
  }
  if (subject.length === 0) return undefined;
  const text = formatDistinguishedName(subject);
  return faultOf(constraints, { kind: 'directoryName', rdnKeys: subject.map(rdnKey), text });
}

function faultOf(
  { permitted, excluded }: NameConstraints,
  name: SubjectName,
): ConstraintFault | undefined {
  const isOfKind = (one: Subtree) => isSameKind(name, one);
  const forbidding = excluded.filter(isOfKind).find((one) => overlap(name, one) !== 'outside');
  if (forbidding) return { name: name.text, rule: `excludes ${subtreeText(forbidding)}` };
  const allowing = permitted.filter(isOfKind);
  if (allowing.length === 0 || allowing.some((one) => overlap(name, one) === 'inside')) {
    return undefined;
  }
  return { name: name.text, rule: `permits only ${allowing.map(subtreeText).join(', ')}` };
}

function isSameKind(name: SubjectName, subtree: Subtree): boolean {
  if (name.kind !== 'other' || subtree.kind !== 'other') return name.kind === subtree.kind;
  return name.tag === subtree.tag;
}

/**
 * A wildcard may reach into a subtree without lying in it; of what cannot be judged the same is
 * said.
 */
type Overlap = 'inside' | 'partly' | 'outside';

function overlap(name: SubjectName, subtree: Subtree): Overlap {
  if (name.kind === 'dns' && subtree.kind === 'dns') {
    if (!isDnsName(name.value)) return 'partly';
    return dnsOverlap(name.value.toLowerCase(), subtree.base);
  }
  if (name.kind === 'ip' && subtree.kind === 'ip') {
    return isAddress(name.octets) ? inside(isInNetwork(name.octets, subtree.network)) : 'partly';
  }
  if (name.kind === 'email' && subtree.kind === 'email') {
    return name.value.includes('@') ? inside(isMailboxBelow(name.value, subtree.base)) : 'partly';
  }
  if (name.kind === 'uri' && subtree.kind === 'uri') return uriOverlap(name.value, subtree.base);
  if (name.kind === 'directoryName' && subtree.kind === 'directoryName') {
    return inside(isNameBelow(name.rdnKeys, subtree.rdnKeys));
  }
  // 4.2.1.10: constraints on a form that is not processed make every name of that form
  // unacceptable.
  return 'partly';
}

function inside(isInside: boolean): Overlap {
  return isInside ? 'inside' : 'outside';
}

function isAddress({ length }: Uint8Array): boolean {
  return length === 4 || length === 16;
}

/**
 * Zero or more labels may be added at the left. A leading dot, which the RFC does not know here,
 * asks for one at least, as in OpenSSL.
 */
function dnsOverlap(name: string, base: string): Overlap {
  const suffix = base.startsWith('.') ? base : `.${base}`;
  if (base === '' || name === base || name.endsWith(suffix)) return 'inside';
  const isReached = name.startsWith('*.') && base.slice(base.indexOf('.') + 1) === name.slice(2);
  return isReached ? 'partly' : 'outside';
}

/** Address and mask stand behind each other. */
function isInNetwork(address: Uint8Array, network: Uint8Array): boolean {
  const half = network.length / 2;
  if (address.length !== half) return false;
  const masked = (octets: Uint8Array) => octets.map((octet, i) => octet & (network[half + i] ?? 0));
  return equalBytes(masked(address), masked(network.subarray(0, half)));
}

/** A mailbox, all mailboxes of a host, or with a leading dot all of the hosts below a domain. */
function isMailboxBelow(mailbox: string, base: string): boolean {
  const at = mailbox.lastIndexOf('@');
  const host = mailbox.slice(at + 1).toLowerCase();
  const baseAt = base.lastIndexOf('@');
  if (baseAt < 0) return isHostBelow(host, base.toLowerCase());
  const isSameLocalPart = mailbox.slice(0, at) === base.slice(0, baseAt);
  return isSameLocalPart && host === base.slice(baseAt + 1).toLowerCase();
}

/** A host itself, or with a leading dot those below a domain. */
function isHostBelow(host: string, base: string): boolean {
  return base.startsWith('.') ? host.endsWith(base) : host === base;
}

/**
 * 4.2.1.10: a URI without an authority, or with an address as its host, is acceptable to no
 * constraint.
 */
function uriOverlap(uri: string, base: string): Overlap {
  const host =
    /^[a-z][a-z\d+.-]*:\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(uri)?.[1]?.toLowerCase() ??
    '';
  if (host === '' || host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host)) return 'partly';
  return inside(isHostBelow(host, base));
}

function asSubjectName(name: GeneralName): SubjectName {
  const text = formatGeneralName(name);
  const { kind, value, der } = name;
  if (der) return subjectName(new DerReader(der).next());
  if (kind === 'ip') return { kind, octets: ipAddressToBytes(value), text };
  if (kind === 'dns' || kind === 'email' || kind === 'uri') return { kind, value, text };
  return { kind: 'other', tag: kind === 'rid' ? 0x88 : 0xa0, text };
}

/** 4.2.1.10: mail addresses in the subject count where the subjectAltName has none. */
function mailboxesInSubject(
  subject: DistinguishedName,
  names: readonly SubjectName[],
): SubjectName[] {
  if (names.some(({ kind }) => kind === 'email')) return [];
  return textsOf(subject, EMAIL_ADDRESS).map((value) => ({
    kind: 'email',
    value,
    text: `emailAddress=${value}`,
  }));
}

/**
 * What OpenSSL reads as a host although it stands in the subject, where the subjectAltName has
 * none: for what we issue.
 */
function hostsInSubject(subject: DistinguishedName, names: readonly SubjectName[]): SubjectName[] {
  if (names.some(({ kind }) => kind === 'dns')) return [];
  return textsOf(subject, COMMON_NAME)
    .filter((text) => HOST_NAME.test(text))
    .map((value) => ({ kind: 'dns', value: value.toLowerCase(), text: `CN=${value}` }));
}

function textsOf(subject: DistinguishedName, type: string): string[] {
  return subject
    .flat()
    .flatMap((attribute) =>
      attribute.type === type && 'value' in attribute ? [attribute.value] : [],
    );
}

const HOST_NAME = /^[a-z\d_](?:[\w-]*[a-z\d_])?(?:\.[a-z\d_](?:[\w-]*[a-z\d_])?)+$/i;

export function subtreeText(subtree: Subtree): string {
  switch (subtree.kind) {
    case 'ip':
      return `ip:${networkText(subtree.network)}`;
    case 'directoryName':
      return `names below ${formatDistinguishedName(subtree.name)}`;
    case 'other':
      return subtree.text;
    default:
      return `${subtree.kind}:${subtree.base}`;
  }
}

function networkText(network: Uint8Array): string {
  const half = network.length / 2;
  if (half !== 4 && half !== 16) return 'a malformed network';
  const ones = [...network.subarray(half)].map(
    (octet) => octet.toString(2).replaceAll('0', '').length,
  );
  return `${ipAddressFromBytes(network.subarray(0, half))}/${ones.reduce((sum, count) => sum + count, 0)}`;
}
