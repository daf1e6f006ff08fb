// Reads DER (X.690) element by element without copying: for lists of any length, where asn1js stops
// at 10,000 nodes.
import { TlsmithError } from '../../errors.js';

export interface DerElement {
  /** The identifier octet: class, constructed bit and number. */
  readonly tag: number;
  readonly content: Uint8Array;
  /** Identifier, length and content. */
  readonly whole: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** More members in one list than any honest structure has, lists of revoked certificates aside. */
const MAXIMUM_MEMBERS = 100_000;

/**
 * Walks the members of one constructed element in their order. All methods throw `input-malformed`.
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(content: Uint8Array) {
    this.#bytes = content;
  }

  get isDone(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The next member, of this tag if one is said. */
  next(tag?: number): DerElement {
    const element = elementAt(this.#bytes, this.#at);
    if (tag !== undefined && element.tag !== tag) throw malformedDer();
    this.#at += element.whole.length;
    return element;
  }

  /** The tag of the next member; undefined behind the last one. */
  get nextTag(): number | undefined {
    return this.#bytes[this.#at];
  }

  /** The next member if it has one of these tags. */
  optional(...tags: readonly number[]): DerElement | undefined {
    const tag = this.nextTag;
    return tag !== undefined && tags.includes(tag) ? this.next() : undefined;
  }

  /** Throws `input-malformed` where members are left. */
  end(): void {
    if (!this.isDone) throw malformedDer();
  }

  /** All members that are left. */
  rest(): DerElement[] {
    const members: DerElement[] = [];
    while (!this.isDone) {
      if (members.length === MAXIMUM_MEMBERS) throw malformedDer();
      members.push(this.next());
    }
    return members;
  }
}

/** The one element that `bytes` are, of this tag if one is said. */
export function readDer(bytes: Uint8Array, tag?: number): DerElement {
  const element = elementAt(bytes, 0);
  const fits = tag === undefined || element.tag === tag;
  if (!fits || element.whole.length !== bytes.length) throw malformedDer();
  return element;
}

/** The element at the start of `bytes`, whatever follows it. */
export function firstDer(bytes: Uint8Array): DerElement {
  return elementAt(bytes, 0);
}

export function membersOf(element: DerElement): DerElement[] {
  return new DerReader(element.content).rest();
}

/** The octets of a BIT STRING; bits that are left over in the last octet count as they stand. */
export function bitsOf(element: DerElement): Uint8Array {
  const unused = element.content[0];
  if (element.tag !== TAG.bitString || unused === undefined || unused > 7) throw malformedDer();
  return element.content.subarray(1);
}

export function malformedDer(cause?: unknown): TlsmithError {
  return new TlsmithError('input-malformed', 'the DER is malformed', {}, cause);
}

/** Definite lengths and tag numbers below 31 only: X.509 has no others. */
function elementAt(bytes: Uint8Array, start: number): DerElement {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw malformedDer();
  let length = first;
  let at = start + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw malformedDer();
    length = 0;
    for (const end = at + count; at < end; at++) length = length * 256 + (bytes[at] ?? 0);
  }
  const end = at + length;
  if (end > bytes.length) throw malformedDer();
  return { tag, content: bytes.subarray(at, end), whole: bytes.subarray(start, end) };
}
