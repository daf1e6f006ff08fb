// Damages DER where it hurts: bits, lengths, tags, cuts; each by a source of randomness that can be told beforehand.
import type { Random } from '../../src/ports.js';

export class Damage {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  below(limit: number): number {
    return Buffer.from(this.#random.bytes(4)).readUInt32BE() % Math.max(1, limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** One or two wounds. */
  damaged(seed: Uint8Array): Uint8Array {
    let bytes = new Uint8Array(seed);
    for (let count = 1 + this.below(2); count > 0; count--) bytes = this.#wounded(bytes);
    return bytes;
  }

  #wounded(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const at = this.below(bytes.length);
    const { tag, length } = this.pick(placesIn(bytes));
    switch (this.below(9)) {
      case 0:
        if (this.below(4) > 0) return this.#wounded(bytes);
        return bytes.slice(0, at);
      case 1:
        return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + this.below(8)));
      case 2:
        return joined(bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 20)));
      case 3:
        bytes[length] = this.below(256);
        return bytes;
      case 4:
        bytes[tag] = this.pick([
          0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x17, 0x18, 0x30, 0x31,
        ]);
        return bytes;
      case 5:
        bytes[tag] = this.pick([
          0x80, 0x81, 0x82, 0x84, 0x86, 0x87, 0x88, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4,
        ]);
        return bytes;
      case 6:
        bytes[at] = this.below(256);
        return bytes;
      default:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << this.below(8));
        return bytes;
    }
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/** Where elements begin, those inside of octet strings too, as far as the bytes are still DER. */
function placesIn(bytes: Uint8Array): { tag: number; length: number }[] {
  const places = [{ tag: 0, length: 1 }];
  const visit = (start: number, end: number) => {
    for (let at = start; at + 2 <= end;) {
      const first = bytes[at + 1] ?? 0;
      const count = first > 0x80 ? first & 0x7f : 0;
      let length = count === 0 ? first : 0;
      for (let i = 0; i < count; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
      const content = at + 2 + count;
      if (content + length > end) return;
      places.push({ tag: at, length: at + 1 });
      const tag = bytes[at] ?? 0;
      if ((tag & 0x20) !== 0 || tag === 0x04) visit(content, content + length);
      at = content + length;
    }
  };
  visit(0, bytes.length);
  return places;
}
