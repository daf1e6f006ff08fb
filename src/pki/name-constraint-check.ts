// Whether names lie where a CA's nameConstraints allow them (RFC 5280, 4.2.1.10 and 6.1.4 g): for issuing, and for judging paths.
import { type DistinguishedName, formatDistinguishedName } from './distinguished-name.js';
import { formatGeneralName, type GeneralName } from './general-name.js';
import { equalBytes } from './hex.js';
import { ipAddressFromBytes, ipAddressToBytes } from './ip-address.js';
import type { NameConstraints, Subtree } from './name-constraints.js';

/** A name that is not allowed, and the rule that it breaks, as text. */
export interface ConstraintFault {
  name: string;
  rule: string;
}

const COMMON_NAME = '2.5.4.3';
const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';

/** The first name that lies outside; undefined where all may be certified. */
export function constraintFault(
  constraints: NameConstraints,
  subject: DistinguishedName,
  names: readonly GeneralName[],
): ConstraintFault | undefined {
  const shown = names.map((name) => ({ name, text: formatGeneralName(name) }));
  for (const { name, text } of [...shown, ...namesInSubject(subject, names)]) {
    const fault = faultOf(constraints, name.kind, text, (subtree) => isBelow(name, subtree));
    if (fault) return fault;
  }
  if (subject.length === 0) return undefined;
  return faultOf(constraints, 'directoryName', formatDistinguishedName(subject), (subtree) =>
    isDirectoryBelow(subject, subtree),
  );
}

function faultOf(
  { permitted, excluded }: NameConstraints,
  kind: Subtree['kind'],
  name: string,
  matches: (subtree: Subtree) => Overlap,
): ConstraintFault | undefined {
  const forbidding = excluded.find((one) => one.kind === kind && matches(one) !== 'outside');
  if (forbidding) return { name, rule: `excludes ${subtreeText(forbidding)}` };
  const allowing = permitted.filter((one) => one.kind === kind);
  if (allowing.length === 0 || allowing.some((one) => matches(one) === 'inside')) return undefined;
  return { name, rule: `permits only ${allowing.map(subtreeText).join(', ')}` };
}

/** A wildcard may reach into a subtree without lying in it. */
type Overlap = 'inside' | 'partly' | 'outside';

function isBelow(name: GeneralName, subtree: Subtree): Overlap {
  if (subtree.kind !== name.kind) return 'outside';
  switch (subtree.kind) {
    case 'dns':
      return dnsOverlap(name.value, subtree.base);
    case 'ip':
      return inside(isInNetwork(ipAddressToBytes(name.value), subtree.network));
    case 'email':
      return inside(isMailboxBelow(name.value, subtree.base));
    case 'uri':
      return inside(isHostBelow(hostOf(name.value), subtree.base));
    default:
      return 'outside';
  }
}

function inside(isInside: boolean): Overlap {
  return isInside ? 'inside' : 'outside';
}

/** Zero or more labels may be added at the left. A leading dot, which the RFC does not know here, asks for one at least, as in OpenSSL. */
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

function hostOf(uri: string): string {
  return (
    /^[a-z][a-z\d+.-]*:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(uri)?.[1]?.toLowerCase() ?? ''
  );
}

/** RDN by RDN from the root; letters and blanks count as in RFC 5280, 7.1. */
function isDirectoryBelow(subject: DistinguishedName, subtree: Subtree): Overlap {
  if (subtree.kind !== 'directoryName') return 'outside';
  const comparable = (name: DistinguishedName) =>
    name.map((rdn) => formatDistinguishedName([rdn]).toLowerCase().replace(/\s+/g, ' '));
  const own = comparable(subject);
  return inside(comparable(subtree.name).every((rdn, i) => rdn === own[i]));
}

/**
 * What verifiers read as names although it stands in the subject: a mail address (4.2.1.10), and in OpenSSL a common name with a dot,
 * each only where the subjectAltName has none of its kind.
 */
function namesInSubject(
  subject: DistinguishedName,
  names: readonly GeneralName[],
): { name: GeneralName; text: string }[] {
  const valuesOf = (type: string) =>
    subject
      .flat()
      .flatMap((attribute) =>
        attribute.type === type && 'value' in attribute ? [attribute.value] : [],
      );
  const has = (kind: GeneralName['kind']) => names.some((name) => name.kind === kind);
  const mailboxes = has('email') ? [] : valuesOf(EMAIL_ADDRESS);
  const hosts = has('dns') ? [] : valuesOf(COMMON_NAME).filter((text) => HOST_NAME.test(text));
  return [
    ...mailboxes.map((value) => ({
      name: { kind: 'email' as const, value },
      text: `emailAddress=${value}`,
    })),
    ...hosts.map((value) => ({
      name: { kind: 'dns' as const, value: value.toLowerCase() },
      text: `CN=${value}`,
    })),
  ];
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
