// Names as the JDK compares them: sun.security.util.HostnameChecker (JDK 25) and
// NameConstraintsExtension.verify.
import { isIPv4, isIPv6 } from 'node:net';
import type { NameConstraints, Subtree } from '../../../pki/certificate/name-constraints.js';
import { COMMON_NAME, EMAIL_ADDRESS } from '../../../pki/names/attribute-type.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { ipAddressToBytes } from '../../../pki/names/ip-address.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import type { SubjectName } from '../../../pki/names/subject-names.js';
import { encodedValuesOf } from '../certificate-traits.js';
import { jdkTextOf } from './text.js';
import { jdkHostOf } from './uri.js';
import {
  firstRefusal,
  type PresentedChain,
  type Refusal,
  type Versioned,
} from '../presented-chain.js';
import { breachOf, type Comparison, directoryNames } from '../subtree-match.js';

export function jdkHostFault(presented: PresentedChain): Refusal {
  const { chain, host, role } = presented;
  if (!host || role === 'client') return undefined;
  if (host.kind === 'ip') return asRefusal(addressFault(chain[0], host.value));
  const hosts = chain[0].names.flatMap((one) => (one.kind === 'dns' ? [one.value] : []));
  // X509TrustManagerImpl.checkIdentity takes the dot off.
  const dialled = host.value.replace(/\.$/, '');
  if (!LDH.test(dialled)) return asRefusal(`Illegal given domain name: ${dialled}`);
  if (hosts.length === 0) return commonNameFault(chain[0], dialled, presented);
  if (hosts.some((one) => matches(one, dialled, presented))) return undefined;
  return asRefusal(`No subject alternative DNS name matching ${dialled} found.`);
}

const asRefusal = (said: Refusal): Refusal =>
  said && `java.security.cert.CertificateException: ${said}`;

function addressFault({ names, certificate }: PathCertificate, host: string): Refusal {
  const hasNames = certificate.extensions.some(({ oid }) => oid === '2.5.29.17');
  if (!hasNames) return 'No subject alternative names present';
  const addresses = names.filter((one) => one.kind === 'ip');
  const wanted = unmapped(ipAddressToBytes(host));
  return addresses.some(({ octets }) => equalBytes(unmapped(octets), wanted))
    ? undefined
    : `No subject alternative names matching IP address ${host} found`;
}

/** InetAddress knows no mapped addresses: it makes those of IPv4 of them. */
function unmapped(octets: Uint8Array): Uint8Array {
  const isMapped =
    octets.length === 16 &&
    octets.subarray(0, 12).every((octet, i) => octet === (i < 10 ? 0 : 0xff));
  return isMapped ? octets.subarray(12) : octets;
}

/** Letters, digits and hyphens (SNIHostName, by java.net.IDN with USE_STD3_ASCII_RULES). */
const LDH = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;

function commonNameFault(
  { certificate }: PathCertificate,
  host: string,
  version: Versioned,
): Refusal {
  const found = encodedValuesOf(certificate.subjectDer, COMMON_NAME).at(-1);
  const common = found && jdkTextOf(found);
  // Nobody asks whether there is a text.
  if (found && common === undefined) {
    return 'java.lang.NullPointerException: Cannot invoke "java.lang.CharSequence.toString()" because "src" is null';
  }
  return common !== undefined && matches(common, host, version)
    ? undefined
    : asRefusal(`No name matching ${host} found`);
}

/**
 * Wildcards anywhere in the leftmost label, in JDK 17 in any label, and also directly below a
 * top-level name where the CA is none of the JDK's own.
 */
function matches(presented: string, host: string, { isSince }: Versioned): boolean {
  if (!LDH.test(presented.replaceAll('*', 'z'))) return false;
  const pattern = presented.toLowerCase();
  const afterWildcard = pattern.slice(pattern.lastIndexOf('*'));
  if (pattern.includes('*') && !afterWildcard.includes('.')) return false;
  const [first = '', ...rest] = pattern.split('.');
  const [label = '', ...labels] = host.toLowerCase().split('.');
  const isSameRest = rest.join('.') === labels.join('.');
  const isRestMatched =
    isSameRest ||
    (rest.some((part) => part.includes('*')) &&
      rest.length === labels.length &&
      rest.every((part, i) => isLabelMatched(part.split('*'), labels[i] as string)) &&
      !isSince(25));
  return isRestMatched && isLabelMatched(first.split('*'), label);
}

/**
 * matchWildCards: each part is sought behind the one before it, the first at the start, the last at
 * the end.
 */
function isLabelMatched(parts: readonly string[], label: string): boolean {
  const [head = '', ...others] = parts;
  const tail = others.pop();
  if (tail === undefined) return label === head;
  if (!label.startsWith(head)) return false;
  let left = label.slice(head.length);
  for (const part of others) {
    const at = left.indexOf(part);
    if (at < 0) return false;
    left = left.slice(at + part.length);
  }
  return left.endsWith(tail);
}

/** `above` are the CAs over it, the trust anchor left out: its constraints do not count. */
export function jdkConstraintFault(
  { names, certificate, isSelfIssued }: PathCertificate,
  above: readonly PathCertificate[],
  isEnd: boolean,
): Refusal {
  if (isSelfIssued && !isEnd) return undefined;
  if (above.every(({ nameConstraints }) => !nameConstraints)) return undefined;
  const hosts = hostsInCommonName(certificate.subjectDer, names);
  // Mailboxes in the subject count where there is no subjectAltName at all.
  const hasNames = certificate.extensions.some(({ oid }) => oid === '2.5.29.17');
  const encoded = hasNames ? [] : encodedValuesOf(certificate.subjectDer, EMAIL_ADDRESS);
  const texts = encoded.map(jdkTextOf);
  if (texts.includes(undefined)) return 'java.lang.RuntimeException: AVA string is null';
  const mailboxes = texts.flatMap((text) => mailboxesOf(text ?? ''));
  const all = [...names, ...hosts, ...mailboxes, ...directoryNames(certificate.subject)];
  // DNSName.constrains asks for the first character of what is empty.
  if (above.some((ca) => hasEmptyHost(ca)) && all.some(({ kind }) => kind === 'dns')) {
    return 'java.lang.StringIndexOutOfBoundsException: Index 0 out of bounds for length 0';
  }
  return firstRefusal(
    above,
    ({ nameConstraints }) => nameConstraints && faultIn(all, nameConstraints),
  );
}

function faultIn(all: readonly SubjectName[], constraints: NameConstraints): Refusal {
  const breach = breachOf(
    constraints,
    all.filter((name) => !isPermittedIdentifier(name, constraints)),
    COMPARISON,
  );
  if (!breach) return undefined;
  const { name } = breach;
  const unsupported = name.kind === 'other' && UNSUPPORTED[name.tag];
  return unsupported
    ? `java.lang.UnsupportedOperationException: ${unsupported}`
    : 'name constraints check failed';
}

const COMPARISON: Comparison = { isApart: () => false, hostOf: jdkHostOf, isMailboxIn };

/** RFC822Name.constrains: in any case, with or without an at sign. */
function isMailboxIn(mailbox: string, base: string): boolean {
  const [name, end] = [mailbox.toLowerCase(), base.toLowerCase()];
  if (name === end) return true;
  if (!name.endsWith(end) || end.includes('@')) return false;
  return end.startsWith('.') || name.at(-end.length - 1) === '@';
}

/** What `constrains` throws where both are of these forms; nobody catches it. */
const UNSUPPORTED: Readonly<Record<number, string>> = {
  0x88: 'Narrowing and widening are not supported for OIDNames',
  0xa0: 'Narrowing, widening, and matching are not supported for OtherName.',
  0xa3: 'Narrowing, widening, and match are not supported for X400Address.',
};

const REGISTERED_ID = 0x88;

/** OIDName.constrains takes the same one, and fails at the first that is another, on either list. */
function isPermittedIdentifier(
  name: SubjectName,
  { permitted, excluded }: NameConstraints,
): boolean {
  const isIdentifier = (one: SubjectName | Subtree) =>
    one.kind === 'other' && one.tag === REGISTERED_ID;
  if (!isIdentifier(name) || excluded.some(isIdentifier)) return false;
  const first = permitted.find(isIdentifier);
  return first?.kind === 'other' && first.text === name.text;
}

function hasEmptyHost({ nameConstraints }: PathCertificate): boolean {
  const { permitted = [], excluded = [] } = nameConstraints ?? {};
  return [...permitted, ...excluded].some((one) => one.kind === 'dns' && one.base === '');
}

/** RFC822Name is made of any text that does not end with an at sign. */
function mailboxesOf(value: string): SubjectName[] {
  return /[^@]$/.test(value) ? [{ kind: 'email', value, text: value }] : [];
}

/** Without an address or a DNS name the common name is one, if it can be. */
function hostsInCommonName(subject: Uint8Array, names: readonly SubjectName[]): SubjectName[] {
  const found = encodedValuesOf(subject, COMMON_NAME).at(-1);
  const common = found && jdkTextOf(found);
  if (common === undefined) return [];
  const text = `CN=${common}`;
  if (isIPv4(common) || isIPv6(common)) {
    if (names.some(({ kind }) => kind === 'ip')) return [];
    return [{ kind: 'ip', octets: ipAddressToBytes(common), text }];
  }
  const isHost = LDH.test(common) && !names.some(({ kind }) => kind === 'dns');
  return isHost ? [{ kind: 'dns', value: common.toLowerCase(), text }] : [];
}
