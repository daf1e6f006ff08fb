// Text ↔ GeneralName (RFC 5280 4.2.1.6): which names a certificate may carry, in canonical form,
// for every room that takes names.
import { TlsmithError } from '../../errors.js';
import { escaped, quote } from '../../quote.js';
import { judgeDns } from './dns-name.js';
import { judgeEmail } from './email-address.js';
import { judgeIp, looksLikeIp } from './ip-address.js';
import { type Judgement, unseenFault } from './judgement.js';
import { judgeUri } from './uri.js';

/**
 * `other`: an otherName with a UTF8String, `2.5.4.3=text`; never recognised from text, only made by
 * `commonNameAsOther`. That and a directoryName or registeredID may also be copied from a request,
 * as they stand there.
 */
export type GeneralNameKind = TypedKind | 'other' | 'dirname' | 'rid';
type TypedKind = 'dns' | 'ip' | 'email' | 'uri' | 'upn';

/** A subjectAltName. `value` is canonical: A-labels, lower case, IPv6 compressed as in RFC 5952. */
export interface GeneralName {
  readonly kind: GeneralNameKind;
  readonly value: string;
  /** An address that was written as a DNS name. */
  readonly isFromDns?: true;
  /** A host that is dialled with a dot behind it, which `value` leaves out. */
  readonly hasFinalDot?: true;
  /** DER of the GeneralName, where it is copied from a request. */
  readonly der?: Uint8Array;
}

const KINDS: Readonly<
  Record<TypedKind, { readonly title: string; readonly judge: (text: string) => Judgement }>
> = {
  dns: { title: 'DNS name', judge: judgeDns },
  ip: { title: 'IP address', judge: judgeIp },
  email: { title: 'e-mail address', judge: judgeEmail },
  uri: { title: 'URI', judge: judgeUri },
  upn: { title: 'user principal name', judge: judgePrincipal },
};

/** No name of any kind is longer in practice; the bound keeps the work on hostile input small. */
const LONGEST_TEXT = 4096;

const PREFIXED = /^(dns|ip|email|uri|upn):(.*)$/is;

/**
 * Windows finds the account by it: a name and a domain as the directory has them, in any alphabet.
 */
function judgePrincipal(text: string): Judgement {
  const unseen = unseenFault(text);
  if (unseen !== undefined) return { fault: unseen };
  return /^[^@]+@[^@]+$/.test(text) ? { value: text } : { fault: 'it is written user@domain' };
}

/**
 * Schemes without an authority that are recognised without the prefix `uri:`. The list is short on
 * purpose: `host:name`, `RID:1.2.3` or `DN:name` are slips, and must not become URIs in a
 * certificate.
 */
const OPAQUE_URI = /^(urn|tag|did|ni|sip|sips|xmpp|mailto):(?!\d+$)/i;

/**
 * Reads a subjectAltName: its kind is recognised, or forced by one of the prefixes `dns:` `ip:`
 * `email:` `uri:`; a user principal name always has its prefix `upn:`. Throws `name-invalid`, whose
 * sentence names the text and what is wrong with it.
 */
export function parseGeneralName(text: string): GeneralName {
  refuseUnbounded(text, 'name');
  const [, prefix, rest] = PREFIXED.exec(text) ?? [];
  if (prefix === undefined || rest === undefined) return settle(recognise(text), text, text);
  return settle(prefix.toLowerCase() as TypedKind, rest, text);
}

/**
 * The `cn` of Elastic's lists: a common name as otherName, which only Elasticsearch's trust
 * restrictions read. Throws `name-invalid`.
 */
export function commonNameAsOther(text: string): GeneralName {
  refuseUnbounded(text, 'name');
  if (!/\p{Cc}/u.test(text)) return { kind: 'other', value: `${COMMON_NAME}=${text}` };
  throw invalid(text, `${quote(text)} has a control character in it`);
}

const COMMON_NAME = '2.5.4.3';

/**
 * The name with the prefix of its kind, as `parseGeneralName` reads it back: `dns:logs.example`,
 * `ip:10.0.0.5`.
 */
export function formatGeneralName(name: GeneralName): string {
  return `${name.kind}:${name.value}`;
}

/**
 * The text of a name as it stands in a certificate, for comparing (RFC 5280, 7.2 and 7.5): a DNS
 * name in any case, and so the domain of a mailbox.
 */
export function comparableName(text: string): string {
  if (text.startsWith('dns:')) return text.toLowerCase();
  const at = text.startsWith('email:') ? text.lastIndexOf('@') : -1;
  return at < 0 ? text : text.slice(0, at) + text.slice(at).toLowerCase();
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

/**
 * The same, for whoever judges and makes nothing: a dot at the end only says that the name is
 * whole, and an underscore is no part of a host name, but is dialled and certified all the same.
 * Throws `name-invalid`.
 */
export function parseDialledHost(text: string): GeneralName {
  const whole = text.replace(/(?<=[^.])\.$/, '');
  return whole === text ? parseWholeHost(text) : { ...parseWholeHost(whole), hasFinalDot: true };
}

function parseWholeHost(whole: string): GeneralName {
  if (!/^[\w.-]*_[\w.-]*$/.test(whole)) return parseHost(whole);
  parseHost(whole.replaceAll('_', 'a'));
  return { kind: 'dns', value: whole.toLowerCase() };
}

function settle(kind: TypedKind, value: string, whole: string): GeneralName {
  if (kind === 'dns' && looksLikeIp(value)) {
    // Clients look for an address among the addresses only: whoever writes it under dns means it
    // all the same.
    const address = judgeIp(value);
    if ('value' in address) return { kind: 'ip', value: address.value, isFromDns: true };
  }
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

function recognise(text: string): TypedKind {
  if (text.includes('://') || OPAQUE_URI.test(text)) return 'uri';
  if (text.includes('@')) return 'email';
  return looksLikeIp(text) ? 'ip' : 'dns';
}

const HOST_MISUSES: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/:\/\//, 'is a URL; a host is a DNS name or an IP address without a scheme'],
  [/^(dns|ip|email|uri|upn):(?!\d+$)/i, 'has a prefix; a host is written without one'],
  [/@/, 'contains "@"; a host is a DNS name or an IP address without a user name'],
  [/\*/, 'is a wildcard; a host is one name that a client dials, written in full'],
  [
    /^(\d+(\.\d+){3}|[\da-f]*:[\da-f:.]*)\/\d+$/i,
    'is a network; a host is one address, without a mask',
  ],
  [
    /^(0\.0\.0\.0|\[?::\]?)$/,
    'stands for every address of a host, and cannot be dialled; write the one that clients dial',
  ],
  [
    /^\[?::ffff:\d+\./i,
    'is an IPv4 address in the form of IPv6, which clients compare differently; write the IPv4 address',
  ],
  [/[/?#\\]/, 'contains a path; a host is a DNS name or an IP address without a path'],
  [/^(\[[^\]]*\]|[^:[\]]*):\d*$/, 'contains a port; a host is written without a port'],
];

function hostMisuse(text: string): string | undefined {
  return HOST_MISUSES.find(([pattern]) => pattern.test(text))?.[1];
}
