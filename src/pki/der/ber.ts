// BER (X.690, 8) brought into the lengths and strings of DER, for what others wrote: indefinite
// lengths, and strings in pieces.
import { DerReader, firstDer, malformedDer } from './der.js';
import { encodeDer } from './der-encoding.js';

export interface Normalised {
  /**
   * The element with definite lengths and whole strings; the octets as they stand where they have
   * these already.
   */
  der: Uint8Array;
  /** How many octets of the input it is made of. */
  length: number;
  isBer: boolean;
}

/** Deeper than any structure of X.509, PKCS#7 or PKCS#8 is nested. */
const DEEPEST = 64;

/**
 * The element at the start of `bytes`. What stands inside primitive strings is left as it is, and
 * so is the order of sets: a signature covers the DER, and no more is changed than is needed to
 * read it. Throws `input-malformed`.
 */
export function normalised(bytes: Uint8Array): Normalised {
  const { end, der } = elementAt(bytes, 0, bytes.length, 0);
  return { der: der ?? bytes.subarray(0, end), length: end, isBer: der !== undefined };
}

/** The same where it can be read; undefined for anything else. */
export function ifNormalised(bytes: Uint8Array): Normalised | undefined {
  try {
    return normalised(bytes);
  } catch {
    return undefined; // The caller words what the octets are.
  }
}

/** A SEQUENCE of indefinite length: nothing else that is read begins so. */
export function beginsLikeBer(bytes: Uint8Array): boolean {
  return bytes[0] === 0x30 && bytes[1] === 0x80;
}

interface Converted {
  end: number;
  /** Undefined where the element may stay as it stands. */
  der?: Uint8Array;
}

const CONSTRUCTED = 0x20;
const BIT_STRING = 0x23;
/** BIT STRING, OCTET STRING and the character strings, in their constructed form. */
const STRINGS = [
  ...[BIT_STRING, 0x24, 0x2c, 0x32, 0x33, 0x34, 0x35, 0x36],
  ...[0x39, 0x3a, 0x3b, 0x3c, 0x3e],
];

function elementAt(bytes: Uint8Array, start: number, limit: number, depth: number): Converted {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (depth > DEEPEST || tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) {
    throw malformedDer();
  }
  if (first === 0x80) {
    if ((tag & CONSTRUCTED) === 0) throw malformedDer();
    const inner = { start: start + 2, limit, depth, isIndefinite: true };
    const { content, end } = members(bytes, inner);
    return { end, der: encoded(tag, content) };
  }
  const { content: own, whole } = firstDer(bytes.subarray(start, limit));
  const end = start + whole.length;
  if ((tag & CONSTRUCTED) === 0) return { end };
  const inner = { start: end - own.length, limit: end, depth, isIndefinite: false };
  const inside = ifReadable(() => members(bytes, inner));
  if (!inside?.isChanged && !STRINGS.includes(tag)) return { end };
  return inside ? { end, der: encoded(tag, inside.content) } : { end };
}

/** Octets inside a definite length that are no elements are for the reader to judge. */
function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Where the content of an element stands. */
interface Inner {
  start: number;
  limit: number;
  depth: number;
  /** Whether end-of-contents octets end it before `limit`. */
  isIndefinite: boolean;
}

/** What needs no change is copied in one piece. */
function members(
  bytes: Uint8Array,
  { start, limit, depth, isIndefinite }: Inner,
): { content: Uint8Array; end: number; isChanged: boolean } {
  const pieces: Uint8Array[] = [];
  let kept = start;
  let at = start;
  const isAtEnd = () =>
    isIndefinite ? bytes[at] === 0 && bytes[at + 1] === 0 && at + 2 <= limit : at === limit;
  while (!isAtEnd()) {
    if (at >= limit) throw malformedDer();
    const { end, der } = elementAt(bytes, at, limit, depth + 1);
    if (der) {
      pieces.push(bytes.subarray(kept, at), der);
      kept = end;
    }
    at = end;
  }
  const isChanged = pieces.length > 0;
  pieces.push(bytes.subarray(kept, at));
  const content = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
  return { content, end: isIndefinite ? at + 2 : at, isChanged };
}

function encoded(tag: number, content: Uint8Array): Uint8Array {
  if (!STRINGS.includes(tag)) return encodeDer(tag, content);
  const parts = new DerReader(content).rest().map((part) => {
    if ((part.tag & CONSTRUCTED) !== 0) throw malformedDer();
    return part.content;
  });
  if (tag !== BIT_STRING) return encodeDer(tag & ~CONSTRUCTED, ...parts);
  // 8.6.4: each piece says how many bits it leaves over, and only the last may leave any.
  const unused = parts.at(-1)?.subarray(0, 1) ?? Uint8Array.of(0);
  return encodeDer(tag & ~CONSTRUCTED, unused, ...parts.map((part) => part.subarray(1)));
}
