// The values inside DER elements (X.690): identifiers, integers, text, times, as people read them.
import { type DerElement, malformedDer, TAG } from './der.js';
import { toHex } from './hex.js';

/** No object identifier in use is longer, in octets. */
const LONGEST_OID = 128;

/** Dotted. Takes an OBJECT IDENTIFIER under any tag. */
export function oidOf({ content }: DerElement): string {
  const last = content.at(-1);
  if (last === undefined || last >= 0x80 || content.length > LONGEST_OID) throw malformedDer();
  const [head = 0, ...rest] = smallArcs(content) ?? largeArcs(content);
  const first = head < 40 ? 0 : head < 80 ? 1 : 2;
  const second = typeof head === 'bigint' ? head - BigInt(first * 40) : head - first * 40;
  return [first, second, ...rest].join('.');
}

/** Undefined where a number cannot hold one exactly. */
function smallArcs(content: Uint8Array): number[] | undefined {
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of content) {
    arc = arc * 128 + (octet & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER) return undefined;
    if (octet >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  return arcs;
}

/** 2.25 holds UUIDs. Ten times slower, where every certificate has dozens. */
function largeArcs(content: Uint8Array): bigint[] {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  return arcs;
}

/** Lower-case hex in two's complement, without the zero octet that only keeps a number positive. */
export function integerHex({ content }: DerElement): string {
  if (content.length === 0) throw malformedDer();
  const isPadded = content.length > 1 && content[0] === 0 && (content[1] as number) >= 0x80;
  return toHex(isPadded ? content.subarray(1) : content);
}

/** A number from 0 to 2^31 - 1, such as a path length. */
export function smallInteger({ content }: DerElement): number {
  if (content.length === 0 || content.length > 4 || (content[0] as number) >= 0x80) {
    throw malformedDer();
  }
  return content.reduce((number, octet) => number * 256 + octet, 0);
}

/**
 * Decimal digits, for numbers of at most 20 octets such as a CRL number; longer ones and negative
 * ones in hex.
 */
export function integerText(element: DerElement): string {
  const isNegative = (element.content[0] ?? 0) >= 0x80;
  const hex = integerHex(element);
  return isNegative || hex.length > 40
    ? `0x${shownHex(element.content)}`
    : String(BigInt(`0x${hex}`));
}

export function booleanOf({ content }: DerElement): boolean {
  if (content.length !== 1) throw malformedDer();
  return content[0] !== 0;
}

/** The names of the bits that are set, bit 0 first; a bit without a name as its number. */
export function namesOfBits(bits: Uint8Array, names: readonly string[]): string[] {
  const count = Math.min(bits.length * 8, 64);
  return Array.from({ length: count }, (_, bit) => bit)
    .filter((bit) => ((bits[bit >> 3] as number) & (0x80 >> (bit & 7))) !== 0)
    .map((bit) => names[bit] ?? `bit ${bit}`);
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** U+FEFF in front is a character of it, and no mark that may go: two names would be shown alike. */
const unicode = (encoding: 'utf-8' | 'utf-16be') => {
  return (bytes: Uint8Array) => new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
};

const CHARACTER_STRINGS: Readonly<Record<number, (bytes: Uint8Array) => string>> = {
  0x0c: unicode('utf-8'),
  0x12: latin1,
  0x13: latin1,
  0x14: latin1,
  0x16: latin1,
  0x1a: latin1,
  0x1b: latin1,
  0x1c: utf32Text,
  0x1e: unicode('utf-16be'),
};

/**
 * The text of a character string of any type, as it stands: the caller escapes it. Undefined for
 * anything else.
 */
export function textOf({ tag, content }: DerElement): string | undefined {
  return CHARACTER_STRINGS[tag]?.(content);
}

/** Text of an IA5String under any tag, as it stands. */
export function ia5Text({ content }: DerElement): string {
  return latin1(content);
}

/** The text where the element is a character string, else its hex. */
export function textOrHex(element: DerElement): string {
  return textOf(element) ?? `#${shownHex(element.whole)}`;
}

/** The most octets of something unknown that are shown. */
const SHOWN_OCTETS = 64;

/** Hex of at most 64 octets; of more, the first 64 and how many there are. */
export function shownHex(bytes: Uint8Array): string {
  if (bytes.length <= SHOWN_OCTETS) return toHex(bytes);
  return `${toHex(bytes.subarray(0, SHOWN_OCTETS))}… (${bytes.length} octets)`;
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/;

/**
 * RFC 5280, 4.1.2.5.1: a UTCTime from 50 on is in the twentieth century. Days and hours that do not
 * exist are malformed.
 */
export function timeOf(element: DerElement): Date {
  const isUtc = element.tag === TAG.utcTime;
  if (!isUtc && element.tag !== TAG.generalizedTime) throw malformedDer();
  const [, years, ...rest] = (isUtc ? UTC_TIME : GENERALIZED_TIME).exec(ia5Text(element)) ?? [];
  if (years === undefined) throw malformedDer();
  const century = Number(years) >= 50 ? '19' : '20';
  const [month, day, hour, minute, second = '00'] = rest;
  const text = `${isUtc ? century : ''}${years}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== text) throw malformedDer();
  return time;
}

function utf32Text(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at);
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  }
  return text;
}
