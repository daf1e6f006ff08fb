// Text ↔ GeneralName (RFC 5280 4.2.1.6): which names a certificate may carry, in canonical form, for every room that takes names.
import { isIPv6 } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';
import { TlsmithError } from '../errors.js';
import { escaped, isUnseen, quote } from '../quote.js';

export type GeneralNameKind = 'dns' | 'ip' | 'email' | 'uri';

/** A subjectAltName. `value` is canonical: A-labels, lower case, IPv6 compressed as in RFC 5952. */
export interface GeneralName {
  readonly kind: GeneralNameKind;
  readonly value: string;
}

/** What a judge says about a text: its canonical form, or why no certificate may carry it (ends a sentence after a colon). */
type Judgement = { readonly value: string } | { readonly fault: string };

const KINDS: Readonly<
  Record<GeneralNameKind, { readonly title: string; readonly judge: (text: string) => Judgement }>
> = {
  dns: { title: 'DNS name', judge: judgeDns },
  ip: { title: 'IP address', judge: judgeIp },
  email: { title: 'e-mail address', judge: judgeEmail },
  uri: { title: 'URI', judge: judgeUri },
};

/** No name of any kind is longer in practice; the bound keeps the work on hostile input small. */
const LONGEST_TEXT = 4096;

const PREFIXED = /^(dns|ip|email|uri):(.*)$/is;

/**
 * Schemes without an authority that are recognised without the prefix `uri:`. The list is short on purpose:
 * `host:name`, `RID:1.2.3` or `DN:name` are slips, and must not become URIs in a certificate.
 */
const OPAQUE_URI = /^(urn|tag|did|ni|sip|sips|xmpp|mailto):(?!\d+$)/i;

/**
 * Reads a subjectAltName: its kind is recognised, or forced by one of the prefixes `dns:` `ip:` `email:` `uri:`.
 * Throws `name-invalid`, whose sentence names the text and what is wrong with it.
 */
export function parseGeneralName(text: string): GeneralName {
  refuseUnbounded(text, 'name');
  const [, prefix, rest] = PREFIXED.exec(text) ?? [];
  if (prefix === undefined || rest === undefined) return settle(recognise(text), text, text);
  return settle(prefix.toLowerCase() as GeneralNameKind, rest, text);
}

/** The name with the prefix of its kind, as `parseGeneralName` reads it back: `dns:logs.example`, `ip:10.0.0.5`. */
export function formatGeneralName(name: GeneralName): string {
  return `${name.kind}:${name.value}`;
}

/** The names in their order, each once. */
export function withoutRepeats(names: readonly GeneralName[]): GeneralName[] {
  return [...new Map(names.map((name) => [formatGeneralName(name), name])).values()];
}

/**
 * Reads a host that a client dials: a DNS name or an IP address, IPv6 also in brackets.
 * Throws `name-invalid`; each usual slip (URL, port, path, wildcard, prefix) has its own sentence.
 */
export function parseHost(text: string): GeneralName {
  refuseUnbounded(text, 'host');
  const misuse = hostMisuse(text);
  if (misuse !== undefined) throw invalid(text, `${quote(text)} ${misuse}`);
  return settle(looksLikeIp(text) ? 'ip' : 'dns', text, text);
}

/** True for a DNS name whose leftmost label is `*`. */
export function isWildcard(name: GeneralName): boolean {
  return name.kind === 'dns' && name.value.startsWith('*.');
}

/**
 * The 4 or 16 octets of an address in network byte order, as iPAddress holds them (RFC 5280 4.2.1.6).
 * Throws `name-invalid` for text that is no IP address.
 */
export function ipAddressToBytes(value: string): Uint8Array {
  const ipv4 = ipv4Bytes(value);
  if (ipv4 !== undefined) return ipv4;
  if (!isIPv6(value) || value.includes('%')) {
    throw invalid(value, `${quote(value)} is not an IP address`);
  }
  return ipv6Bytes(value);
}

/** The canonical text of 4 or 16 octets (RFC 5952). Throws RangeError for any other number of octets. */
export function ipAddressFromBytes(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) {
    throw new RangeError(`an IP address has 4 or 16 octets, not ${bytes.length}`);
  }
  return ipv6Text(bytes);
}

function settle(kind: GeneralNameKind, value: string, whole: string): GeneralName {
  const { title, judge } = KINDS[kind];
  const judgement = judge(value);
  if ('value' in judgement) return { kind, value: judgement.value };
  throw invalid(whole, `${quote(whole)} is not a valid ${title}: ${judgement.fault}`);
}

function invalid(text: string, sentence: string): TlsmithError {
  return new TlsmithError('name-invalid', sentence, { value: escaped(text) });
}

function refuseUnbounded(text: string, what: 'name' | 'host'): void {
  if (text === '') throw invalid(text, `the ${what} is empty`);
  if (text.length > LONGEST_TEXT) {
    const sentence = `${quote(text)} is too long: a ${what} has at most ${LONGEST_TEXT} characters`;
    throw invalid(text, sentence);
  }
}

function recognise(text: string): GeneralNameKind {
  if (text.includes('://') || OPAQUE_URI.test(text)) return 'uri';
  if (text.includes('@')) return 'email';
  return looksLikeIp(text) ? 'ip' : 'dns';
}

/** Also true for an address with a port, a mask or a zone, so that its refusal speaks of addresses. */
function looksLikeIp(text: string): boolean {
  return /^(\[|\d+(\.\d+){3}([:/%]|$)|[\da-f]*:[\da-f]*:[\da-f:.]*([/%]|$))/i.test(text);
}

const HOST_MISUSES: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/:\/\//, 'is a URL; a host is a DNS name or an IP address without a scheme'],
  [/^(dns|ip|email|uri):(?!\d+$)/i, 'has a prefix; a host is written without one'],
  [/@/, 'contains "@"; a host is a DNS name or an IP address without a user name'],
  [/\*/, 'is a wildcard; a host is one name that a client dials, written in full'],
  [
    /^(\d+(\.\d+){3}|[\da-f]*:[\da-f:.]*)\/\d+$/i,
    'is a network; a host is one address, without a mask',
  ],
  [/[/?#\\]/, 'contains a path; a host is a DNS name or an IP address without a path'],
  [/^(\[[^\]]*\]|[^:[\]]*):\d*$/, 'contains a port; a host is written without a port'],
];

function hostMisuse(text: string): string | undefined {
  return HOST_MISUSES.find(([pattern]) => pattern.test(text))?.[1];
}

// --- DNS names

function judgeDns(text: string): Judgement {
  if (!text.includes('*')) return judgeDomain(text);
  if (!text.startsWith('*.') || text.lastIndexOf('*') > 0) {
    // RFC 9525 6.3 knows no other wildcard; programs differ about those.
    return { fault: 'a wildcard is the whole leftmost label, as in *.logs.example' };
  }
  const parent = judgeDomain(text.slice(2));
  if ('fault' in parent) return parent;
  if (!parent.value.includes('.')) {
    // Measured: OpenSSL 3.0 refuses *.lan for a.lan; JDK 17 would match it.
    return { fault: 'OpenSSL matches no wildcard directly below a top-level name' };
  }
  const value = `*.${parent.value}`;
  return value.length > 253 ? { fault: lengthFault(value) } : { value };
}

/**
 * A domain without wildcard. Characters and labels are judged before UTS 46, which decodes %41 and turns 127.1 into an
 * address, and again after it, because it maps other characters to full stops, underscores and digits.
 */
function judgeDomain(text: string): Judgement {
  const before = domainFault(text);
  if (before !== undefined) return { fault: before };
  const value = domainToASCII(text);
  const after = value === '' ? idnFault(text) : (domainFault(value) ?? punycodeFault(value));
  return after === undefined ? { value } : { fault: after };
}

function domainFault(text: string): string | undefined {
  return (
    unseenFault(text) ?? domainCharacterFault(text) ?? dotFault(text) ?? domainLabelsFault(text)
  );
}

/** Why a character other than letters, digits, hyphen and full stop is refused, where there is more to say than that. */
const CHARACTER_REASONS: Readonly<Record<string, string>> = {
  _: 'an underscore is not in the preferred name syntax (RFC 1034 3.5), and Java refuses such a host',
  '%': 'a percent sign does not belong in a DNS name',
  ':': 'a colon does not belong in a DNS name, which has no port; known prefixes are dns:, ip:, email: and uri:',
  '/': 'a slash does not belong in a DNS name, which has no path and no mask',
  '@': 'an at sign does not belong in a DNS name',
  '*': 'a wildcard cannot stand here',
};

function domainCharacterFault(text: string): string | undefined {
  // Anything beyond ASCII is left to UTS 46.
  const [bad] = /(?=\p{ASCII})[^a-zA-Z\d.-]/u.exec(text) ?? [];
  if (bad === undefined) return undefined;
  return CHARACTER_REASONS[bad] ?? `it contains ${quote(bad)}`;
}

function dotFault(text: string): string | undefined {
  if (text === '') return 'it is empty';
  if (text.startsWith('.')) return 'it begins with a dot';
  // RFC 5280 4.2.1.6 takes the preferred name syntax, which has no root label.
  if (text.endsWith('.')) return 'it ends with a dot; in a certificate a name has none';
  return text.includes('..') ? 'it has an empty label (two dots in a row)' : undefined;
}

function domainLabelsFault(text: string): string | undefined {
  const labels = text.split('.');
  for (const label of labels) {
    const fault = labelFault(label);
    if (fault !== undefined) return fault;
  }
  if (isAscii(text) && text.length > 253) return lengthFault(text);
  // RFC 1123 2.1 and the URL standard: a number at the end makes resolvers and browsers read an IPv4 address.
  return /^(\d+|0x[\da-f]*)$/i.test(labels.at(-1) ?? '')
    ? `its last label ${quote(labels.at(-1) ?? '')} is a number, so programs read it as an IPv4 address`
    : undefined;
}

function labelFault(label: string): string | undefined {
  if (label.startsWith('-')) return `its label ${quote(label)} begins with a hyphen`;
  if (label.endsWith('-')) return `its label ${quote(label)} ends with a hyphen`;
  return isAscii(label) && label.length > 63
    ? `its label ${quote(label)} has ${label.length} octets; the most is 63 (RFC 1035 2.3.4)`
    : undefined;
}

function lengthFault(name: string): string {
  return `it has ${name.length} octets; the most is 253 (RFC 1035 2.3.4)`;
}

function idnFault(text: string): string {
  const alabel = text
    .split('.')
    .find((label) => /^xn--/i.test(label) && domainToASCII(label) === '');
  return alabel === undefined
    ? 'it is not valid as an internationalised name (UTS 46)'
    : notPunycode(alabel);
}

/** An A-label must decode to the U-label that encodes to it (RFC 5890 2.3.2.1); `xn--ascii-` decodes to plain ASCII. */
function punycodeFault(name: string): string | undefined {
  const bad = name
    .split('.')
    .find((label) => label.startsWith('xn--') && domainToASCII(domainToUnicode(label)) !== label);
  return bad === undefined ? undefined : notPunycode(bad);
}

function notPunycode(label: string): string {
  return `its label ${quote(label)} is not valid Punycode (RFC 5891)`;
}

// --- IP addresses

function judgeIp(text: string): Judgement {
  const bare = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  if (text.startsWith('[') && isIPv6(bare) && !bare.includes('%')) return canonicalIp(bare);
  if (ipv4Bytes(text) !== undefined) return { value: text };
  if (isIPv6(text) && !text.includes('%')) return canonicalIp(text);
  return { fault: ipFault(text) };
}

function canonicalIp(text: string): Judgement {
  return { value: ipAddressFromBytes(ipAddressToBytes(text)) };
}

function ipFault(text: string): string {
  const unseen = unseenFault(text);
  if (unseen !== undefined) return unseen;
  if (text.includes('%')) return 'an address in a certificate has no zone';
  if (text.includes('/')) return 'an address in a certificate has no mask';
  if (/^(\[.*\]|\d+(\.\d+){3}):\d*$/.test(text)) return 'an address in a certificate has no port';
  if (/^\d+(\.\d+){3}$/.test(text) && /(^|\.)0\d/.test(text)) {
    return 'its numbers have leading zeros, which some programs read as octal';
  }
  return 'IPv4 is four numbers from 0 to 255, IPv6 is groups of hexadecimal digits (RFC 4291 2.2)';
}

function ipv4Bytes(text: string): Uint8Array | undefined {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return undefined;
  const numbers = text.split('.').map(Number);
  return numbers.every((number) => number <= 255) ? Uint8Array.from(numbers) : undefined;
}

/** Takes only text that `isIPv6` has accepted, without a zone. */
function ipv6Bytes(text: string): Uint8Array {
  const [head = '', tail] = text.split('::');
  const first = octetsOfGroups(head);
  const last = octetsOfGroups(tail ?? '');
  const bytes = new Uint8Array(16);
  bytes.set(first, 0);
  bytes.set(last, 16 - last.length);
  return bytes;
}

function octetsOfGroups(groups: string): number[] {
  if (groups === '') return [];
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const number = Number.parseInt(group, 16);
    return [number >> 8, number & 0xff];
  });
}

function ipv6Text(bytes: Uint8Array): string {
  // RFC 5952 5: the IPv4-mapped prefix is shown with its IPv4 address.
  if (bytes.every((octet, index) => index > 11 || octet === (index < 10 ? 0 : 0xff))) {
    return `::ffff:${bytes.subarray(12).join('.')}`;
  }
  const groups = Array.from({ length: 8 }, (_, index) => {
    const number = ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0);
    return number.toString(16);
  });
  const { start, length } = longestZeroRun(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

/** RFC 5952 4.2.3: of equally long runs of zero groups the first is shortened. */
function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, index) => {
    length = group === '0' ? length + 1 : 0;
    if (length > best.length) best = { start: index - length + 1, length };
  });
  return best;
}

// --- e-mail addresses

/** An rfc822Name is a Mailbox (RFC 5321 4.1.2) in ASCII; its local part may matter by case and is kept. */
function judgeEmail(text: string): Judgement {
  const at = text.lastIndexOf('@');
  if (at < 0) return { fault: unseenFault(text) ?? 'it has no "@"; it is written user@domain' };
  const local = text.slice(0, at);
  const fault = localPartFault(local);
  if (fault !== undefined) return { fault };
  const domain = judgeDomain(text.slice(at + 1));
  if ('fault' in domain) return { fault: `its domain cannot be used, ${domain.fault}` };
  const value = `${local}@${domain.value}`;
  return value.length > 254
    ? { fault: 'it is longer than 254 octets (RFC 5321 4.5.3.1.3)' }
    : { value };
}

function localPartFault(local: string): string | undefined {
  const unseen = unseenFault(local);
  if (unseen !== undefined) return unseen;
  if (local === '') return 'its local part, before the "@", is empty';
  if (!isAscii(local))
    return 'its local part is not ASCII, which rfc822Name demands (RFC 5280 4.2.1.6)';
  if (!/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local)) {
    return 'its local part is not made of letters, digits and signs with single dots between (RFC 5321 4.1.2)';
  }
  return local.length > 64
    ? 'its local part is longer than 64 octets (RFC 5321 4.5.3.1.1)'
    : undefined;
}

// --- URIs

/** RFC 5280 4.2.1.6: absolute, ASCII, and an authority names a DNS name or an IP address. */
function judgeUri(text: string): Judgement {
  const fault = uriCharacterFault(text);
  if (fault !== undefined) return { fault };
  const [, scheme, rest] = /^([a-z][a-z\d+.-]*):(.*)$/i.exec(text) ?? [];
  if (scheme === undefined || rest === undefined) {
    return { fault: 'it has no scheme; a URI in a certificate is absolute' };
  }
  if (rest === '') return { fault: 'nothing follows its scheme' };
  const [, authority, path = rest] = /^\/\/([^/?#]*)(.*)$/.exec(rest) ?? [];
  if (!/^[^[\]#]*(#[^[\]#]*)?$/.test(path)) {
    return { fault: 'brackets belong around an IPv6 host only, and "#" begins one fragment' };
  }
  const start = `${scheme.toLowerCase()}:`;
  if (authority === undefined) return { value: start + rest };
  const judged = judgeAuthority(authority);
  return 'fault' in judged ? judged : { value: `${start}//${judged.value}${path}` };
}

function uriCharacterFault(text: string): string | undefined {
  const unseen = unseenFault(text);
  if (unseen !== undefined) return unseen;
  if (!isAscii(text)) return 'it is not ASCII; percent-encode the path, write the host in A-labels';
  const [bad] = /[^\w\-.~:/?#[\]@!$&'()*+,;=%]/.exec(text) ?? [];
  if (bad !== undefined)
    return `it contains ${quote(bad)}, which must be percent-encoded (RFC 3986 2)`;
  return /%(?![\da-f]{2})/i.test(text)
    ? 'a percent sign is not followed by two hexadecimal digits (RFC 3986 2.1)'
    : undefined;
}

function judgeAuthority(authority: string): Judgement {
  const at = authority.lastIndexOf('@') + 1;
  const user = authority.slice(0, at);
  const [, host, port = ''] = /^(\[[^\]]*\]|[^:[\]]*)(:.*)?$/.exec(authority.slice(at)) ?? [];
  if (/[@[\]]/.test(user.slice(0, -1)))
    return { fault: 'the user name before its host is malformed' };
  if (host === undefined) return { fault: 'its host is malformed' };
  if (host === '') return { fault: 'its authority names no host' };
  if (port !== '' && !isPort(port.slice(1)))
    return { fault: 'its port is not a number from 1 to 65535' };
  const judged = host.startsWith('[') || looksLikeIp(host) ? judgeIp(host) : judgeDomain(host);
  if ('fault' in judged) return { fault: `its host cannot be used, ${judged.fault}` };
  const shown = judged.value.includes(':') ? `[${judged.value}]` : judged.value;
  return { value: user + shown + port };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
}

// --- what all kinds refuse

function unseenFault(text: string): string | undefined {
  for (const character of text) {
    if (/\p{Cc}/u.test(character)) return `it contains the control character ${codeOf(character)}`;
    if (/\s/u.test(character)) return 'it contains a blank';
    // A zero-width joiner can be part of a name in some scripts; such a name is given by its A-labels, in plain sight.
    if (isUnseen(character)) {
      return `it contains the invisible character ${codeOf(character)}; write such a name in A-labels (xn--…)`;
    }
  }
  return undefined;
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
