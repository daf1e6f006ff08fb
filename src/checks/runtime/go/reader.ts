// DER as Go reads it (golang.org/x/crypto/cryptobyte): lengths in the fewest octets, and of what a
// value holds only what is asked for.
import { type DerElement, DerReader, malformedDer, TAG } from '../../../pki/der/der.js';

/** All methods throw `input-malformed`. */
export class GoReader extends DerReader {
  override next(tag?: number): DerElement {
    const element = super.next(tag);
    const { content, whole } = element;
    if (whole.length - content.length !== headerLength(content.length)) throw malformedDer();
    return element;
  }

  /** Whether the next element has this tag. */
  has(tag: number): boolean {
    return this.nextTag === tag;
  }

  /** The members of the next SEQUENCE. */
  sequence(): GoReader {
    return new GoReader(this.next(TAG.sequence).content);
  }

  boolean(): boolean {
    const { content } = this.next(TAG.boolean);
    if (content.length !== 1 || ![0, 0xff].includes(content[0] as number)) throw malformedDer();
    return content[0] === 0xff;
  }

  /** The octets of an INTEGER of any size. */
  bigInteger(): Uint8Array {
    const { content } = this.next(TAG.integer);
    if (!isShortestInteger(content)) throw malformedDer();
    return content;
  }

  /** An INTEGER, or one under an implicit tag, that fits 64 bits. */
  int64(tag: number = TAG.integer): { value: bigint; isNegative: boolean; isPositive: boolean } {
    const { content } = this.next(tag);
    if (!isShortestInteger(content) || content.length > 8) throw malformedDer();
    const value = BigInt.asIntN(
      content.length * 8,
      BigInt(`0x${Buffer.from(content).toString('hex')}`),
    );
    return { value, isNegative: value < 0n, isPositive: value > 0n };
  }

  /** The octets of a BIT STRING without stray bits. */
  bitString(): Uint8Array {
    const { content } = this.next(TAG.bitString);
    const [unused = 8] = content;
    const last = content.at(-1) as number;
    const isPadded = unused > 0 && (last & ((1 << unused) - 1)) !== 0;
    if (unused > 7 || (content.length === 1 && unused > 0) || (content.length > 1 && isPadded)) {
      throw malformedDer();
    }
    return content.subarray(1);
  }

  /** An OBJECT IDENTIFIER, each number of which fits 31 bits. */
  smallOid(): DerElement {
    const element = this.next(TAG.oid);
    const numbers = numbersOf(element.content);
    const isSmall = (octets: readonly number[]) =>
      octets.length < 5 || (octets.length === 5 && (octets[0] as number) < 0x88);
    if (!numbers.every(isSmall)) throw malformedDer();
    return element;
  }

  /** An OBJECT IDENTIFIER with numbers of any size; answers its octets. */
  oid(): Uint8Array {
    const { content } = this.next(TAG.oid);
    numbersOf(content);
    return content;
  }
}

/** In the fewest octets (X.690, 8.3.2). */
function isShortestInteger([first, second]: Uint8Array): boolean {
  if (first === undefined) return false;
  if (second === undefined) return true;
  return !(first === 0 && second < 0x80) && !(first === 0xff && second >= 0x80);
}

/** The octets of each number, none with superfluous ones (X.690, 8.19.2). */
function numbersOf(content: Uint8Array): number[][] {
  const numbers: number[][] = [[]];
  for (const octet of content) {
    numbers.at(-1)?.push(octet);
    if (octet < 0x80) numbers.push([]);
  }
  const isCutOff = numbers.pop()?.length !== 0;
  if (isCutOff || numbers.length === 0 || numbers.some(([first]) => first === 0x80)) {
    throw malformedDer();
  }
  return numbers;
}

function headerLength(length: number): number {
  if (length < 0x80) return 2;
  let octets = 1;
  for (let rest = length; rest > 0xff; rest >>>= 8) octets++;
  return 2 + octets;
}
