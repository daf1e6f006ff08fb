// Serial numbers and the order in which they came, in the memory of their octets: as texts in a map
// a million of them would take four times as much.

/** RFC 5280, 4.1.2.2. */
const OCTETS = 20;
const FIRST_SLOT_BITS = 11;
/** Odd, and without a pattern: what lies close together goes far apart. */
const SCATTERING = 0x9e3779b1;
/** So many serial numbers stand in one buffer: one that grew would stand in memory twice. */
const PAGE_BITS = 14;
const PAGE_SIZE = 2 ** PAGE_BITS;

/** An open table: each serial number stands in the first free slot from where its octets say on. */
export class SerialTable {
  /** How many there are. */
  count = 0;
  /** The number of what stands in the slot, counted from 1; 0 is free. */
  private slotBits = FIRST_SLOT_BITS;
  private slots = new Uint32Array(2 ** FIRST_SLOT_BITS);
  private pages: Buffer[] = [];
  private readonly sought = Buffer.alloc(OCTETS);

  /** Lower-case hex of at most 20 octets. Undefined for one that never came. */
  find(serialNumber: string): number | undefined {
    const number = this.slots[this.slotOf(serialNumber)] as number;
    return number === 0 ? undefined : number - 1;
  }

  /** Its place in the order in which they came, from 0. */
  add(serialNumber: string): number {
    if (2 * this.count === this.slots.length) this.addSlots();
    const slot = this.slotOf(serialNumber);
    const number = this.slots[slot] as number;
    if (number !== 0) return number - 1;
    const page = (this.pages[this.count >>> PAGE_BITS] ??= Buffer.alloc(OCTETS * PAGE_SIZE));
    this.sought.copy(page, startOf(this.count));
    this.count += 1;
    this.slots[slot] = this.count;
    return this.count - 1;
  }

  /** All but how many there were, which is half of what a list keeps. */
  forget(): void {
    this.pages = [];
    this.slots = new Uint32Array(0);
  }

  private slotOf(serialNumber: string): number {
    this.sought.write(serialNumber.padStart(2 * OCTETS, '0'), 'hex');
    let slot = this.firstSlot(this.sought, 0);
    for (;;) {
      const number = this.slots[slot] as number;
      if (number === 0) return slot;
      const start = startOf(number - 1);
      if (this.sought.compare(this.pageOf(number - 1), start, start + OCTETS) === 0) return slot;
      slot = (slot + 1) % this.slots.length;
    }
  }

  /** Serial numbers are random, or counted: either way their last octets differ. */
  private firstSlot(octets: Buffer, start: number): number {
    const last = octets.readUInt32BE(start + OCTETS - 4);
    return Math.imul(last, SCATTERING) >>> (32 - this.slotBits);
  }

  private pageOf(index: number): Buffer {
    return this.pages[index >>> PAGE_BITS] as Buffer;
  }

  private addSlots(): void {
    this.slotBits += 1;
    this.slots = new Uint32Array(2 ** this.slotBits);
    for (let index = 0; index < this.count; index += 1) {
      let slot = this.firstSlot(this.pageOf(index), startOf(index));
      while (this.slots[slot] !== 0) slot = (slot + 1) % this.slots.length;
      this.slots[slot] = index + 1;
    }
  }
}

/** In its page. */
function startOf(index: number): number {
  return (index % PAGE_SIZE) * OCTETS;
}
