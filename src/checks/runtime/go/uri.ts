// The host in a URI as Go's net/url takes it apart (parse and parseHost in net/url/url.go), for
// names and for constraints on them.
import { isIPv6 } from 'node:net';

/**
 * Empty without an authority; undefined for what Go cannot parse. With its port, and escapes of
 * octets beyond ASCII undone.
 */
export function goHostOf(uri: string): string | undefined {
  const [beforeFragment = '', ...fragment] = uri.split('#');
  if (/[\x00-\x1f\x7f]/.test(uri) || !isEscaped(fragment.join('#'))) return undefined;
  const [, scheme = '', afterScheme] = /^([a-z][a-z\d+.-]*):([^]*)$/i.exec(beforeFragment) ?? [];
  if (beforeFragment.startsWith(':')) return undefined;
  const rest = (afterScheme ?? beforeFragment).split('?')[0] as string;
  if (!rest.startsWith('/')) {
    const hasColon = rest.split('/')[0]?.includes(':') === true;
    return scheme === '' && hasColon ? undefined : '';
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  const [, authority = '', path = ''] = hasAuthority
    ? (/^\/\/([^/]*)([^]*)$/.exec(rest) ?? [])
    : ['', '', rest];
  if (!isEscaped(path)) return undefined;
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  if (!/^[\w.:~!$&'()*+,;=%@-]*$/.test(user) || !isEscaped(user)) return undefined;
  return hostFrom(authority.slice(at + 1), scheme.toLowerCase());
}

/** Each percent sign stands before two hexadecimal digits. */
function isEscaped(text: string): boolean {
  return !/%(?![\da-f]{2})/i.test(text);
}

function hostFrom(host: string, scheme: string): string | undefined {
  const open = host.lastIndexOf('[');
  if (open > 0) return undefined;
  if (open === 0) return literalFrom(host);
  const first = host.indexOf(':');
  const isStrict = scheme === 'http' || scheme === 'https';
  const port = first < 0 ? '' : host.slice(isStrict ? first : host.lastIndexOf(':'));
  return isPort(port) ? unescapedHost(host) : undefined;
}

/** An address of IPv6 in brackets, with its zone (RFC 6874). */
function literalFrom(host: string): string | undefined {
  const close = host.lastIndexOf(']');
  const port = host.slice(close + 1);
  if (close < 0 || !isPort(port)) return undefined;
  const [address = '', zone] = host.slice(1, close).split(/%25(.*)/s);
  const plain = unescapedHost(address);
  if (plain === undefined || !isIPv6(plain) || zone === '') return undefined;
  return zone === undefined ? `[${plain}]${port}` : `[${plain}%${zone}]${port}`;
}

function isPort(text: string): boolean {
  return /^(:\d*)?$/.test(text);
}

/** In a host only octets beyond ASCII, and the percent sign, may be escaped. */
function unescapedHost(text: string): string | undefined {
  const isHost = /^(?:%25|%[89a-f][\da-f]|[\w.~!$&'()*+,;=:[\]<>"\x80-\xff-])*$/i.test(text);
  return isHost
    ? text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : undefined;
}
