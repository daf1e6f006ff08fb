// DNS names as certificates carry them: A-labels in lower case, a wildcard only as the leftmost
// label (RFC 5280 4.2.1.6, RFC 9525 6.3).
import { domainToASCII, domainToUnicode } from 'node:url';
import { quote } from '../../quote.js';
import { isAscii, unseenFault, type Judgement } from './judgement.js';

/**
 * An underscore is no part of the preferred name syntax, and yet of hosts that are dialled
 * (docker-compose makes such): taken in ASCII names, which is all that those are. Who certifies one
 * warns of it.
 */
export function judgeDns(text: string): Judgement {
  if (text.includes('_') && isAscii(text)) {
    const plain = judgeStrictDns(text.replaceAll('_', 'a'));
    if ('fault' in plain) return { fault: faultOfUnderscored(text, plain.fault) };
    const value = text.toLowerCase();
    const label = value.split('.').find((one) => one.startsWith('xn--') && one.includes('_'));
    return label === undefined ? { value } : { fault: notPunycode(label) };
  }
  return judgeStrictDns(text);
}

/** Found again in the text as it was written, where the fault quotes a part of it. */
function faultOfUnderscored(text: string, fault: string): string {
  return /^its label /.test(fault) ? (domainLabelsFault(text) ?? fault) : fault;
}

function judgeStrictDns(text: string): Judgement {
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
 * A domain without wildcard. Characters and labels are judged before UTS 46, which decodes %41 and
 * turns 127.1 into an address, and again after it, because it maps other characters to full stops,
 * underscores and digits.
 */
export function judgeDomain(text: string): Judgement {
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

/**
 * Why a character other than letters, digits, hyphen and full stop is refused, where there is more
 * to say than that.
 */
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
  // RFC 1123 2.1 and the URL standard: a number at the end makes resolvers and browsers read an
  // IPv4 address.
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

/**
 * An A-label must decode to the U-label that encodes to it (RFC 5890 2.3.2.1); `xn--ascii-` decodes
 * to plain ASCII.
 */
function punycodeFault(name: string): string | undefined {
  const bad = name.split('.').find((label) => label.startsWith('xn--') && !isALabel(label));
  return bad === undefined ? undefined : notPunycode(bad);
}

/** Of a label in lower case that begins with `xn--`. */
export function isALabel(label: string): boolean {
  return domainToASCII(domainToUnicode(label)) === label;
}

function notPunycode(label: string): string {
  return `its label ${quote(label)} is not valid Punycode (RFC 5891)`;
}
