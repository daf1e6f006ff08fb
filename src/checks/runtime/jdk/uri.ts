// URIs as the JDK takes them in names and in constraints (sun.security.x509.URIName, java.net.URI).
import { isIPv4, isIPv6 } from 'node:net';

const ESCAPED = /%(?![\da-f]{2})/i;
/** What java.net.URI lets stand; it also takes letters beyond ASCII. */
const LEGAL = /^[\w\-.!~*'();/?:@&=+$,%[\]#\x80-\uffff]*$/;

/** RFC 2396, as far as parseServerAuthority: what has no host is no fault. */
function isUri(text: string): boolean {
  if (text === '' || !LEGAL.test(text) || ESCAPED.test(text)) return false;
  const [beforeFragment = '', ...others] = text.split('#');
  if (others.length > 1) return false;
  const colon = beforeFragment.search(/[/?]/);
  const head = colon < 0 ? beforeFragment : beforeFragment.slice(0, colon);
  if (!head.includes(':')) return !/[[\]]/.test(beforeFragment);
  const scheme = head.slice(0, head.indexOf(':'));
  if (!/^[a-z][a-z\d+.-]*$/i.test(scheme)) return false;
  const rest = beforeFragment.slice(scheme.length + 1);
  if (rest === '' || rest === '//') return false;
  const authority = authorityOf(text);
  const path = rest.replace(/^\/\/[^/?]*/, '').split('?')[0] ?? '';
  if (/[[\]]/.test(path)) return false;
  return authority === undefined || !/[[\]]/.test(authority) || literalOf(authority) !== undefined;
}

function authorityOf(uri: string): string | undefined {
  return /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(uri)?.[1];
}

function literalOf(authority: string): string | undefined {
  const [, address = ''] = /^(?:[^@]*@)?\[([^\]]*)\](?::\d*)?$/.exec(authority) ?? [];
  return isIPv6(address.replace(/%.*$/, '')) ? address : undefined;
}

/** URI.getHost: undefined for an authority that is none of a server. */
export function jdkHostOf(uri: string): string | undefined {
  const authority = authorityOf(uri);
  if (authority === undefined || authority === '') return undefined;
  if (literalOf(authority) !== undefined) return `[${literalOf(authority)}]`;
  const [, host = ''] = /^(?:[^@]*@)?([^:@]*)(?::\d*)?$/.exec(authority) ?? [];
  const isName =
    /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z](?:[a-z\d-]*[a-z\d])?\.?$/i.test(host) ||
    isIPv4(host);
  return isName ? host : undefined;
}

export function jdkUriFault(text: string): string | undefined {
  if (!isUri(text)) return `invalid URI name:${text}`;
  if (!/^[a-z][a-z\d+.-]*:/i.test(text)) return `URI name must include scheme:${text}`;
  const host = jdkHostOf(text);
  if (host === undefined || host.startsWith('[') || isDnsName(host) || isIPv4(host)) {
    return undefined;
  }
  return `invalid URI name (host portion is not a valid DNSName, IPv4 address, or IPv6 address):${text}`;
}

export function jdkConstraintUriFault(text: string): string | undefined {
  if (!isUri(text)) return `invalid URI name constraint:${text}`;
  if (/^[a-z][a-z\d+.-]*:/i.test(text)) {
    return `invalid URI name constraint (should not include scheme):${text}`;
  }
  return isDnsName(text.replace(/^\./, '')) ? undefined : `invalid URI name constraint:${text}`;
}

/** DNSName */
function isDnsName(text: string): boolean {
  return text.split('.').every((label) => /^[a-z\d][a-z\d-]*$/i.test(label));
}
