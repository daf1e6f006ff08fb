// What a ledger says of each certificate, in some fifty octets for each: where its line stands, when
// it ends, and what became of it.
import type { LedgerEntry, LedgerEvent } from '../../pki/issuing/ledger.js';
import type { Fate } from '../../pki/issuing/ledger-state.js';
import type { Place } from '../reading/ledger/entries.js';
import { SerialTable } from './serial-table.js';

/** Those that a certificate has itself. An event of a later version changes nothing. */
const EVENTS = ['issued', 'renewed', 'abandoned', 'revoked', 'probe'] as const;
const CODES = new Map<string, number>(EVENTS.map((event, code) => [event, code]));
const ABANDONED = EVENTS.indexOf('abandoned');

const FIRST_CAPACITY = 1024;

export class Fates {
  private readonly serials = new SerialTable();
  private places = new Float64Array(FIRST_CAPACITY);
  private lengths = new Uint16Array(FIRST_CAPACITY);
  private ends = new Float64Array(FIRST_CAPACITY);
  private events = new Uint8Array(FIRST_CAPACITY);
  private replacements = new Uint16Array(FIRST_CAPACITY);
  private choices = new Uint8Array(FIRST_CAPACITY);

  get count(): number {
    return this.serials.count;
  }

  /** In the order of the ledger: a later event wins. `isChosen` counts where it comes first. */
  add(entry: LedgerEntry, place: Place, isChosen: (entry: LedgerEntry) => boolean): void {
    const { count } = this;
    const index = this.serials.add(entry.serialNumber);
    const code = CODES.get(entry.event);
    if (index === count) {
      if (count === this.events.length) this.grow();
      this.places[index] = place.at;
      this.lengths[index] = place.length - 1;
      this.ends[index] = Date.parse(entry.notAfter);
      this.choices[index] = Number(isChosen(entry));
      if (code !== ABANDONED) this.countReplacement(entry, 1);
    } else if (code === ABANDONED && this.events[index] !== ABANDONED) {
      this.countReplacement(entry, -1);
    }
    if (code !== undefined) this.events[index] = code;
  }

  /** Of two that came in one's place, each counts until it is abandoned. */
  private countReplacement({ replaces }: LedgerEntry, step: 1 | -1): void {
    const index = replaces === undefined ? undefined : this.serials.find(replaces);
    if (index === undefined) return;
    this.replacements[index] = (this.replacements[index] as number) + step;
  }

  isChosen(index: number): boolean {
    return this.choices[index] === 1;
  }

  fateOf(index: number): Fate {
    return {
      event: EVENTS[this.events[index] as number] as LedgerEvent,
      isReplaced: (this.replacements[index] as number) > 0,
      notAfter: new Date(this.endOf(index)),
    };
  }

  /** notAfter in milliseconds. */
  endOf(index: number): number {
    return this.ends[index] as number;
  }

  placeOf(index: number): Place {
    return { at: this.places[index] as number, length: (this.lengths[index] as number) + 1 };
  }

  private grow(): void {
    const capacity = 2 * this.events.length;
    this.places = grown(this.places, new Float64Array(capacity));
    this.lengths = grown(this.lengths, new Uint16Array(capacity));
    this.ends = grown(this.ends, new Float64Array(capacity));
    this.events = grown(this.events, new Uint8Array(capacity));
    this.replacements = grown(this.replacements, new Uint16Array(capacity));
    this.choices = grown(this.choices, new Uint8Array(capacity));
  }
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
