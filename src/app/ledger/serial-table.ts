// Serial numbers and the order in which they came, in the memory of their octets: as texts in a map
// a million of them would take four times as much.

/** RFC 5280, 4.1.2.2. */
const OCTETS = 20;
const FIRST_CAPACITY = 1024;

/** An open table: each serial number stands in the first free slot from where its octets say on. */
export class SerialTable {
  /** How many there are. */
  count = 0;
  /** The number of what stands in the slot, counted from 1; 0 is free. */
  private slots = new Uint32Array(2 * FIRST_CAPACITY);
  private octets = Buffer.alloc(OCTETS * FIRST_CAPACITY);
  private readonly sought = Buffer.alloc(OCTETS);

  /** Lower-case hex of at most 20 octets. Undefined for one that never came. */
  find(serialNumber: string): number | undefined {
    const number = this.slots[this.slotOf(serialNumber)] as number;
    return number === 0 ? undefined : number - 1;
  }

  /** Its place in the order in which they came, from 0. */
  add(serialNumber: string): number {
    if (this.count * OCTETS === this.octets.length) this.grow();
    const slot = this.slotOf(serialNumber);
    const number = this.slots[slot] as number;
    if (number !== 0) return number - 1;
    this.sought.copy(this.octets, this.count * OCTETS);
    this.count += 1;
    this.slots[slot] = this.count;
    return this.count - 1;
  }

  private slotOf(serialNumber: string): number {
    this.sought.write(serialNumber.padStart(2 * OCTETS, '0'), 'hex');
    let slot = this.firstSlot(this.sought, 0);
    for (;;) {
      const number = this.slots[slot] as number;
      if (number === 0) return slot;
      const start = (number - 1) * OCTETS;
      if (this.sought.compare(this.octets, start, start + OCTETS) === 0) return slot;
      slot = (slot + 1) % this.slots.length;
    }
  }

  /** Serial numbers are random, or counted: either way their last octets differ. */
  private firstSlot(octets: Buffer, start: number): number {
    return octets.readUInt32LE(start + OCTETS - 4) % this.slots.length;
  }

  private grow(): void {
    const octets = Buffer.alloc(2 * this.octets.length);
    this.octets.copy(octets);
    this.octets = octets;
    this.slots = new Uint32Array(2 * this.slots.length);
    for (let index = 0; index < this.count; index += 1) {
      let slot = this.firstSlot(octets, index * OCTETS);
      while (this.slots[slot] !== 0) slot = (slot + 1) % this.slots.length;
      this.slots[slot] = index + 1;
    }
  }
}
