// Numbers in the order of a time that each has: in eight octets for each, where a sort by comparison
// would make objects of them.

/** Below the seconds, which are 38 bits until the year 9999. */
const NUMBER_BITS = 26n;
const NUMBER_MASK = (1n << NUMBER_BITS) - 1n;

export class SortedByEnd {
  private readonly keys: BigUint64Array;
  private count = 0;

  constructor(most: number) {
    this.keys = new BigUint64Array(most);
  }

  /** `end` in milliseconds; what ended before 1970 counts as ended then. */
  add(number: number, end: number): void {
    const seconds = BigInt(Math.max(Math.floor(end / 1000), 0));
    this.keys[this.count] = (seconds << NUMBER_BITS) | BigInt(number);
    this.count += 1;
  }

  /** The first to end comes first; of those that end together, the lowest number. */
  sorted(): Uint32Array {
    const keys = this.keys.subarray(0, this.count).sort();
    const numbers = new Uint32Array(this.count);
    for (let at = 0; at < this.count; at += 1) {
      numbers[at] = Number((keys[at] as bigint) & NUMBER_MASK);
    }
    return numbers;
  }
}
