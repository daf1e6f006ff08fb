// Reads what Java's DataOutputStream writes, with every length held against what is there: for the
// stores and what stands inside them.
import { TlsmithError } from '../../errors.js';

export function malformedStore(reason: string): TlsmithError {
  return new TlsmithError('input-malformed', `the Java key store is malformed: ${reason}`);
}

export class JavaData {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many octets were read so far. */
  get position(): number {
    return this.#at;
  }

  /** Throws `input-malformed` where fewer are left. */
  octets(length: number): Buffer {
    const left = this.#bytes.length - this.#at;
    if (length > left) {
      throw malformedStore(
        `at octet ${this.#at} it asks for ${length} more, and ${left === 0 ? 'ends there' : `has ${left}`}`,
      );
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  unsigned(octets: 1 | 2 | 4): number {
    return this.octets(octets).readUIntBE(0, octets);
  }

  /** A count of octets, then as many. */
  counted(): Buffer {
    return this.octets(this.unsigned(4));
  }

  /**
   * Modified UTF-8: characters beyond the basic plane are two halves of three octets each, and zero
   * is two octets.
   */
  text(): string {
    const start = this.#at;
    const octets = this.octets(this.unsigned(2));
    const units: string[] = [];
    for (let at = 0; at < octets.length;) {
      const first = octets[at] as number;
      const count = first < 0x80 ? 1 : first >> 5 === 6 ? 2 : first >> 4 === 14 ? 3 : 0;
      const following = octets.subarray(at + 1, at + count);
      const isWhole = following.length === count - 1 && following.every((one) => one >> 6 === 2);
      if (!isWhole) throw malformedStore(`the text at octet ${start} is not in Java's UTF-8`);
      const head = count === 1 ? first : first & (0xff >> (count + 1));
      units.push(
        String.fromCharCode(following.reduce((unit, one) => unit * 64 + (one & 0x3f), head)),
      );
      at += count;
    }
    return units.join('');
  }
}
