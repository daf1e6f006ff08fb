// Numbers in the order of a time that each has: in eight octets for each, where a sort by comparison
// would make objects of them.

/** Below the seconds, which are 38 bits until the year 9999. */
const NUMBER_BITS = 26n;
const NUMBER_MASK = (1n << NUMBER_BITS) - 1n;

export class SortedByEnd {
  private readonly keys: BigUint64Array;
  count = 0;

  constructor(most: number) {
    this.keys = new BigUint64Array(most);
  }

  /** `end` in milliseconds; what ended before 1970 counts as ended then. */
  add(number: number, end: number): void {
    const seconds = BigInt(Math.max(Math.floor(end / 1000), 0));
    this.keys[this.count] = (seconds << NUMBER_BITS) | BigInt(number);
    this.count += 1;
  }

  /** When all have been added. Of those that end together, the lowest number comes first. */
  sort(): void {
    this.keys.subarray(0, this.count).sort();
  }

  slice(from: number, to: number): number[] {
    const keys = this.keys.subarray(from, Math.min(to, this.count));
    return Array.from(keys, (key) => Number(key & NUMBER_MASK));
  }
}
