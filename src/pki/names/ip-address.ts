// IP addresses between text and octets, IPv6 compressed as in RFC 5952. For names in certificates.
import { isIPv6 } from 'node:net';
import { TlsmithError } from '../../errors.js';
import { escaped, quote } from '../../quote.js';
import { unseenFault, type Judgement } from './judgement.js';

/**
 * The 4 or 16 octets of an address in network byte order, as iPAddress holds them (RFC 5280
 * 4.2.1.6). Throws `name-invalid` for text that is no IP address.
 */
export function ipAddressToBytes(value: string): Uint8Array {
  const ipv4 = ipv4Bytes(value);
  if (ipv4 !== undefined) return ipv4;
  if (!isIPv6(value) || value.includes('%')) {
    throw new TlsmithError('name-invalid', `${quote(value)} is not an IP address`, {
      value: escaped(value),
    });
  }
  return ipv6Bytes(value);
}

/**
 * The canonical text of 4 or 16 octets (RFC 5952). Throws RangeError for any other number of
 * octets.
 */
export function ipAddressFromBytes(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) {
    throw new RangeError(`an IP address has 4 or 16 octets, not ${bytes.length}`);
  }
  return ipv6Text(bytes);
}

export function judgeIp(text: string): Judgement {
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

/**
 * Also true for an address with a port, a mask or a zone, so that its refusal speaks of addresses.
 */
export function looksLikeIp(text: string): boolean {
  return /^(\[|\d+(\.\d+){3}([:/%]|$)|[\da-f]*:[\da-f]*:[\da-f:.]*([/%]|$))/i.test(text);
}
