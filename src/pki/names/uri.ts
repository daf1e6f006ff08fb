// URIs as certificates carry them: scheme and host in lower case, the rest as typed (RFC 5280
// 4.2.1.6, RFC 3986).
import { quote } from '../../quote.js';
import { judgeDomain } from './dns-name.js';
import { judgeIp, looksLikeIp } from './ip-address.js';
import { isAscii, unseenFault, type Judgement } from './judgement.js';

/** RFC 5280 4.2.1.6: absolute, ASCII, and an authority names a DNS name or an IP address. */
export function judgeUri(text: string): Judgement {
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
